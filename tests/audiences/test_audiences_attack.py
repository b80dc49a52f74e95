"""Nothing small can be had from what is given: an attacker with linear algebra and bounds tries."""

import random

import attack
import pytest
from audiences_harness import scene
from scipy.optimize import linprog

from dip_lod.audiences import linking, slices, suppression
from dip_lod.audiences.counting import Counted
from dip_lod.audiences.crosswalk import Match
from dip_lod.audiences.suppression import Pattern

FEWEST = 10
MATCH = "skos:exactMatch"


@pytest.mark.parametrize("seed", range(60))
def test_of_no_small_number_is_more_known_than_that_it_is_small(seed: int) -> None:
    chance = random.Random(seed)
    counted = scene(seed, chance.randint(1, 6), chance.randint(1, 6), chance.randint(1, 9))
    assert attack.exposed(counted, suppression.pattern(counted, FEWEST), FEWEST) == []


@pytest.mark.parametrize("fewest", [3, 5, 25])
def test_another_threshold_is_kept_as_well(fewest: int) -> None:
    for seed in range(12):
        counted = scene(seed)
        assert attack.exposed(counted, suppression.pattern(counted, fewest), fewest) == []


def test_the_attack_finds_small_numbers_where_only_they_are_withheld() -> None:
    found = 0
    for seed in range(20):
        counted = scene(seed, parties=300)
        primary = Pattern(hidden={one: set() for one in counted.rows}, closed={one: set() for one in counted.rows})
        for dimension, rows in counted.rows.items():
            primary.closed[dimension] = {code for code, row in rows.items() if min(row.values()) < FEWEST}
        found += len(attack.exposed(counted, primary, FEWEST))
    assert found > 20


def test_much_is_given_all_the_same() -> None:
    """Withholding everything would be safe and of no use: of a busy season much is given."""
    rows = opened = 0
    for seed in range(20):
        counted = scene(seed, parties=4000)
        made = suppression.pattern(counted, FEWEST)
        for dimension, of in counted.rows.items():
            rows += len(of)
            opened += sum(not made.withholds(dimension, code) for code in of)
    assert opened > rows / 3


def test_a_row_that_has_nearly_all_of_a_group_tells_nothing() -> None:
    counted = Counted(told={"d"})
    for group, area, visits in (("a", "x", 3), ("b", "x", 100), ("a", "y", 50)):
        counted.add(group, {"discipline": "d", "area": area}, visits)
    made = suppression.pattern(counted, FEWEST)
    assert attack.exposed(counted, made, FEWEST) == []
    assert made.hidden["area"] == {"x", "y"}


def test_a_group_that_is_rare_in_a_season_hides_behind_another() -> None:
    counted = Counted(told={"d"})
    for group, visits in (("a", 4), ("b", 30), ("c", 500)):
        counted.add(group, {"discipline": "d", "area": "x"}, visits)
    made = suppression.pattern(counted, FEWEST)
    assert made.merged == {"a", "b"}
    told = slices.given(counted, made)
    assert told["a", "_T", "_T"] is None and told["b", "_T", "_T"] is None and told["c", "_T", "_T"] == 500


def test_the_visits_of_one_company_are_not_a_figure_of_a_discipline() -> None:
    counted = Counted()
    for discipline, first, last in (("dans", 1, 2), ("opera", 3, 4), ("muziek", 5, 8), ("toneel", 9, 13)):
        for production in range(first, last):
            counted.add("a", {"discipline": discipline, "area": "x"}, 400)
            counted.productions[discipline].add(production)
    made = suppression.pattern(counted, FEWEST)
    assert made.hidden["discipline"] == {"dans", "opera", "muziek"}, "or who knows one would know the other"
    assert not made.nothing
    assert suppression.pattern(counted, FEWEST, Pattern(hidden={"discipline": set()})).hidden == made.hidden
    alone = Counted()
    alone.add("a", {"discipline": "dans", "area": "x"}, 400)
    alone.productions["dans"] |= {1, 2}
    assert suppression.pattern(alone, FEWEST).nothing


def recoded(counted: Counted, names: dict[str, str]) -> Counted:
    """Count the same visits by the groups of another scheme: some groups become one."""
    other = Counted(told=set(counted.told))
    for dimension, rows in counted.rows.items():
        for code, row in rows.items():
            for group, visits in row.items():
                other.add(names[group], {dimension: code}, visits)
    return other


@pytest.mark.parametrize("seed", range(25))
def test_two_schemes_that_count_the_same_visits_do_not_give_each_other_away(seed: int) -> None:
    """Give an attacker both, and that matched groups hold the very same visits."""
    chance = random.Random(seed)
    one = scene(seed, 4, 4, 6)
    names = {group: f"h{group[1:]}" for group in suppression.totals(one)}
    if len(names) > 2 and chance.random() < 0.6:
        merged = sorted(names)[-2:]
        names[merged[1]] = names[merged[0]]
    other = recoded(one, names)
    alone = {new for new in names.values() if list(names.values()).count(new) == 1}
    matches = [
        Match("one", group, MATCH if new in alone else "skos:broadMatch", f"other:{new}", "", "", "")
        for group, new in names.items()
    ]
    season = {"one": one, "other": other}
    made = linking.patterns(season, matches, FEWEST)
    known = attack.Known()
    for scheme, counted in season.items():
        attack.told(known, scheme, counted, made[scheme])
    for dimension, rows in one.rows.items():
        for code in rows:
            for group, new in names.items():
                same = [group for group, each in names.items() if each == new]
                if group == same[0]:
                    parts = [(("one", dimension, code, each), 1.0) for each in same]
                    known.equal([*parts, (("other", dimension, code, new), -1)], 0)
    exposed = []
    for scheme, counted in season.items():
        for dimension, code, group in attack.small(counted, made[scheme], FEWEST):
            if dimension != "group":
                low, high = known.bounds(((scheme, dimension, code, group), 1))
                if low > 1e-6 or high < FEWEST - 1 - 1e-6:
                    exposed.append((scheme, dimension, code, group, low, high))
    assert exposed == []


def later(counted: Counted, seed: int) -> tuple[Counted, dict[tuple[str, str, str], int]]:
    """Deliver a season again: some visits more, few or many; say of which cells, and how many."""
    chance = random.Random(seed)
    other = Counted(told=set(counted.told))
    for dimension, rows in counted.rows.items():
        for code, row in rows.items():
            for group, visits in row.items():
                other.add(group, {dimension: code}, visits)
    changed: dict[tuple[str, str, str], int] = {}
    for _ in range(chance.choice((1, 1, 2, 6))):
        group, more = chance.choice(sorted(suppression.totals(counted))), chance.choice((2, 7, 30, 300))
        codes = {dimension: chance.choice([*sorted(rows), "new"]) for dimension, rows in counted.rows.items()}
        other.add(group, codes, more)
        for dimension, code in codes.items():
            changed[dimension, code, group] = changed.get((dimension, code, group), 0) + more
    return other, changed


def beside(seed: int) -> tuple[bool, list[tuple[object, ...]]]:
    """Give two publications of a season to an attacker who knows which cells changed; say what is found.

    Who knows that all else is as it was can tell from a number that stays that no more than four visits came, for so
    much rounding hides: but not that any came.
    """
    one = scene(seed, 4, 4, 5, parties=random.Random(seed).choice((40, 120, 400)))
    other, changed = later(one, seed)
    told = [slices.given(each, suppression.pattern(each, FEWEST)) for each in (one, other)]
    safe = slices.safe(told[1], [told[0]], FEWEST)
    if told[0] == told[1]:
        return True, []
    known = attack.Known()
    for name, counted, given in zip("ab", (one, other), told, strict=True):
        attack.told_rounded(known, name, counted, given)
    for dimension, rows in other.rows.items():
        for code, row in rows.items():
            for group in row:
                if code not in one.rows[dimension] or group not in suppression.totals(one):
                    known.equal([(("a", dimension, code, group), 1)], 0)
                if (dimension, code, group) not in changed:
                    known.equal([(("a", dimension, code, group), 1), (("b", dimension, code, group), -1)], 0)
    found: list[tuple[object, ...]] = []
    for name, counted in zip("ab", (one, other), strict=True):
        for cell in attack.small(counted, Pattern(), FEWEST):
            if cell[0] != "group":
                low, high = known.bounds(((name, *cell), 1))
                found += [(name, *cell, low, high)] if low > 1e-6 or high < 4 - 1e-6 else []
    for cell, more in changed.items():
        low, high = known.bounds((("b", *cell), 1), (("a", *cell), -1))
        found += [("more", *cell, low, high)] if more < FEWEST and low > 1e-6 and high < FEWEST else []
    return safe, found


@pytest.mark.parametrize("seed", range(25))
def test_two_publications_of_a_season_tell_no_more_than_one(seed: int) -> None:
    safe, found = beside(seed)
    assert not safe or found == []


def test_what_is_not_published_again_would_have_told_something() -> None:
    results = [beside(seed) for seed in range(40)]
    assert sum(bool(found) for safe, found in results if not safe) > 3
    assert sum(safe for safe, _ in results) > 2


def test_linprog_is_the_judge_that_it_should_be() -> None:
    """Two numbers of which the sum is known: both may be anything between."""
    known = attack.Known()
    known.equal([("a", 1), ("b", 1)], 12)
    known.equal([("b", 1), ("c", 1)], 5)
    assert known.bounds(("a", 1)) == pytest.approx((7, 12))
    assert linprog([1], bounds=(2, 3)).fun == 2

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
    for discipline, production in (("dans", 1), ("opera", 2), ("toneel", 3), ("toneel", 4), ("toneel", 5)):
        counted.add("a", {"discipline": discipline, "area": "x"}, 400)
        counted.productions[discipline].add(production)
    made = suppression.pattern(counted, FEWEST)
    assert made.hidden["discipline"] == {"dans", "opera"}


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
                low, high = known.bounds((scheme, dimension, code, group))
                if low > 1e-6 or high < FEWEST - 1 - 1e-6:
                    exposed.append((scheme, dimension, code, group, low, high))
    assert exposed == []


def test_linprog_is_the_judge_that_it_should_be() -> None:
    """Two numbers of which the sum is known: both may be anything between."""
    known = attack.Known()
    known.equal([("a", 1), ("b", 1)], 12)
    known.equal([("b", 1), ("c", 1)], 5)
    assert known.bounds("a") == pytest.approx((7, 12))
    assert linprog([1], bounds=(2, 3)).fun == 2

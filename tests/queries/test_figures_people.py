"""Figures about people, reach and schools against counts in plain Python over the source records."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import pytest
from dip_records import Performance, Season

from dip_lod import schemes
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.labour import ended
from dip_lod.figures.reading import Figures

AS_OF = "2026-03-02"
Key = tuple[str, ...]


class Part(NamedTuple):
    """Someone's part in a performance that counts."""

    season: str
    province: str
    run: str
    production: str
    agent: str
    role: str


@pytest.fixture(scope="module")
def parts(season: Season, played: list[Performance], provinces: dict[str, str]) -> set[Part]:
    """Find who had a part: in the production's team, in the run, or for one night."""
    people = {one["id"] for record in season.records for one in record.get("agents", []) if one["kind"] == "persoon"}
    team = season.team()
    of_production: dict[str, set[tuple[str, str]]] = defaultdict(set)
    of_run: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record, credit in season.credits():
        agent, run = season.key(credit["agent"]), season.run(record["production"]["id"])
        if (season.of(record), agent) in team and "character" not in credit:
            of_production[season.of(record)].add((agent, role(credit["role"])))
        of_run[run].add((agent, role(credit["role"])))
    found = set()
    for one in played:
        tonight = {(season.key(x["agent"]), role(x["role"])) for x in one.told.get("castChanges", {}).get("added", [])}
        where = provinces.get(season.municipality(one), "_U")
        for agent, code in of_production[one.production] | of_run[one.run] | tonight:
            if agent in people:
                found.add(Part(of(one), where, one.run, one.production, agent, code))
    return found


@pytest.fixture(scope="module")
def genres(played: list[Performance]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in played:
        for word in one.record["production"].get("genre", []):
            if term := schemes.find("genre", word):
                found[one.production].add(schemes.top(term).removeprefix("genre/"))
    return found


def of(one: Performance) -> str:
    return "nl-" + one.record["production"]["season"].replace("/", "-")


def role(word: str) -> str:
    return (schemes.find("role", word) or "role/_U").removeprefix("role/")


def said(figures: Figures, cube: str, indicator: str, places: tuple[int, ...]) -> dict[Key, float | None]:
    """Give the figures by some dimensions, those without a Dutch season left out."""
    return {
        tuple(one.key[place] for place in places): one.value
        for one in figures.observations(cube, indicator=indicator)
        if one.key[1] != "_U"
        and all((one.key[place] == TOTAL) == (place not in places) for place in range(2, len(one.key)))
    }


def counted(rows: Iterable[tuple[Key, object]]) -> dict[Key, int]:
    found: dict[Key, set[object]] = defaultdict(set)
    for key, what in rows:
        found[key].add(what)
    return {key: len(things) for key, things in found.items()}


def agree(figures: dict[Key, float | None], counts: dict[Key, int]) -> None:
    """Compare: what is withheld is known to be there, and no figure about fewer than ten is given."""
    assert figures.keys() == counts.keys()
    shown = {key: value for key, value in figures.items() if value is not None}
    assert shown
    assert shown == {key: counts[key] for key in shown}
    assert all(counts[key] >= 10 for key in shown)


def test_people_by_role(figures: Figures, parts: set[Part]) -> None:
    agree(said(figures, "labour", "people", (1, 2)), counted(((one.season, one.role), one.agent) for one in parts))


@pytest.mark.parametrize("places", [(1,), (1, 3)])
def test_makers_by_season_and_province(figures: Figures, parts: set[Part], places: tuple[int, ...]) -> None:
    counts = counted(((one.season, one.province)[: len(places)], one.agent) for one in parts)
    agree(said(figures, "trends", "makers", places), counts)


def test_credits_a_person(figures: Figures, parts: set[Part]) -> None:
    credited = counted(((one.season,), (one.agent, one.role, one.production)) for one in parts)
    people = counted(((one.season,), one.agent) for one in parts)
    shown = {k: v for k, v in said(figures, "labour", "credits-per-person", (1,)).items() if v is not None}
    assert shown
    assert shown == {key: tenth(Fraction(credited[key], people[key])) for key in shown}


def test_newcomers_and_those_who_left(figures: Figures, parts: set[Part]) -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for one in parts:
        seen[one.agent].append(one.season)
    seasons = sorted({one.season for one in parts})
    over = [one for one in seasons if ended(one, AS_OF)]
    whats: dict[str, tuple[Callable[[list[str]], str], list[str]]] = {
        "newcomers": (min, seasons[1:]),
        "leavers": (max, [one for one in seasons if one < over[-1]]),
    }
    for name, (edge, given) in whats.items():
        there = {one for one in parts if one.season == edge(seen[one.agent]) and one.season in given}
        agree(said(figures, "labour", name, (1,)), counted(((one.season,), one.agent) for one in there))
        by_role = counted(((one.season, one.role), one.agent) for one in there)
        found = said(figures, "labour", name, (1, 2))
        assert found.keys() == by_role.keys()
        assert all(value in (None, by_role[key]) for key, value in found.items())


def test_combinations_of_roles(figures: Figures, parts: set[Part]) -> None:
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in parts:
        roles[one.season, one.agent].add(one.role)
    pairs = (
        ((when, *pair), agent) for (when, agent), codes in roles.items() for pair in combinations(sorted(codes), 2)
    )
    counts = counted(pairs)
    found = said(figures, "roles", "role-combinations", (1, 2, 3))
    assert found.keys() == counts.keys()
    assert all(value in (None, counts[key]) for key, value in found.items())


def test_mobility_between_disciplines(figures: Figures, parts: set[Part], genres: dict[str, set[str]]) -> None:
    active: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for one in parts:
        active[one.agent] |= {(int(one.season[3:7]), code) for code in genres[one.production] or {"_U"}}
    counts = counted(
        ((f"nl-{year}-{year + 1}", before, now), agent)
        for agent, ways in active.items()
        for year, now in ways
        for earlier, before in ways
        if earlier == year - 1
    )
    agree(said(figures, "mobility", "mobility", (1, 2, 3)), counts)


def test_the_reach_of_tours(
    figures: Figures, season: Season, played: list[Performance], provinces: dict[str, str]
) -> None:
    whats: dict[str, Callable[[Performance], str | None]] = {
        "reach-venues": season.venue,
        "reach-municipalities": lambda one: season.municipality(one) if one.told["venue"] else None,
        "reach-provinces": lambda one: provinces.get(season.municipality(one)),
    }
    for name, what in whats.items():
        runs = counted(((of(one), one.run), there) for one in played if (there := what(one)))
        seasons: dict[str, list[int]] = defaultdict(list)
        for (when, _), number in runs.items():
            seasons[when].append(number)
        means = {(when,): tenth(Fraction(sum(numbers), len(numbers))) for when, numbers in seasons.items()}
        assert said(figures, "trends", name, (1,)) == means, name


def tenth(number: Fraction) -> float:
    """Round to one decimal; half goes up."""
    return int(number * 10 + Fraction(1, 2)) / 10


def test_reprises_and_school_performances_by_province(
    figures: Figures, season: Season, played: list[Performance], provinces: dict[str, str]
) -> None:
    again = [one for one in played if one.record["production"].get("newOrRevival") == "reprise"]
    assert said(figures, "trends", "reprises", (1,)) == counted(((of(one),), one.run) for one in again)
    counts = {}
    for kind in ("po", "vo"):
        shown = [one for one in played if f"fpk-school-{kind}" in one.told.get("tags", [])]
        counts = counted(((of(one), provinces.get(season.municipality(one), "_U")), one.key) for one in shown)
        assert said(figures, "trends", f"school-performances-{kind}", (1, 3)) == counts
    assert counts

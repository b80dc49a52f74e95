"""Blocks of forty productions: what each place is, so that every sample is a rounded one.

A block follows from the seed and its number, so any production can be made without the others.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from dip_lod.sample.draw import Draw
from dip_lod.sample.words import table

SIZE = 40
FIRST_YEAR = 2021
SEASON_STARTS = (0, 3, 7, 12, 18, 28)
"""The place at which each season begins; half of the block is in the last two."""

REVIVALS = {9: 1, 20: 9, 24: 13, 30: 14, 33: 22}
"""Reprises, and the earlier series that each goes back to; 20 is the reprise of a reprise."""

RETITLED = 24
"""This reprise has another title than its first series."""

UNLINKED_REVIVAL = 16
"""This one is called a reprise, but does not say of what."""

DISCIPLINES = {
    "toneel": 11,
    "dans": 4,
    "cabaret": 5,
    "jeugdtheater": 5,
    "concert": 5,
    "musical": 2,
    "opera": 2,
    "muziektheater": 2,
    "mime": 1,
    "circus": 1,
    "poppentheater": 2,
}
"""How many productions of each discipline are in a block: forty together."""


@dataclass(frozen=True)
class Block:
    """The disciplines and the cases of forty productions, by place."""

    disciplines: tuple[str, ...]
    cases: tuple[frozenset[str], ...]


def year(place: int) -> int:
    """Give the first year of the season of a place.

    >>> year(0), year(39)
    (2021, 2026)
    """
    return FIRST_YEAR + sum(place >= start for start in SEASON_STARTS) - 1


def first_series(place: int) -> int:
    """Follow reprises to the first series.

    >>> first_series(20)
    1
    """
    while place in REVIVALS:
        place = REVIVALS[place]
    return place


@lru_cache(maxsize=64)
def block(seed: int, number: int) -> Block:
    """Lay out a block."""
    supply = [name for name, count in DISCIPLINES.items() for _ in range(count)]
    drawn = Draw(seed, "block", number).shuffled(supply)
    disciplines = tuple(drawn[first_series(place)] for place in range(SIZE))
    cases: list[set[str]] = [set() for _ in range(SIZE)]
    for case in table("cases")["case"]:
        draw = Draw(seed, "case", case["name"], number)
        fitting = (place for place in draw.shuffled(range(SIZE)) if _fits(case, place, disciplines))
        for place in islice(fitting, _times(case, number)):
            cases[place].add(case["name"])
    return Block(disciplines, tuple(map(frozenset, cases)))


def _times(case: dict[str, Any], number: int) -> int:
    """Say how often a case is in a block; rare ones are not in the first."""
    times = case["times"]
    if times >= 1:
        return int(times)
    every = round(1 / times)
    return int(number % every == every - 1)


def _fits(case: dict[str, Any], place: int, disciplines: tuple[str, ...]) -> bool:
    if "only" in case and disciplines[place] not in case["only"]:
        return False
    if "seasons" in case and year(place) not in case["seasons"]:
        return False
    if case.get("art") and place in REVIVALS:
        return False
    if case.get("free"):
        return place > 0 and place not in REVIVALS and place not in REVIVALS.values() and place != UNLINKED_REVIVAL
    return True

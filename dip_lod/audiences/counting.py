"""Visits added up: of each scheme and season two tables, groups by discipline and by area, that share totals."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dip_lod.audiences.visits import Visit, one_of
from dip_lod.figures import ground
from dip_lod.figures.cubes import UNKNOWN

DIMENSIONS = ("discipline", "area")
"""What groups are told apart by, one at a time."""

Row = dict[str, int]
"""Visits by group."""


@dataclass(slots=True)
class Counted:
    """The visits of one season by the groups of one scheme."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {one: {} for one in DIMENSIONS})
    """By dimension, then by code."""
    of: set[str] = field(default_factory=set)
    """The performances counted."""
    productions: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By discipline, the productions that its visits are known to be of."""
    told: set[str] = field(default_factory=set)
    """The disciplines of which visits came without a performance: how many productions that is, nobody knows."""

    def add(self, group: str, codes: Mapping[str, str], visits: int) -> None:
        """Add visits."""
        for dimension, code in codes.items():
            row = self.rows[dimension].setdefault(code, {})
            row[group] = row.get(group, 0) + visits


@dataclass(frozen=True, slots=True)
class Tally:
    """What a delivery comes to."""

    seasons: Mapping[str, Counted]
    left_out: int
    """Rows of performances that are not published, did not go on, or are of no Dutch season."""


class Performances:
    """The performances that count, by their keys: season, production and discipline."""

    def __init__(self, repertoire: sqlite3.Connection, base: str) -> None:
        """Read them from the repertoire of a publication."""
        ground.prepare(repertoire, base, {})
        disciplines: dict[int, set[str]] = defaultdict(set)
        for production, code in repertoire.execute("SELECT production, code FROM discipline"):
            disciplines[production].add(code)
        start = len(f"{base}id/performance/")
        rows = repertoire.execute("SELECT uri, season, production FROM fact JOIN name ON name.id = performance")
        self._known = {
            str(uri)[start:]: (str(season), production, one_of(disciplines[production] - {UNKNOWN}))
            for uri, season, production in rows
        }
        old = len("performance/")
        self._moved = {
            str(one)[old:]: str(new)[old:]
            for one, new in repertoire.execute("SELECT old, new FROM redirect WHERE old GLOB 'performance/*'")
        }

    def find(self, key: str) -> tuple[str, int | None, str] | None:
        """Find a performance, by its old key too; None where it does not count."""
        found = self._known.get(key) or self._known.get(self._moved.get(key, ""))
        return found if found and found[0] != UNKNOWN else None


def count(visits: Iterable[Visit], performances: Performances | None) -> Tally:
    """Add up visits; `performances` may be None where no row names one."""
    seasons: dict[str, Counted] = defaultdict(Counted)
    left_out = 0
    for one in visits:
        season, discipline, production = one.season, one.discipline, None
        if one.performance:
            found = performances.find(one.performance) if performances else None
            if found is None:
                left_out += 1
                continue
            season, production, discipline = found
        if not one.visits:
            continue
        counted = seasons[season]
        counted.add(one.group, {"discipline": discipline, "area": one.area}, one.visits)
        if one.performance:
            counted.of.add(one.performance)
        if production is None:
            counted.told.add(discipline)
        else:
            counted.productions[discipline].add(production)
    return Tally(dict(sorted(seasons.items())), left_out)

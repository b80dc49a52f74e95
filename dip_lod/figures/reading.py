"""The figures of a publication, and those of the publications before it, as pages and files read them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dip_lod.errors import PublicationError
from dip_lod.figures.cubes import CUBES, TOTAL, UNKNOWN, code_list
from dip_lod.figures.indicator import indicators
from dip_lod.figures.tables import FIGURES


class Occasion(NamedTuple):
    """A publication that figures are known of."""

    number: int
    id: str
    as_of: str
    committed: str
    sized: bool


class Code(NamedTuple):
    """A code with its names; `uri` is the thing of ours that it is about."""

    code: str
    labels: Mapping[str, str]
    uri: str | None


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure: its codes in the order of the cube's dimensions, and its value, None where it is withheld."""

    key: tuple[str, ...]
    value: float | None
    provisional: bool
    """Whether the season was not over."""


class Revision(NamedTuple):
    """A figure that changed; None stands for one that was withheld, or was not there."""

    cube: str
    key: tuple[str, ...]
    before: float | None
    after: float | None


_REVISED = """
SELECT cube, key, old.value, new.value FROM (SELECT cube, key, value FROM figure WHERE until = :now) old
  LEFT JOIN (SELECT cube, key, value FROM figure WHERE since = :now) new USING (cube, key)
UNION ALL
SELECT cube, key, NULL, new.value FROM (SELECT cube, key, value FROM figure WHERE since = :now) new
  LEFT JOIN (SELECT cube, key FROM figure WHERE until = :now) old USING (cube, key) WHERE old.key IS NULL
"""


class Figures:
    """The figures that a publication's folder knows; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open them; raises PublicationError where there are none."""
        self._file = folder / FIGURES
        self._totals: dict[tuple[str, str], tuple[Observation, ...]] = {}
        if not self._file.is_file():
            raise PublicationError(f"{folder}: has no {FIGURES}; build again")

    def _rows(self, query: str, *given: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return database.execute(query, given).fetchall()

    @cached_property
    def occasions(self) -> Mapping[str, Occasion]:
        """The publications, the first one first, by their ids."""
        rows = self._rows("SELECT number, id, as_of, committed, sized FROM publication ORDER BY number")
        return {one.id: one for one in (Occasion(*row) for row in rows)}  # type: ignore[arg-type]

    @property
    def latest(self) -> Occasion:
        """The publication whose folder this is."""
        return list(self.occasions.values())[-1]

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, Code]]:
        """The codes of each list, in the order in which they are read."""
        found: dict[str, dict[str, Code]] = {}
        for of, code, nl, en, uri in self._rows("SELECT list, code, nl, en, uri FROM code ORDER BY list, place, code"):
            found.setdefault(str(of), {})[str(code)] = Code(str(code), {"nl": str(nl), "en": str(en)}, uri)  # type: ignore[arg-type]
        return found

    @cached_property
    def sizes(self) -> Mapping[str, str]:
        """The class of size of each municipality, as far as it was known when the figures were counted."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'sized'"):
            return {}
        return {str(town): str(size) for town, size in self._rows("SELECT municipality, size FROM sized")}

    def towns(self, size: str) -> list[str]:
        """List the municipalities of a class of size; for those of no class, all that have one."""
        return sorted(town for town, known in self.sizes.items() if size in (known, UNKNOWN))

    def code(self, dimension: str, code: str) -> Code:
        """Find a code of a dimension."""
        return self.codes.get(code_list(dimension), {}).get(code) or Code(code, {"nl": code, "en": code}, None)

    def observations(self, cube: str, occasion: Occasion | None = None, indicator: str = "") -> list[Observation]:
        """List the figures of a cube as a publication gave them, in the order in which they are read."""
        moment = occasion or self.latest
        rows = self._rows(
            "SELECT key, value FROM figure WHERE cube = ? AND since <= ? AND (until IS NULL OR until > ?)"
            + (" AND key GLOB ? || ' *'" if indicator else ""),
            *(cube, moment.number, moment.number, *([indicator] if indicator else [])),
        )
        found = [_observation(str(key), value, moment.as_of) for key, value in rows]  # type: ignore[arg-type]
        return sorted(found, key=lambda one: self._order(cube, one.key))

    def value(self, cube: str, key: tuple[str, ...]) -> float | None:
        """Give one figure of the latest publication; None where it is withheld or there is none."""
        found = self.observation(cube, key)
        return found.value if found else None

    def observation(self, cube: str, key: tuple[str, ...]) -> Observation | None:
        """Find one figure of the latest publication."""
        query = "SELECT key, value FROM figure WHERE cube = ? AND key = ? AND until IS NULL"
        rows = self._rows(query, cube, " ".join(key))
        return _observation(str(rows[0][0]), rows[0][1], self.latest.as_of) if rows else None  # type: ignore[arg-type]

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], int]:
        return {(of, code): place for of, codes in self.codes.items() for place, code in enumerate(codes)}

    def _order(self, cube: str, key: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        pairs = zip(CUBES[cube].dimensions, key, strict=True)
        return tuple((self._places.get((code_list(dimension), code), 0), code) for dimension, code in pairs)

    def revising(self) -> list[tuple[Occasion, int]]:
        """List the publications that changed figures, the latest first, and how many each changed."""
        later = list(self.occasions.values())[:0:-1]
        counted = ((one, self.revised(0, occasion=one)[0]) for one in later)
        return [(one, total) for one, total in counted if total]

    def revised(self, limit: int, after: int = 0, occasion: Occasion | None = None) -> tuple[int, list[Revision]]:
        """List what a publication changed of the figures of the one before, and count it; the latest, if none is named.

        What was not there before, or is not any more, is a revision too: a season under way grows.
        """
        now = (occasion or self.latest).number
        if now < 2:
            return 0, []
        every = _REVISED.replace(":now", str(int(now)))
        (total,) = self._rows(f"SELECT count(*) FROM ({every})")[0]
        rows = self._rows(f"{every} ORDER BY 1, 2 LIMIT ? OFFSET ?", limit, after)
        return int(str(total)), [
            Revision(str(cube), tuple(str(key).split()), before, value)  # type: ignore[arg-type]
            for cube, key, before, value in rows
        ]

    def totals(self, cube: str, indicator: str) -> tuple[Observation, ...]:
        """Give the figures of an indicator by season alone; looked up once."""
        if (cube, indicator) not in self._totals:
            every = self.observations(cube, indicator=indicator)
            found = tuple(one for one in every if all(code == TOTAL for code in one.key[2:]))
            self._totals[cube, indicator] = found
        return self._totals[cube, indicator]


def _observation(key: str, value: float | None, as_of: str) -> Observation:
    codes = tuple(key.split())
    indicator = indicators().get(codes[0])
    number = int(value) if value is not None and indicator and not indicator.decimals else value
    season = codes[1]
    return Observation(codes, number, season[-4:].isdigit() and f"{season[-4:]}-08-01" > as_of)

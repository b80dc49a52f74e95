"""The audiences of a publication, and those of the publications before it, as pages and files read them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dip_lod.audiences.cells import Key
from dip_lod.audiences.crosswalk import Match
from dip_lod.audiences.schemes import Group, Scheme
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.errors import PublicationError
from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.figures.reading import Code

DIMENSIONS = ("season", "group", "discipline", "area")
ALL_GROUPS = {"nl": "alle groepen", "en": "all groups"}
NO_GROUP = {"nl": "groep niet bekend", "en": "group not known"}


class Occasion(NamedTuple):
    """A publication that audiences are known of."""

    number: int
    id: str
    as_of: str
    committed: str
    fewest: int
    left_out: int


class Visits(NamedTuple):
    """A number of visits, rounded; None where it is withheld."""

    season: str
    group: str
    discipline: str
    area: str
    value: int | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Its codes, in the order of the dimensions."""
        return self[:4]


class Held(NamedTuple):
    """A season of which nothing, or nothing new, is given: `small`, `open` or `earlier`."""

    scheme: str
    season: str
    why: str


class Audiences:
    """What a publication's folder knows of audiences; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises PublicationError where there is nothing."""
        self._file = folder / AUDIENCES
        if not self._file.is_file():
            raise PublicationError(f"{folder}: has no {AUDIENCES}; set [audiences] in dip-lod.toml and build again")

    def _rows(self, query: str, *given: object) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return database.execute(query, given).fetchall()

    @cached_property
    def occasions(self) -> Mapping[str, Occasion]:
        """The publications, the first one first, by their ids."""
        found = (Occasion(*row) for row in self._rows("SELECT * FROM publication ORDER BY number"))  # type: ignore[arg-type]
        return {one.id: one for one in found}

    @property
    def latest(self) -> Occasion:
        """The publication whose folder this is."""
        return list(self.occasions.values())[-1]

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        """The schemes that the configuration has, by their codes."""
        groups: dict[str, dict[str, Group]] = {}
        for of, code, nl, en, defined, also in self._rows(
            "SELECT scheme, code, nl, en, defined_nl, defined_en FROM grouping ORDER BY scheme, place"
        ):
            groups.setdefault(of, {})[code] = Group(code, {"nl": nl, "en": en}, {"nl": defined, "en": also})
        return {
            code: Scheme(
                code, {"nl": nl, "en": en}, {"nl": told, "en": also}, groups[code], bool(stand_in), licence, source
            )
            for code, nl, en, told, also, stand_in, licence, source in self._rows(
                "SELECT code, nl, en, described_nl, described_en, stand_in, licence, source FROM scheme"
                " WHERE place < 1000 ORDER BY place"
            )
        }

    @cached_property
    def matches(self) -> list[Match]:
        """The crosswalks."""
        return [Match(*row) for row in self._rows("SELECT * FROM likeness ORDER BY rowid")]

    @cached_property
    def held(self) -> list[Held]:
        """The seasons of which nothing, or nothing new, is given."""
        return [Held(*row) for row in self._rows("SELECT scheme, season, why FROM held ORDER BY season, scheme")]

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, Code]]:
        """The codes of seasons, disciplines and areas, in the order in which they are read."""
        found: dict[str, dict[str, Code]] = {}
        for of, code, nl, en, uri in self._rows("SELECT list, code, nl, en, uri FROM code ORDER BY list, place, code"):
            found.setdefault(of, {})[code] = Code(code, {"nl": nl, "en": en}, uri)
        return found

    def groups(self, scheme: str) -> Mapping[str, Mapping[str, str]]:
        """Name the codes of groups of a scheme, all of them together first."""
        own = self.schemes[scheme].groups if scheme in self.schemes else {}
        known = {code: group.name for code, group in own.items()}
        return {TOTAL: ALL_GROUPS, **known, UNKNOWN: NO_GROUP}

    def label(self, scheme: str, dimension: str, code: str) -> Mapping[str, str]:
        """Name a code."""
        plain = {"nl": code, "en": code}
        if dimension == "group":
            return self.groups(scheme).get(code, plain)
        found = self.codes.get(dimension, {}).get(code)
        return found.labels if found else plain

    def seasons(self, scheme: str) -> list[str]:
        """List the seasons of which something is given now, the latest first."""
        query = "SELECT DISTINCT season FROM figure WHERE scheme = ? AND until IS NULL ORDER BY season DESC"
        return [season for (season,) in self._rows(query, scheme)]

    def visits(self, scheme: str, occasion: Occasion | None = None, season: str = "") -> list[Visits]:
        """List the numbers of a scheme as a publication gave them, in the order in which they are read."""
        moment = (occasion or self.latest).number
        query = (
            "SELECT season, cell, value FROM figure WHERE scheme = ? AND since <= ? AND (until IS NULL OR until > ?)"
            + (" AND season = ?" if season else "")
        )
        rows = self._rows(query, scheme, moment, moment, *([season] if season else []))
        places = {
            "group": {code: place for place, code in enumerate(self.groups(scheme))},
            **{of: {code: place for place, code in enumerate(found)} for of, found in self.codes.items()},
        }
        found = [_visits(*row) for row in rows]
        return sorted(
            found,
            key=lambda one: tuple(
                places.get(of, {}).get(code, 0) for of, code in zip(DIMENSIONS, one.key, strict=True)
            ),
        )


def _visits(season: str, cell: str, value: str | None) -> Visits:
    group, discipline, area = cell.split()
    key: Key = (group, discipline, area)
    return Visits(season, *key, None if value is None else int(value))

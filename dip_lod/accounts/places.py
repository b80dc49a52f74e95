"""Where a performance was, as an account tells it: municipality, province, abroad, or not known."""

import json
import re
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

_UP = """
WITH RECURSIVE up (location, id, depth) AS (
  SELECT value, value, 0 FROM json_each(?)
  UNION SELECT location, (SELECT within FROM thing WHERE thing.id = up.id), depth + 1 FROM up
  WHERE up.id IS NOT NULL AND depth < 8)
SELECT location, (SELECT uri FROM name WHERE name.id = up.id) FROM up WHERE up.id IS NOT NULL ORDER BY location, depth
"""
"""Subqueries and no join: for a join SQLite reads the whole table first, for a Bloom filter."""

_MUNICIPALITY, _REGION = re.compile(r"place/(GM\d+)"), re.compile(r"place/([A-Z]{2})(?:-[A-Z0-9]+)?")
_COUNTRY = re.compile(r'<https://schema\.org/addressCountry> "([A-Z]{2})"')


class Spot(NamedTuple):
    """What is known of a location."""

    municipality: str | None = None
    province: str | None = None
    abroad: bool = False


def spots(database: sqlite3.Connection, base: str, locations: Iterable[int]) -> dict[int, Spot]:
    """Find where locations are; of one outside our tables the country of its address tells whether it is abroad."""
    chains: dict[int, list[str]] = defaultdict(list)
    for location, uri in database.execute(_UP, (json.dumps(sorted(set(locations))),)):
        chains[location].append(uri.removeprefix(f"{base}id/"))
    return {location: _spot(database, chain) for location, chain in chains.items()}


def _spot(database: sqlite3.Connection, chain: list[str]) -> Spot:
    municipality = next((found[1] for one in chain if (found := _MUNICIPALITY.fullmatch(one))), None)
    regions = [found for one in chain if (found := _REGION.fullmatch(one))]
    province = next((found[0].removeprefix("place/") for found in regions if found[0].startswith("place/NL-")), None)
    if municipality or province:
        return Spot(municipality, province)
    countries = {found[1] for found in regions} or _countries(database, chain)
    return Spot(abroad=bool(countries) and "NL" not in countries)


def _countries(database: sqlite3.Connection, chain: list[str]) -> set[str]:
    query = "SELECT body FROM document WHERE key IN (SELECT value FROM json_each(?))"
    bodies = database.execute(query, (json.dumps(chain),))
    return {code for (body,) in bodies for code in _COUNTRY.findall(zlib.decompress(body).decode())}

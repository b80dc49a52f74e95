"""The names of seasons, disciplines and areas, and the thing of ours that each is about."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from dip_lod import schemes, uris
from dip_lod.audiences.cells import Key
from dip_lod.audiences.visits import SEVERAL
from dip_lod.figures.codes import Code
from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.functions import netherlands

_WORDS = {
    TOTAL: ("totaal", "total"),
    SEVERAL: ("meer dan één discipline", "more than one discipline"),
}
_UNKNOWN = {
    "discipline": ("discipline niet bekend", "discipline not known"),
    "area": ("woonplaats niet bekend", "where visitors live is not known"),
}
_PLACES = {"NL": ("postcode {}", "postcode {} (Netherlands)"), "GB": ("{} (VK)", "{} (UK)")}


def used(given: Iterable[tuple[str, Key]]) -> set[tuple[str, str]]:
    """Find the codes that numbers use, each with its list."""
    found = set()
    for season, (_, discipline, area) in given:
        found |= {("season", season), ("discipline", discipline), ("area", area)}
    return found


def described(repertoire: sqlite3.Connection, base: str, wanted: Iterable[tuple[str, str]]) -> Iterator[Code]:
    """Name codes, in the order in which they are read."""
    named = [(of, code, *_names(repertoire, base, of, code)) for of, code in wanted]
    named.sort(key=lambda row: (row[0], row[1] != TOTAL, row[1] in (UNKNOWN, SEVERAL), _first(row), row[1]))
    for place, (of, code, dutch, english, uri) in enumerate(named):
        yield of, code, place, dutch, english, uri


def _first(row: tuple[str, str, str, str, str | None]) -> str:
    """Say by what a code is read: seasons by their years, places by their names."""
    return row[1] if row[0] == "season" else uris.slug(row[2])


def _names(repertoire: sqlite3.Connection, base: str, of: str, code: str) -> tuple[str, str, str | None]:
    if code in _WORDS:
        return (*_WORDS[code], None)
    if code == UNKNOWN:
        return (*_UNKNOWN[of], None)
    country, _, postcode = code.partition("-")
    if of == "area" and country in _PLACES:
        dutch, english = _PLACES[country]
        return dutch.format(postcode), english.format(postcode), None
    kind, key = {"season": ("season", code), "area": ("place", code), "discipline": ("term", f"genre/{code}")}[of]
    uri = uris.mint(base, kind, key)
    row = repertoire.execute("SELECT labels FROM name WHERE uri = ?", (uri,)).fetchone()
    labels = json.loads(row[0]) if row and row[0] else {}
    known = netherlands.municipalities().get(code)
    plain = known.name if known else code.removeprefix("nl-").replace("-", "/") if of == "season" else code
    dutch = labels.get("nl") or schemes.label(key, "nl") or next(iter(labels.values()), plain)
    english = labels.get("en") or schemes.label(key, "en") or dutch
    return dutch, english, uri if row else None

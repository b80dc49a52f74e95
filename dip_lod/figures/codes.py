"""The codes of each list, with their names in Dutch and English and the thing of ours that each is about."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from dip_lod import schemes, uris
from dip_lod.figures import sizes
from dip_lod.figures.cubes import CUBES, TOTAL, UNKNOWN, code_list
from dip_lod.figures.indicator import indicators
from dip_lod.figures.trends import Figure

Code = tuple[str, str, int, str, str, str | None]
"""List, code, place in the list, names in nl and en, URI."""

_UNKNOWN = {
    "season": ("zonder Nederlands seizoen", "without a Dutch season"),
    "discipline": ("discipline niet bekend", "discipline not known"),
    "province": ("buiten Nederland of niet bekend", "outside the Netherlands or not known"),
    "municipality": ("buiten Nederland of niet bekend", "outside the Netherlands or not known"),
    "size": ("aantal inwoners niet bekend", "number of inhabitants not known"),
    "role": ("andere functie", "other role"),
}
_SCHOOLS = {"po": ("primair onderwijs", "primary schools"), "vo": ("voortgezet onderwijs", "secondary schools")}
_KINDS = {"season": "season", "province": "place", "municipality": "place", "discipline": "term", "role": "term"}
_KEYS = {"discipline": "genre/", "role": "role/"}


def used(figures: Iterable[Figure]) -> set[tuple[str, str]]:
    """Find the codes that figures use, each with its list."""
    return {
        (code_list(dimension), code)
        for cube, key, _ in figures
        for dimension, code in zip(CUBES[cube].dimensions, key, strict=True)
    }


def described(database: sqlite3.Connection, base: str, wanted: Iterable[tuple[str, str]]) -> Iterator[Code]:
    """Name codes, in the order in which they are read."""
    named = [(one, code, *_names(database, base, one, code)) for one, code in wanted]
    named.sort(key=lambda row: (row[0], row[1] == UNKNOWN, row[1] != TOTAL, _order(row[0], row[1]), row[2], row[1]))
    for place, (one, code, dutch, english, uri) in enumerate(named):
        yield one, code, place, dutch, english, uri


def _order(of: str, code: str) -> int | str:
    if of == "indicator":
        return f"{indicators()[code].order:04}"
    if of == "size":
        return f"{sizes.CLASSES.index(code):04}" if code in sizes.CLASSES else ""
    return code if of == "season" else ""


def _names(database: sqlite3.Connection, base: str, of: str, code: str) -> tuple[str, str, str | None]:
    if code == TOTAL:
        return "totaal", "total", None
    if code == UNKNOWN:
        return (*_UNKNOWN[of], None)
    if of == "indicator":
        title = indicators()[code].title
        return title["nl"], title["en"], None
    if of == "size":
        return sizes.label(code, "nl"), sizes.label(code, "en"), None
    if of == "school":
        return (*_SCHOOLS[code], None)
    uri = uris.mint(base, _KINDS[of], _KEYS.get(of, "") + code)
    row = database.execute("SELECT labels FROM name WHERE uri = ?", (uri,)).fetchone()
    labels = json.loads(row[0]) if row and row[0] else {}
    term = _KEYS.get(of, "") + code
    dutch = labels.get("nl") or schemes.label(term, "nl") or next(iter(labels.values()), code)
    return dutch, labels.get("en") or schemes.label(term, "en") or dutch, uri

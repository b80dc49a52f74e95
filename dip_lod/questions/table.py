"""An answer as a table of plain text, for a terminal; made from SPARQL's TSV, in which every value is a term."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dip_lod import vocabulary
from dip_lod.sparql.answer import Form

WIDEST = 60
"""Characters of a column; what is longer is cut with `…`, and whole in every other format."""

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^<[^>]*>)?', re.S)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
_SEEN = 1000
"""Rows that decide how wide the columns are, so that a long answer starts at once and memory stays flat."""


def written(pieces: Iterable[bytes], base: str, form: Form, limit: int | None = None) -> Iterator[bytes]:
    """Write a table: names, a line, the rows, and how many there are: as many as a LIMIT allows may not be all."""
    lines = _lines(pieces)
    if form == Form.ASK:
        yield ("yes\n" if next(lines, "").strip() == "true" else "no\n").encode()
        return
    names = [name.lstrip("?") for name in next(lines, "").split("\t")]
    rows = ([_cell(cell, base) for cell in line.split("\t")] for line in lines)
    first = [row for row, _ in zip(rows, range(_SEEN), strict=False)]
    widths = [max((_width(row[place]) for row in [names, *first]), default=0) for place in range(len(names))]
    right = [bool(first) and all(_NUMBER.fullmatch(row[place] or "0") for row in first) for place in range(len(names))]
    yield _row(names, widths, right)
    yield (" ".join("─" * width for width in widths) + "\n").encode()
    count = 0
    for row in (*first, *rows):
        yield _row(row, widths, right)
        count += 1
    more = ", as many as LIMIT allows: there may be more" if count == limit else ""
    yield f"({count:,} {'row' if count == 1 else 'rows'}{more})\n".encode()


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)
    if rest:
        yield rest.decode("utf-8", "replace")


def _cell(text: str, base: str) -> str:
    if text.startswith("<"):
        uri = text[1:-1]
        return _cut(uri.removeprefix(base) if uri.startswith(base) else vocabulary.shorten(uri))
    literal = _LITERAL.fullmatch(text)
    return _cut(_ESCAPE.sub(_character, literal[1]) if literal else text)


def _character(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    if letter is None:
        return chr(int(short or long, 16))
    return " " if letter in "tnr" else "" if letter in "bf" else str(letter)


def _cut(text: str) -> str:
    """Cut what is too wide, and take out what would steer a terminal."""
    clean = "".join(one if unicodedata.category(one)[0] != "C" else "�" for one in text)
    return clean if len(clean) <= WIDEST else clean[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    wide = (2 if unicodedata.east_asian_width(one) in "WF" else 0 if unicodedata.combining(one) else 1 for one in text)
    return sum(wide)


def _row(cells: list[str], widths: list[int], right: list[bool]) -> bytes:
    padded = (
        " " * (width - _width(cell)) + cell if end else cell + " " * (width - _width(cell))
        for cell, width, end in zip(cells, widths, right, strict=False)
    )
    return (" ".join(padded).rstrip() + "\n").encode()

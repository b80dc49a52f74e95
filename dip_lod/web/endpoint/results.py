"""The result of a query as a table with links, for the page of the endpoint."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from dip_lod.sparql.answer import Form, Result
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

SHOWN = 500
"""Rows on the page; all of them are in the other formats."""

SELECT_TYPE = "text/tab-separated-values"
GRAPH_TYPE = "application/n-triples"
"""What is asked of the engine for a page: both have a row a line, so that a page reads no further than it shows."""

_TERM = re.compile(
    r'<(?P<iri>[^>]*)>|"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<type>[^>]*)>)?|(?P<bare>.+)', re.S
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


GIVEN = 300_000
"""Bytes of an answer that the page hands to the editor, which would ask for it a second time."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the page shows of a result."""

    columns: list[str]
    rows: list[list[Value | None]]
    total: int
    answer: bool | None
    """What an ASK query answers."""
    seconds: float


def given(result: Result) -> dict[str, object] | None:
    """Hand a small answer to the editor as it came from the engine; None where it is large."""
    if not isinstance(result.body, bytes) or len(result.body) > GIVEN:
        return None
    text = result.body.decode("utf-8", "replace")
    return {"text": text, "graph": result.form == Form.GRAPH, "seconds": result.seconds}


def table(result: Result, visitor: Visitor, prefixes: Mapping[str, str]) -> Table:
    """Make a table of the first rows of a result."""
    lines = _lines([result.body] if isinstance(result.body, bytes) else result.body)
    try:
        if result.form == Form.ASK:
            return Table([], [], 1, next(lines, "").strip() == "true", result.seconds)
        if result.form == Form.GRAPH:
            rows = [_triple(line, visitor, prefixes) for line in islice(lines, SHOWN)]
            return Table(["?s", "?p", "?o"], rows, result.rows, None, result.seconds)
        columns = next(lines, "").split("\t")
        made = [[_cell(cell, visitor, prefixes) for cell in line.split("\t")] for line in islice(lines, SHOWN)]
        return Table(columns if columns != [""] else [], made, result.rows, None, result.seconds)
    finally:
        close = getattr(result.body, "close", None)
        if close:
            close()


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if rest:
        yield rest.decode("utf-8", "replace")


def _triple(line: str, visitor: Visitor, prefixes: Mapping[str, str]) -> list[Value | None]:
    quad = next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)))
    return [_cell(str(term), visitor, prefixes) for term in (quad.subject, quad.predicate, quad.object)]


def _cell(text: str, visitor: Visitor, prefixes: Mapping[str, str]) -> Value | None:
    found = _TERM.fullmatch(text)
    if not found:
        return None
    if found["iri"] is not None:
        uri = _unescaped(found["iri"])
        return Value(shortened(uri, visitor, prefixes), "", visitor.link(uri), not uri.startswith(visitor.base))
    if found["text"] is not None:
        language = found["language"]
        tag = None if language == visitor.language or not language else ("" if language == "und" else language)
        words = _unescaped(found["text"])
        return Value(words, tag, moment=dates.machine(words) if found["type"] in dates.MOMENTS else None)
    return Value(found["bare"])


def shortened(uri: str, visitor: Visitor, prefixes: Mapping[str, str]) -> str:
    """Shorten a URI for reading: ours by path, others by the prefixes of the query."""
    if uri.startswith(visitor.base):
        return uri.removeprefix(visitor.base)
    fitting = [(len(space), name) for name, space in prefixes.items() if space and uri.startswith(space)]
    return f"{max(fitting)[1]}:{uri[max(fitting)[0] :]}" if fitting else uri


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _character(*found.groups()), text) if "\\" in text else text


def _character(short: str | None, long: str | None, letter: str | None) -> str:
    if letter is not None:
        return _LETTERS.get(letter, letter)
    return chr(int(short or long or "fffd", 16))

"""A piece of a dump written in every form, each a member of gzip: members one after the other are a file (RFC 1952)."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import deflate
import pyoxigraph as ox

from dip_lod.publication import views
from dip_lod.publication.dumps import cutting
from dip_lod.publication.dumps.files import FORMS, Form
from dip_lod.vocabulary import prefixes

LEVEL = 6
"""Of libdeflate: decision 0024 has the figures."""


class Part(NamedTuple):
    """What one piece gives of one file: the member of gzip, its bytes without gzip, and its statements."""

    packed: bytes
    plain: int
    triples: int


def piece(dump: Path, start: int, end: int, base: str, others: Iterable[str] = ()) -> dict[tuple[str, str], Part]:
    """Write a piece of a dump in every form: whole, as the view without a name, and in views that are parts of it."""
    with dump.open("rb") as file:
        file.seek(start)
        text = file.read(end - start)
    whole = _Statements(
        text.splitlines(keepends=True), list(_graphs(text, base)), list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    )
    written = dict(_view("", whole))
    split = views.split(text)
    for view in others:
        chosen = views.select(split, view, base)
        written |= _view(view, whole.only(chosen))
    return written


def begin(form: Form) -> Part:
    """Write what a file in a form begins with."""
    return _member({"ttl": turtle_prefixes(), "jsonld": b"[\n"}.get(form.extension, b""), 0)


def end(form: Form) -> Part:
    """Write what a file in a form ends with."""
    return _member({"jsonld": b"\n]\n"}.get(form.extension, b""), 0)


def joint(form: Form) -> Part:
    """Write what stands between two pieces."""
    return _member({"jsonld": b",\n"}.get(form.extension, b""), 0)


class _Statements(NamedTuple):
    """The statements of a view of a piece: as lines of N-Triples, as lines of N-Quads, and read."""

    triples: list[bytes]
    graphs: list[bytes]
    quads: list[ox.Quad]

    def only(self, chosen: list[bool]) -> "_Statements":
        return _Statements(
            list(compress(self.triples, chosen)),
            list(compress(self.graphs, chosen)),
            list(compress(self.quads, chosen)),
        )


def _view(view: str, said: _Statements) -> Iterator[tuple[tuple[str, str], Part]]:
    for form in FORMS:
        yield (view, form.extension), _member(_text(form, said), len(said.triples))


def _text(form: Form, said: _Statements) -> bytes:
    if not said.triples:
        return b""
    if form.extension == "nt":
        return b"".join(said.triples)
    if form.extension == "nq":
        return b"".join(said.graphs)
    if form.extension == "ttl":
        turtle = ox.serialize(said.quads, format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
        return turtle[_after_prefixes(turtle) :]
    nodes = ox.serialize(said.quads, format=ox.RdfFormat.JSON_LD) or b""
    return nodes.strip()[1:-1]


def _graphs(text: bytes, base: str) -> Iterator[bytes]:
    """Put each statement into the graph that has the URI of its document, as in the N-Quads of the document."""
    last, graph = b"", b".\n"
    for line in text.splitlines(keepends=True):
        if not last or not line.startswith(last):
            last = line[: line.index(b" ") + 1]
            document = cutting.document(last[:-1], base)
            graph = document + b" .\n" if document else b".\n"
        yield line[:-2] + graph


@cache
def turtle_prefixes() -> bytes:
    """Write the prefixes of a Turtle file."""
    return "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(prefixes().items())).encode()


def _after_prefixes(turtle: bytes) -> int:
    """Find the first statement; the prefixes of a piece stand at the head of the file already."""
    place = 0
    while turtle.startswith(b"@prefix ", place):
        place = turtle.find(b"\n", place) + 1
    return place


def _member(text: bytes, triples: int) -> Part:
    return Part(bytes(deflate.gzip_compress(text, LEVEL)) if text else b"", len(text), triples)

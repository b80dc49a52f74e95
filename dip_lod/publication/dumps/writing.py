"""A piece of a dump written in every form, each a member of gzip: members one after the other are a file (RFC 1952)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from isal import igzip_lib

from dip_lod.publication import views
from dip_lod.publication.dumps import cutting, files
from dip_lod.publication.dumps.cutting import Block
from dip_lod.publication.dumps.files import FORMS, Form
from dip_lod.vocabulary import prefixes

LEVEL = 2
"""Of ISA-L: decision 0011 has the figures."""


class Part(NamedTuple):
    """What one piece gives of one file: the member of gzip, its bytes without gzip, and its statements."""

    packed: bytes
    plain: int
    triples: int


def piece(
    dump: Path, start: int, end: int, base: str, others: Sequence[str] = (), sources: Sequence[str] = ()
) -> dict[tuple[str, str], Part]:
    """Write a piece of a dump in every form: whole, as the view without a name, and in views that are parts of it.

    Of each source its documents, whole, in N-Triples alone.
    """
    with dump.open("rb") as file:
        file.seek(start)
        text = file.read(end - start)
    lines = text.splitlines(keepends=True)
    quads = list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES, lenient=True))
    documents = list(cutting.documents(lines, base))
    whole = _Statements(lines, _graphs(lines, documents), quads)
    written = dict(_view("", whole))
    bits = views.parts(lines, base) if others else []
    for view in others:
        written |= _view(view, whole.only(views.chosen(bits, view)))
    for source, own in cutting.of_sources(lines, documents, base, sources).items():
        all_of_it = len(own) == len(lines)
        written[files.of_source(source), "nt"] = written["", "nt"] if all_of_it else _member(b"".join(own), len(own))
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

    def only(self, chosen: list[int]) -> "_Statements":
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


def _graphs(lines: list[bytes], documents: Iterable[Block]) -> list[bytes]:
    """Put each statement into the graph that has the URI of its document, as in the N-Quads of the document."""
    return [line for begun, ended, document in documents for line in _in(lines[begun:ended], document)]


def _in(lines: list[bytes], document: bytes) -> list[bytes]:
    """Put statements into one graph; a line of N-Triples has its full stop only at its end."""
    if not document:
        return lines
    return b"".join(lines).replace(b" .\n", b" " + document + b" .\n").splitlines(keepends=True)


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
    return Part(igzip_lib.compress(text, LEVEL, igzip_lib.COMP_GZIP) if text else b"", len(text), triples)

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
from dip_lod.publication.views import Line
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
    lines = views.split(text)
    quads = list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    written = dict(_view("", lines, quads, base))
    for view in others:
        chosen = views.select(lines, view, base)
        written |= _view(view, list(compress(lines, chosen)), list(compress(quads, chosen)), base)
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


def _view(view: str, lines: list[Line], quads: list[ox.Quad], base: str) -> Iterator[tuple[tuple[str, str], Part]]:
    for form in FORMS:
        yield (view, form.extension), _member(_text(form, lines, quads, base), len(lines))


def _text(form: Form, lines: list[Line], quads: list[ox.Quad], base: str) -> bytes:
    if not lines:
        return b""
    if form.extension == "nt":
        return b"".join([b" ".join(line) for line in lines])
    if form.extension == "nq":
        return b"".join(_quads(lines, base))
    if form.extension == "ttl":
        turtle = ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
        return turtle[_after_prefixes(turtle) :]
    nodes = ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b""
    return nodes.strip()[1:-1]


def _quads(lines: list[Line], base: str) -> Iterator[bytes]:
    """Put each statement into the graph that has the URI of its document, as in the N-Quads of the document."""
    last, graph = b"", b""
    for subject, predicate, rest in lines:
        if subject != last:
            last, document = subject, cutting.document(subject, base)
            graph = document + b" .\n" if document else b".\n"
        yield b"%b %b %b%b" % (subject, predicate, rest[:-2], graph)


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

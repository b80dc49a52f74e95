"""A piece of a dump written in every form, each a member of gzip: members one after the other are a file (RFC 1952)."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from isal import igzip_lib

from dip_lod.publication import views
from dip_lod.publication.dumps import cutting, files
from dip_lod.publication.dumps.files import FORMS, Form
from dip_lod.publication.dumps.said import BITS, Pair, Speaker
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
    runs, rests = cutting.runs(lines, base)
    speaker, pages = _speaker(base), f"<{base}doc/".encode()
    pairs = speaker.pairs(rests)
    made = {view: _View() for view in ("", *others)}
    for begun, ended, subject, document in runs:
        own, said = lines[begun:ended], pairs[begun:ended]
        whole = _said(speaker, subject, document, own, said)
        made[""].add(whole)
        if others:
            bits = views.of_subject([one[BITS] for one in said], subject.startswith(pages))
            for view in others:
                there = views.chosen(bits, view)
                if all(there):
                    made[view].add(whole)
                elif any(there):
                    some = list(compress(own, there)), list(compress(said, there))
                    made[view].add(_said(speaker, subject, document, *some))
    written = {(view, form.extension): part for view, one in made.items() for form, part in one.parts()}
    for source, documents in cutting.of_sources(lines, runs, base, sources).items():
        all_of_it = len(documents) == len(lines)
        packed = written["", "nt"] if all_of_it else _member(b"".join(documents), len(documents))
        written[files.of_source(source), "nt"] = packed
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


class _Said(NamedTuple):
    """What is said of a subject in a view, in every form."""

    triples: int
    forms: tuple[bytes, ...]
    """In the order of `FORMS`."""


class _View:
    """A view of a piece under way."""

    def __init__(self) -> None:
        self._triples = 0
        self._forms: list[tuple[bytes, ...]] = []

    def add(self, said: _Said) -> None:
        """Add a subject."""
        self._triples += said.triples
        self._forms.append(said.forms)

    def parts(self) -> Iterator[tuple[Form, Part]]:
        """Write the view in each form."""
        texts = zip(*self._forms, strict=True) if self._forms else ((),) * len(FORMS)
        for form, text in zip(FORMS, texts, strict=True):
            yield form, _member((b"," if form.extension == "jsonld" else b"").join(text), self._triples)


def _said(speaker: Speaker, subject: bytes, document: bytes, lines: list[bytes], pairs: list[Pair]) -> _Said:
    """Write what is said of a subject; in N-Quads in the graph of its document, as the document itself is.

    A line of N-Triples has its full stop only at its end.
    """
    triples = b"".join(lines)
    graphs = triples.replace(b" .\n", b" " + document + b" .\n") if document else triples
    return _Said(len(lines), (triples, graphs, *speaker.say(subject, pairs)))


@lru_cache(1)
def _speaker(base: str) -> Speaker:
    """Remember pairs from one piece to the next."""
    return Speaker(base)


@cache
def turtle_prefixes() -> bytes:
    """Write the prefixes of a Turtle file."""
    return "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(prefixes().items())).encode()


def _member(text: bytes, triples: int) -> Part:
    return Part(igzip_lib.compress(text, LEVEL, igzip_lib.COMP_GZIP) if text else b"", len(text), triples)

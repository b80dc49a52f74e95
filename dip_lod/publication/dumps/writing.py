"""A piece of a dump written in every form, each a member of gzip: members one after the other are a file (RFC 1952)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from isal import igzip_lib

from dip_lod.publication.dumps import cutting, files, telling
from dip_lod.publication.dumps.cutting import Run
from dip_lod.publication.dumps.files import FORMS, Form
from dip_lod.publication.dumps.said import Speaker
from dip_lod.publication.dumps.telling import Said, Texts
from dip_lod.vocabulary import prefixes

LEVEL = 2
"""Of ISA-L: decision 0011 has the figures."""

BLOCK = 1000
"""Lines, about, that are written in every view and form before the next are, while the processor's cache holds them."""


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
    made: dict[str, list[Texts]] = {view: [] for view in ("", *others)}
    for view, texts in _texts(lines, runs, rests, base, others):
        made[view].append(texts)
    written = {(view, form.extension): _joined(form, texts) for view, texts in made.items() for form in FORMS}
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


def _texts(
    lines: Sequence[bytes], runs: Sequence[Run], rests: Sequence[bytes], base: str, others: Sequence[str]
) -> Iterator[tuple[str, Texts]]:
    """Write lines in each view, block by block."""
    speaker, pages = _speaker(base), f"<{base}doc/".encode()
    pairs = speaker.pairs(rests)
    for start, end, own in _blocks(runs):
        begins = [telling.begin(*speaker.begin(subject)) for _, _, subject, _ in own]
        places = [begun for begun, _, _, _ in own]
        said = Said(lines[start:end], _quads(lines[start:end], own), pairs[start:end], begins, places)
        yield "", said.texts()
        for view, chosen in telling.choose(said.pairs, own, pages, others).items():
            yield view, said.chosen(chosen).texts()


def _blocks(runs: Sequence[Run]) -> Iterator[tuple[int, int, list[Run]]]:
    """Cut subjects into blocks, each with its first and last line, and its subjects by their lines in it."""
    first = 0
    for place, (_, ended, _, _) in enumerate(runs, 1):
        start = runs[first][0]
        if ended - start >= BLOCK or place == len(runs):
            own = [(begun - start, end - start, subject, of) for begun, end, subject, of in runs[first:place]]
            yield start, ended, own
            first = place


def _joined(form: Form, texts: Sequence[Texts]) -> Part:
    """Pack a view in a form."""
    there = [one.of[form.extension] for one in texts if one.triples]
    return _member((b"," if form.extension == "jsonld" else b"").join(there), sum(one.triples for one in texts))


def _quads(lines: Sequence[bytes], runs: Iterable[Run]) -> list[bytes]:
    """Write lines in the graphs of their documents, as the documents themselves are; two bytes end each line."""
    quads: list[bytes] = []
    for begun, ended, _, document in runs:
        if document:
            end = document + b" .\n"
            quads += [line[:-2] + end for line in lines[begun:ended]]
        else:
            quads += lines[begun:ended]
    return quads


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

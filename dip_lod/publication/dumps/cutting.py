"""A sorted dump cut into pieces that hold whole documents, so that each can be written by another process."""

import mmap
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dip_lod.vocabulary import expand

SIZE = 4_000_000
"""Bytes of a piece, about: large enough for gzip, small enough for memory."""


Run = tuple[int, int, bytes, bytes]
"""Where the lines of a subject begin and end, the subject, and its document; empty for what is not in our space."""


def pieces(dump: Path, base: str, size: int = SIZE) -> Iterator[tuple[int, int]]:
    """Yield where each piece begins and ends; a document longer than `size` makes a piece longer."""
    length = dump.stat().st_size
    if not length:
        return
    with dump.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        start = 0
        while start < length:
            end = _boundary(held, min(start + size, length), base)
            yield start, end
            start = end


def _boundary(held: mmap.mmap, near: int, base: str) -> int:
    """Find the first place from `near` on at which another document begins."""
    end = held.find(b"\n", near - 1) + 1
    if not end:
        return len(held)
    last = document(_subject(held, held.rfind(b"\n", 0, end - 1) + 1), base)
    while end < len(held) and (held[end : end + 1] == b"_" or document(_subject(held, end), base) == last):
        end = held.find(b"\n", end) + 1
    return end


def _subject(held: mmap.mmap, start: int) -> bytes:
    return held[start : held.find(b" ", start)]


def runs(lines: Sequence[bytes], base: str) -> tuple[list[Run], list[bytes]]:
    """Give the subjects that lines of a sorted dump are of, one after the other, and the lines without them.

    A blank node is of the document before it, for it sorts after all URIs.
    """
    found, rests = list[Run](), list[bytes]()
    start, begun, size = b"\n", 0, 0
    for place, line in enumerate(lines):
        if not line.startswith(start):
            if place:
                found.append((begun, place, start[:-1], _document(found, start, base)))
            size = line.index(b" ") + 1
            start, begun = line[:size], place
        rests.append(line[size:])
    if lines:
        found.append((begun, len(lines), start[:-1], _document(found, start, base)))
    return found, rests


def _document(before: list[Run], start: bytes, base: str) -> bytes:
    return before[-1][3] if before and start.startswith(b"_") else document(start[:-1], base)


def of_sources(lines: list[bytes], runs: Sequence[Run], base: str, sources: Sequence[str]) -> dict[str, list[bytes]]:
    """Give for each source the lines of the documents that say they are part of its dataset."""
    says = {one: f" <{expand('schema:isPartOf')}> <{base}id/dataset/{one}> .\n".encode() for one in sources}
    found: dict[str, list[bytes]] = {one: [] for one in sources}
    for _, of_document in groupby(runs if sources else (), key=itemgetter(3)):
        places = [(begun, ended) for begun, ended, _, _ in of_document]
        own = lines[places[0][0] : places[-1][1]]
        text = b"".join(own)
        for source, line in says.items():
            if line in text:
                found[source] += own
    return found


def document(subject: bytes, base: str) -> bytes:
    """Give the document that speaks of a subject; what is not in our space is of none.

    >>> document(b"<https://d.nl/id/venue/v.stad#address>", "https://d.nl/")
    b'<https://d.nl/doc/venue/v.stad>'
    >>> document(b"<https://sws.geonames.org/1/>", "https://d.nl/")
    b''
    """
    things, documents = f"<{base}id/".encode(), f"<{base}doc/".encode()
    whole = subject.partition(b"#")[0].removesuffix(b">") + b">"
    if whole.startswith(things):
        return documents + whole[len(things) :]
    return whole if whole.startswith(documents) else b""

"""A sorted dump cut into pieces that hold whole documents, so that each can be written by another process."""

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

from dip_lod.vocabulary import expand

SIZE = 4_000_000
"""Bytes of a piece, about: large enough for gzip, small enough for memory."""


Block = tuple[int, int, bytes]
"""Where the lines of a document begin and end, and its URI; empty for what is not in our space."""


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
    while end < len(held) and document(_subject(held, end), base) == last:
        end = held.find(b"\n", end) + 1
    return end


def _subject(held: mmap.mmap, start: int) -> bytes:
    return held[start : held.find(b" ", start)]


def documents(lines: Sequence[bytes], base: str) -> Iterator[Block]:
    """Yield the documents that lines of a sorted dump are of, one after the other."""
    subject, last, begun = b"\n", b"", 0
    for place, line in enumerate(lines):
        if not line.startswith(subject):
            subject = line[: line.index(b" ") + 1]
            if (other := document(subject[:-1], base)) != last:
                if place > begun:
                    yield begun, place, last
                last, begun = other, place
    if len(lines) > begun:
        yield begun, len(lines), last


def of_sources(
    lines: list[bytes], blocks: Sequence[Block], base: str, sources: Sequence[str]
) -> dict[str, list[bytes]]:
    """Give for each source the lines of the documents that say they are part of its dataset."""
    says = {f"<{expand('schema:isPartOf')}> <{base}id/dataset/{one}> .\n".encode(): one for one in sources}
    endings = tuple(says)
    found: dict[str, list[bytes]] = {one: [] for one in sources}
    for begun, ended, _ in blocks if sources else ():
        own = lines[begun:ended]
        for source in dict.fromkeys(says[line.partition(b" ")[2]] for line in own if line.endswith(endings)):
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

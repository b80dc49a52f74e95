"""Whole documents, a chunk at a time: what sorted runs hold between one document and another."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dip_lod.documents import runs
from dip_lod.documents.runs import Run

SIZE = 2 << 20


class Chunk(NamedTuple):
    """Where the lines of some documents are: from `low` on, up to those of `high`."""

    low: bytes
    high: bytes | None
    parts: tuple[tuple[Path, int, int], ...]

    def lines(self) -> list[bytes]:
        """Read the lines, `document TAB statement`, and sort them by bytes; what two runs hold is there twice.

        The tab sorts before every character of a key, so a document's lines stay together.
        """
        found: list[bytes] = []
        for part in runs.read(self.parts):
            lines = part.split(b"\n")
            lines.pop()
            begun = bisect_left(lines, self.low + b"\t") if self.low else 0
            found += lines[begun : bisect_left(lines, self.high + b"\t") if self.high else len(lines)]
        found.sort()
        return found


def chunks(found: Sequence[Run], size: int = SIZE) -> Iterator[Chunk]:
    """Cut what is in runs into chunks of about `size` bytes, never within a document, in the order of documents."""
    found = sorted(found, key=lambda run: run.file)  # each file is opened once a chunk
    blocks = sorted(block for run in found for block in run.blocks())
    low, held = b"", 0
    for key, length in blocks:
        if held >= size and key > low:
            yield _chunk(found, low, key)
            low, held = key, 0
        held += length
    if blocks:
        yield _chunk(found, low, None)


def _chunk(found: Sequence[Run], low: bytes, high: bytes | None) -> Chunk:
    parts = ((run.file, *run.between(low, high)) for run in found)
    return Chunk(low, high, tuple(part for part in parts if part[1] < part[2]))

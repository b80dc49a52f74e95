"""Sorted runs on disk: the lines that one worker wrote at a time, and where in its file they stand."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

LINES = 100
"""So many lines make a block, whose place is known: some 18 kB."""
SMALL = 8 << 20
"""Runs smaller than this are joined where there are many: a chunk reads a little of each."""
MANY = 100


class Run(NamedTuple):
    """Lines in the order of their documents, in blocks."""

    file: Path
    keys: tuple[bytes, ...]
    """The document of the first line of each block."""
    places: tuple[int, ...]
    """Where each block begins in the file, and where the last one ends."""

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.places[-1] - self.places[0]

    def blocks(self) -> Iterator[tuple[bytes, int]]:
        """Give the key and the size of each block."""
        for key, (start, end) in zip(self.keys, pairwise(self.places), strict=True):
            yield key, end - start

    def between(self, low: bytes, high: bytes | None) -> tuple[int, int]:
        """Say where the lines of documents from `low` on are, up to those of `high`; some others are around them."""
        begun = self.places[max(bisect_left(self.keys, low) - 1, 0)]
        return begun, self.places[-1 if high is None else bisect_left(self.keys, high)]


def write(lines: list[str], file: Path) -> Run:
    """Sort lines, `document TAB statement` with their ends, and write them behind what the file holds."""
    lines.sort()
    keys: list[bytes] = []
    with file.open("ab") as stream:
        places = [stream.tell()]
        for start in range(0, len(lines), LINES):
            block = "".join(lines[start : start + LINES]).encode()
            keys.append(block[: block.index(b"\t")])
            places.append(places[-1] + stream.write(block))
    return Run(file, tuple(keys), tuple(places))


def joined(runs: Sequence[Run], file: Path) -> Run:
    """Write runs as one, behind what the file holds."""
    parts = read((run.file, run.places[0], run.places[-1]) for run in runs)
    return write([f"{line}\n" for part in parts for line in part.decode().split("\n")[:-1]], file)


def grouped(runs: Sequence[Run]) -> tuple[list[Run], list[list[Run]]]:
    """Tell runs that may stay as they are from groups of small ones that are to be joined."""
    small = [run for run in runs if run.size < SMALL]
    if len(small) <= MANY:
        return list(runs), []
    groups: list[list[Run]] = [[]]
    held = 0
    for run in small:
        if held >= SMALL:
            groups.append([])
            held = 0
        groups[-1].append(run)
        held += run.size
    return [run for run in runs if run.size >= SMALL], groups


def read(parts: Iterable[tuple[Path, int, int]]) -> Iterator[bytes]:
    """Read parts of files, each from a place up to another; parts of one file should follow one another."""
    for file, among in groupby(parts, key=itemgetter(0)):
        with file.open("rb") as stream:
            for _, start, end in among:
                stream.seek(start)
                yield stream.read(end - start)

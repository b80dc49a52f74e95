"""Stretches of a dump, which travel to worker processes by their places and are read there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dip_lod.publication.dumps import cutting
from dip_lod.validation.batches import Document

SIZE = 3_000_000
"""Bytes of a stretch, about: some 450 documents, so that no core waits long for the last."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole documents of a sorted dump, from one place in its file to another."""

    dump: Path
    start: int
    end: int
    base: str
    paged: bool

    def text(self) -> bytes:
        """Read what our documents say; what a dump says of things elsewhere stands at its end, and is none of ours."""
        with self.dump.open("rb") as file:
            file.seek(self.start)
            text = file.read(self.end - self.start)
        own = f"<{self.base}".encode()
        last = text.rfind(b"\n" + own) + 1
        if not last and not text.startswith(own):
            return b""
        end = text.index(b"\n", last) + 1
        while text.startswith(b"_:", end):
            end = text.index(b"\n", end) + 1
        return text[:end]

    def __iter__(self) -> Iterator[Document]:
        """Give the documents one by one."""
        yield from documents(self.text(), self.base)


@dataclass(frozen=True, slots=True)
class Stretches:
    """A sorted dump, in stretches of about so many bytes."""

    dump: Path
    base: str
    paged: bool = False
    """Whether each document speaks of its page too, as in the main view: then it is known by that."""
    size: int = SIZE

    def __iter__(self) -> Iterator[Stretch]:
        """Cut the dump between documents."""
        for start, end in cutting.pieces(self.dump, self.base, self.size):
            yield Stretch(self.dump, start, end, self.base, self.paged)


def documents(text: bytes, base: str) -> Iterator[Document]:
    """Cut sorted statements into the documents that they are of."""
    lines = text.splitlines(keepends=True)
    runs, _ = cutting.runs(lines, base)
    for uri, of in groupby(runs, key=itemgetter(3)):
        places = [(begun, ended) for begun, ended, _, _ in of]
        yield Document(uri[1:-1].decode(), b"".join(lines[places[0][0] : places[-1][1]]))


def keys(text: bytes, base: str, paged: bool) -> set[bytes]:
    """Name the documents that statements are of, by their pages where each has one: a quarter of the time.

    >>> keys(b"<urn:x/id/work/1#a> <urn:p> <urn:o> .\\n", "urn:x/", False)
    {b'work/1'}
    """
    return set(_start(base, "doc" if paged else "(?:id|doc)").findall(b"\n" + text))


@lru_cache(4)
def _start(base: str, kinds: str) -> re.Pattern[bytes]:
    return re.compile(rb"\n<%b%b/([^>#]*)" % (re.escape(base.encode()), kinds.encode()))

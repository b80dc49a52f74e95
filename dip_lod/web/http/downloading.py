"""A file of the dumps on its way: as it lies on the disk, or with its gzip taken off, in flat memory."""

import gzip
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import cast

from dip_lod.publication import reading

_BLOCK = 1 << 18


class Held:
    """A file that is open, and whose publication nobody removes meanwhile."""

    def __init__(self, publication: Path, file: Path) -> None:
        """Open it; raises FileNotFoundError where the publication is gone."""
        reading.hold(publication, self)
        self.file = file.open("rb")

    def part(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the bytes of a part."""
        self.file.seek(start)
        left = stop - start
        while left > 0 and (block := self.file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block

    def plain(self) -> Iterator[bytes]:
        """Yield the bytes without gzip."""
        with cast(BufferedIOBase, gzip.GzipFile(fileobj=self.file)) as stream:
            while block := stream.read(_BLOCK):
                yield block

    def close(self) -> None:
        """Close the file."""
        self.file.close()

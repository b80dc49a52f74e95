"""Stretches of packed documents, which travel to worker processes by their keys and are read there."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dip_lod.validation.batches import SIZE, Document


@dataclass(frozen=True, slots=True)
class Stretch:
    """Documents of a publication from one key to another, in one of the columns that hold what they say."""

    file: Path
    column: str
    base: str
    first: str
    last: str

    def __iter__(self) -> Iterator[Document]:
        """Read the documents, in the order of their keys."""
        asked = f"SELECT key, {self.column} FROM document WHERE key BETWEEN ? AND ? AND {self.column} IS NOT NULL"
        with closing(_opened(self.file)) as connection:
            for key, body in connection.execute(f"{asked} ORDER BY key", (self.first, self.last)):
                yield Document(f"{self.base}doc/{key}", zlib.decompress(body))


@dataclass(frozen=True, slots=True)
class Stretches:
    """All documents of a publication that say something in a column, in stretches of so many."""

    file: Path
    column: str
    base: str
    size: int = SIZE

    def __iter__(self) -> Iterator[Stretch]:
        """Cut the keys, which are read alone."""
        keys: list[str] = []
        with closing(_opened(self.file)) as connection:
            for (key,) in connection.execute(
                f"SELECT key FROM document WHERE {self.column} IS NOT NULL ORDER BY key"
            ):
                keys.append(key)
                if len(keys) == self.size:
                    yield self._of(keys)
                    keys = []
        if keys:
            yield self._of(keys)

    def _of(self, keys: list[str]) -> Stretch:
        return Stretch(self.file, self.column, self.base, keys[0], keys[-1])


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)

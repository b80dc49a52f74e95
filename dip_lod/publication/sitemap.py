"""The documents of a publication in parts, by ranges of their keys: what a sitemap lists."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

PART = 20_000
"""Documents in a part; a sitemap may hold 50,000."""

_PARTS = f"""
SELECT min(key) AS first, max(key) AS last, max(modified) AS modified FROM (
  SELECT key, modified, (row_number() OVER (ORDER BY key) - 1) / {PART} AS part FROM document)
GROUP BY part ORDER BY part
"""

TABLE = "CREATE TABLE part (number INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, modified TEXT)"
FILLED = f"INSERT INTO part (first, last, modified) {_PARTS}"


class Part(NamedTuple):
    """A range of keys, and when the newest of its documents was changed."""

    number: int
    first: str
    last: str
    modified: str | None


class Parts:
    """The parts of a publication; counted on the spot in one that was made before they were kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Part]:
        """List the parts."""
        there = self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'part'").fetchone()
        if there:
            rows = self._connection.execute("SELECT number, first, last, modified FROM part ORDER BY number").fetchall()
        else:
            rows = [(number, *row) for number, row in enumerate(self._connection.execute(_PARTS), 1)]
        return [Part(*row) for row in rows]

    def documents(self, part: Part) -> Iterator[tuple[str, str | None]]:
        """Yield key and date of each document of a part, in the order of their keys."""
        yield from self._connection.execute(
            "SELECT key, modified FROM document WHERE key BETWEEN ? AND ? ORDER BY key", (part.first, part.last)
        )

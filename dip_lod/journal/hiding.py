"""What no build may let documents say again: digests of terms that had an erased name in them."""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path

from dip_lod.journal.schema import connect

Row = tuple[str, bytes, str]
"""Key of a document, salted digest of a term, and what it says in its place."""

_TABLE = "CREATE TABLE IF NOT EXISTS hidden (key TEXT NOT NULL, digest BLOB NOT NULL, instead TEXT NOT NULL)"


def keep(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write down what was hidden, within the transaction of an erasure."""
    connection.execute(_TABLE)
    connection.executemany("INSERT INTO hidden VALUES (?, ?, ?)", rows)


def scrub(connection: sqlite3.Connection, keys: Collection[str], change: Callable[[str, str], str]) -> None:
    """Take what is erased now out of what earlier erasures wrote down; `change` gives the term of a document anew."""
    connection.execute(_TABLE)
    connection.executemany("DELETE FROM hidden WHERE key = ?", ((key,) for key in keys))
    rows = connection.execute("SELECT rowid, key, instead FROM hidden WHERE instead <> ''").fetchall()
    said = ((change(key, instead), rowid) for rowid, key, instead in rows)
    connection.executemany("UPDATE hidden SET instead = ? WHERE rowid = ?", said)


def hidden(data: Path) -> list[Row]:
    """Give all that has been hidden; raises PublicationError."""
    with closing(connect(data)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'hidden'").fetchone():
            return []
        return connection.execute("SELECT key, digest, instead FROM hidden ORDER BY key, digest").fetchall()

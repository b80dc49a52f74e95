"""Erasing from the journal: what has been erased, and every version of it and of what names it."""

import sqlite3
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dip_lod.journal.reading import JOURNAL, Journal
from dip_lod.journal.schema import broken, connect, count

Scrub = Callable[[bytes], bytes]
"""Gives the statements of a version that may stay; the same bytes where nothing has to go."""

_HANDED_OUT = (
    "CREATE TABLE IF NOT EXISTS handed_out (key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number))"
    " WITHOUT ROWID"
)
"""Which publications had what has been erased: who erased must be able to tell those who may have copies."""


class Handed(NamedTuple):
    """A publication that held an erased thing, and so may have been copied by others."""

    number: int
    committed: str
    dump: str


def erased(data: Path) -> dict[str, str]:
    """Give the keys of all that has been erased, each with the ground; raises PublicationError."""
    with closing(connect(data)) as connection:
        return dict(connection.execute("SELECT key, reason FROM erased ORDER BY key"))


def standing(data: Path) -> list[str]:
    """Give the keys of all that has ever been published and not been erased."""
    with closing(connect(data)) as connection:
        rows = connection.execute(
            "SELECT DISTINCT key FROM change WHERE key NOT IN (SELECT key FROM erased) ORDER BY key"
        )
        return [key for (key,) in rows]


def with_merged(data: Path, key: str) -> list[str]:
    """Give a key and those of all that has ever been merged into it: they are the same thing."""
    found, waiting = {key}, [key]
    with closing(connect(data)) as connection:
        while waiting:
            rows = connection.execute("SELECT DISTINCT key FROM change WHERE survivor = ?", (waiting.pop(),)).fetchall()
            new = {row[0] for row in rows} - found
            found |= new
            waiting += sorted(new)
    return sorted(found)


def handed_out(data: Path, keys: Iterable[str]) -> list[Handed]:
    """List the publications that held any of these documents; of what has been erased, as it was written down then."""
    journal = Journal(data)
    entries = journal.publications()
    held: set[int] = set()
    for key in keys:
        held |= _written_down(data, key)
        there = False
        changes = {change.number: change.there for change in journal.history(key)}
        for entry in entries:
            there = changes.get(entry.number, there)
            if there:
                held.add(entry.number)
    return [Handed(entry.number, entry.committed, entry.dump) for entry in entries if entry.number in held]


def _written_down(data: Path, key: str) -> set[int]:
    with closing(connect(data)) as connection:
        connection.execute(_HANDED_OUT)
        return {number for (number,) in connection.execute("SELECT number FROM handed_out WHERE key = ?", (key,))}


def scrub(
    connection: sqlite3.Connection,
    number: int,
    keys: Iterable[str],
    reason: str,
    change: Scrub,
    handed: Iterable[Handed] = (),
) -> int:
    """Erase within the transaction that commits publication `number`; gives how many versions of others were changed.

    Of the erased things the journal keeps that they were erased, when, on what ground, and which publications had them.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(_HANDED_OUT)
    held = [one.number for one in handed]
    for key in keys:
        connection.executemany("INSERT OR IGNORE INTO handed_out VALUES (?, ?)", ((key, one) for one in held))
        connection.execute("DELETE FROM version WHERE key = ?", (key,))
        connection.execute("DELETE FROM change WHERE key = ?", (key,))
        connection.execute(
            "INSERT INTO change (key, number, kind, change, why)"
            " VALUES (?1, ?2, substr(?1, 1, instr(?1, '/') - 1), 'erased', ?3)",
            (key, number, reason),
        )
        connection.execute("INSERT OR REPLACE INTO erased VALUES (?, ?, ?)", (key, number, reason))
    count(connection)
    changed = 0
    rows = connection.execute("SELECT rowid FROM version").fetchall()
    for (rowid,) in rows:
        body, rda = connection.execute("SELECT body, rda FROM version WHERE rowid = ?", (rowid,)).fetchone()
        said, view = zlib.decompress(body), zlib.decompress(rda) if rda else b""
        if (now := change(said)) != said or change(view) != view:
            packed = zlib.compress(change(view)) if rda else None
            row = (zlib.compress(now), packed, rowid)
            connection.execute("UPDATE version SET body = ?, rda = ? WHERE rowid = ?", row)
            changed += 1
    return changed


def compact(data: Path) -> None:
    """Write the journal anew, so that nothing erased is left in its free pages; raises PublicationError."""
    try:
        with closing(sqlite3.connect(data / JOURNAL, timeout=60, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise broken(data, error) from None

"""The versions that many changes brought, read together."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dip_lod.journal.reading import NEWEST, PUBLICATIONS, Change, Journal, Version, opened, unpacked
from dip_lod.publication import layout

_LATER = "SELECT 1 FROM change WHERE key = ? AND number > ?"


def versions(journal: Journal, changes: Iterable[Change]) -> Iterator[tuple[Change, Version | None]]:
    """Give each change with what the document said from it on.

    None for what was gone then, and for a version that was lost before another took its place.
    """
    with opened(journal.file) as connection:
        if connection is None:
            return
        with _current(journal.data, connection) as packed:
            for change in changes:
                row = _row(change, connection, packed) if change.there else None
                view = unpacked(row[1]) if row and row[1] else b""
                yield change, Version(change, unpacked(row[0]), view) if row else None


def last_said(journal: Journal, changes: Iterable[Change]) -> Iterator[tuple[Change, bytes | None]]:
    """Give each change with what the document said from it on or, where it took it away, until then."""
    before = "SELECT body FROM version WHERE key = ? AND number < ? ORDER BY number DESC LIMIT 1"
    with opened(journal.file) as connection:
        if connection is None:
            return
        with _current(journal.data, connection) as packed:
            for change in changes:
                row = (
                    _row(change, connection, packed)
                    if change.there
                    else connection.execute(before, (change.key, change.number)).fetchone()
                )
                yield change, unpacked(row[0]) if row else None


def _row(
    change: Change, connection: sqlite3.Connection, packed: sqlite3.Connection | None
) -> tuple[bytes, bytes | None] | None:
    kept = "SELECT body, rda FROM version WHERE key = ? AND number = ?"
    found: tuple[bytes, bytes | None] | None = connection.execute(kept, (change.key, change.number)).fetchone()
    if found or packed is None or connection.execute(_LATER, (change.key, change.number)).fetchone():
        return found
    now: tuple[bytes, bytes | None] | None = packed.execute(
        "SELECT body, rda FROM document WHERE key = ?", (change.key,)
    ).fetchone()
    return now


@contextmanager
def _current(data: Path, journal: sqlite3.Connection) -> Iterator[sqlite3.Connection | None]:
    """Open the documents of the publication that is current; None where they are lost."""
    row = journal.execute(NEWEST).fetchone()
    file = data / PUBLICATIONS / row[0] / layout.DOCUMENTS if row else None
    if file is None or not file.is_file():
        yield None
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield connection

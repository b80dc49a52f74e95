"""Committing a publication: one SQLite transaction, before which readers see the old one and after it the new."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.errors import LockedError, PublicationError
from dip_lod.journal.comparing import Comparison, Judge, compare
from dip_lod.journal.reading import PUBLICATIONS, Journal
from dip_lod.publication import layout
from dip_lod.publication.manifest import Manifest

_LOCK = "build.lock"
_BATCH = 2000
"""Old versions that are copied in one transaction: readers wait no longer than that takes."""


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Hold the build's lock; raises LockedError where another build holds it, PublicationError where none can."""
    try:
        (data / PUBLICATIONS).mkdir(parents=True, exist_ok=True)
        stream = (data / _LOCK).open("a+")
    except OSError as error:
        raise PublicationError(f"{data}: cannot be written ({error.strerror}); make it writable") from None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            raise LockedError(
                f"{data}: another build holds the lock ({stream.read().strip() or 'unknown'}); wait until it is done"
            ) from None
        stream.truncate(0)
        stream.write(f"process {os.getpid()}\n")
        stream.flush()
        yield


def commit(
    data: Path,
    manifest: Manifest,
    dump: str,
    *,
    cause: str = "build",
    judge: Judge | None = None,
    within: Callable[[sqlite3.Connection, int], object] | None = None,
    clock: Callable[[], str] | None = None,
) -> int:
    """Make a publication the current one, with all that it changes: one transaction, the commit point.

    What it changes or deletes is copied from the current publication before, a few versions at a time: such a copy is
    true whether the commit follows or not. `within` is called with the publication's number before the transaction
    ends. `clock` tells the moment at which it ends, where that is later than the manifest's. Gives the number.
    """
    with compare(data, data / PUBLICATIONS / manifest.id / layout.DOCUMENTS) as comparison:
        if judge:
            comparison.judge(judge)
        _keep_versions(comparison)
        connection = comparison.connection
        connection.execute("BEGIN IMMEDIATE")
        cursor = connection.execute(
            "INSERT INTO publication (folder, committed, as_of, documents, triples, dump, cause)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (manifest.id, manifest.committed, manifest.as_of, manifest.documents, manifest.triples, dump, cause),
        )
        number = cursor.lastrowid or 0
        connection.execute(
            "INSERT INTO change (key, number, kind, change, why, survivor, digest, modified)"
            " SELECT key, ?, substr(key, 1, instr(key, '/') - 1), change, why, survivor, digest, modified"
            " FROM temp.fate ORDER BY key",
            (number,),
        )
        connection.execute("INSERT INTO tally SELECT ?, change, count(*) FROM temp.fate GROUP BY change", (number,))
        if within:
            within(connection, number)
        if clock:
            last = "UPDATE publication SET committed = max(committed, ?) WHERE number = ?"
            connection.execute(last, (clock(), number))
        connection.execute("COMMIT")
    return number


def _keep_versions(comparison: Comparison) -> None:
    """Copy what the current publication says of each document that is about to change or go."""
    if comparison.last is None:
        return
    last = ""
    while True:
        keys = comparison.connection.execute(
            "SELECT key, since FROM temp.fate WHERE since IS NOT NULL AND key > ? ORDER BY key LIMIT ?", (last, _BATCH)
        ).fetchall()
        if not keys:
            return
        comparison.connection.execute("BEGIN IMMEDIATE")
        comparison.connection.executemany(
            "INSERT OR IGNORE INTO version (key, number, body, rda)"
            " SELECT key, ?2, body, rda FROM old.document WHERE key = ?1",
            keys,
        )
        comparison.connection.execute("COMMIT")
        last = keys[-1][0]


def folders(data: Path) -> list[str]:
    """List the folders of the committed publications, the newest first, each once."""
    newest = reversed(Journal(data).publications())
    return list(dict.fromkeys(entry.folder for entry in newest))


def tidy(data: Path, keep: int) -> None:
    """Remove what no publication needs: folders of builds that were cut off, and old ones that nobody reads."""
    kept = set(folders(data)[:keep])
    for folder in sorted((data / PUBLICATIONS).iterdir()):
        if folder.is_dir() and folder.name not in kept and not read_by_somebody(folder):
            shutil.rmtree(folder, ignore_errors=True)


def read_by_somebody(folder: Path) -> bool:
    """Say whether a reader holds the folder: it has a shared lock on the manifest (see publication.reading)."""
    try:
        with (folder / "manifest.json").open() as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False

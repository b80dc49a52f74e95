"""Committing a publication: one SQLite transaction, before which readers see the old one and after it the new."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.errors import LockedError, PublicationError
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS
from dip_lod.publication.manifest import Manifest

_LOCK = "build.lock"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS publication (
  number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL UNIQUE, committed TEXT NOT NULL,
  as_of TEXT NOT NULL, documents INTEGER NOT NULL, triples INTEGER NOT NULL, dump TEXT NOT NULL);
"""


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


def _open(data: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(data / JOURNAL, timeout=30, isolation_level=None)
        connection.executescript(_SCHEMA)
    except sqlite3.Error as error:
        raise PublicationError(f"{data / JOURNAL}: cannot be written ({error}); restore or repair it") from None
    return connection


def commit(data: Path, manifest: Manifest, dump: str) -> None:
    """Make a publication the current one: the commit point."""
    connection = _open(data)
    try:
        connection.execute(
            "INSERT INTO publication (folder, committed, as_of, documents, triples, dump) VALUES (?, ?, ?, ?, ?, ?)",
            (manifest.id, manifest.committed, manifest.as_of, manifest.documents, manifest.triples, dump),
        )
    except sqlite3.Error as error:
        raise PublicationError(f"{data / JOURNAL}: cannot be written ({error}); make room or repair it") from None
    finally:
        connection.close()


def folders(data: Path) -> list[str]:
    """List the folders of the committed publications, the newest first."""
    connection = _open(data)
    try:
        rows = connection.execute("SELECT folder FROM publication ORDER BY number DESC").fetchall()
    finally:
        connection.close()
    return [row[0] for row in rows]


def tidy(data: Path, keep: int) -> None:
    """Remove what no publication needs: folders of builds that were cut off, and old ones that nobody reads."""
    kept = set(folders(data)[:keep])
    for folder in sorted((data / PUBLICATIONS).iterdir()):
        if folder.is_dir() and folder.name not in kept and not _read_by_somebody(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _read_by_somebody(folder: Path) -> bool:
    """Say whether a reader holds the folder: it has a shared lock on the manifest (see publication.reading)."""
    try:
        with (folder / "manifest.json").open() as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False

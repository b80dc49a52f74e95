"""The journal as the serve side reads it: which publication is current, and what became of every document."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dip_lod.errors import PublicationError
from dip_lod.publication import layout
from dip_lod.publication.damaged import DamagedError

JOURNAL = "journal.sqlite"
PUBLICATIONS = "publications"

VERSION = 2
"""Of the journal's tables (`PRAGMA user_version`)."""

PATIENCE = 2.0
"""Seconds that a reader waits while a build commits."""

FIRST = (0, "")
"""Before every change: where a reader of all changes begins."""


class Entry(NamedTuple):
    """A publication, as the journal knows it; the last one is current."""

    number: int
    folder: str
    """Its identifier. A rollback is a publication of its own, with the folder of an earlier one."""
    committed: str
    """UTC, to the second; later than that of every publication before it."""
    as_of: str
    documents: int
    triples: int
    dump: str
    """SHA-256 of the dump."""
    cause: str
    """`build`, `rollback` or `erasure`."""


class Change(NamedTuple):
    """What a publication did to a document."""

    number: int
    key: str
    """The path after /id/: `person/p.noor`."""
    kind: str
    change: str
    """`created` (also: came back), `changed`, `deleted`, `merged` or `erased`."""
    at: str
    """When it was published: UTC, to the second."""
    why: str | None
    """Of a deletion: `absent`, `marked`, `dropped`, `unused`, `rollback`; of an erasure, on what ground."""
    survivor: str | None
    """Of a merger: the key of what it has been merged into."""

    @property
    def there(self) -> bool:
        """Whether the document is there after it."""
        return self.change in ("created", "changed")


@dataclass(frozen=True, slots=True)
class Version:
    """What a document said from one publication on, until another changed it."""

    change: Change
    statements: bytes
    """N-Triples, sorted."""
    rda: bytes
    """Those of the RDA view; may be empty."""


NEWEST = "SELECT folder FROM publication ORDER BY number DESC LIMIT 1"
_CHANGE = "c.number, c.key, c.kind, c.change, p.committed, c.why, c.survivor"
CHANGES = f"SELECT {_CHANGE} FROM change c JOIN publication p ON p.number = c.number"


def current(data: Path) -> Path:
    """Find the folder of the current publication; raises PublicationError where there is none."""
    file = data / JOURNAL
    with opened(file) as connection:
        row = connection.execute(NEWEST).fetchone() if connection else None
    if row is None:
        raise PublicationError(f"{data}: nothing has been published here yet; run 'dip-lod build' first")
    return data / PUBLICATIONS / str(row[0])


def check_version(connection: sqlite3.Connection, file: Path) -> int:
    """Give the version of a journal's tables; raises PublicationError where they are newer than we know."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise PublicationError(f"{file}: was written by a newer dip_lod (tables {version}); upgrade this one")
    return version


class Journal:
    """The journal of a data folder, for reading: any thread may ask, also while a build commits.

    Each question opens the file anew (a fifth of a millisecond), so that nothing is held over a fork, a commit or a
    restored back-up. A folder without a journal, or with one of before there was a history, has no changes.
    Every method raises PublicationError where the file cannot be read.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = data / JOURNAL

    def publications(self) -> list[Entry]:
        """List the publications, the oldest first."""
        columns = "number, folder, committed, as_of, documents, triples, dump"
        with opened(self.file) as connection:
            if connection is None:
                return []
            cause = "cause" if check_version(connection, self.file) else "'build'"
            return [Entry(*row) for row in connection.execute(f"SELECT {columns}, {cause} FROM publication ORDER BY 1")]

    def history(self, key: str) -> list[Change]:
        """List what became of a document, the oldest change first; empty for what never was."""
        return self._changes(f"{CHANGES} WHERE c.key = ? ORDER BY c.number", key)

    def state(self, key: str) -> Change | None:
        """Give the last change of a document; None for what never was."""
        return next(iter(self._changes(f"{CHANGES} WHERE c.key = ? ORDER BY c.number DESC LIMIT 1", key)), None)

    def changes(
        self,
        after: tuple[int, str] = FIRST,
        until: int | None = None,
        kind: str | None = None,
        limit: int = 100,
        *,
        latest: bool = False,
        frozen: int | None = None,
    ) -> list[Change]:
        """List changes in the order of (number, key), a page at a time.

        `after` is number and key of the last change of the page before; `until` the last publication that counts;
        `latest` leaves out what a later change of the same document (up to `frozen`, else `until`) has superseded.
        """
        last = until if until is not None else 2**62
        where, values = "(c.number, c.key) > (?, ?) AND c.number <= ?", [*after, last]
        if kind is not None:
            where, values = f"c.kind = ? AND {where}", [kind, *values]
        if latest:
            where += " AND NOT EXISTS (SELECT 1 FROM change l WHERE l.key = c.key AND l.number > c.number"
            where, values = where + " AND l.number <= ?)", [*values, last if frozen is None else frozen]
        return self._changes(f"{CHANGES} WHERE {where} ORDER BY c.number, c.key LIMIT ?", *values, limit)

    def version(self, key: str, number: int) -> Version | None:
        """Give what a document said as of a publication; None where it was not there, or has been erased."""
        with opened(self.file) as connection:
            if connection is None or not check_version(connection, self.file):
                return None
            found = f"{CHANGES} WHERE c.key = ? AND c.number <= ? ORDER BY c.number DESC LIMIT 1"
            row = connection.execute(found, (key, number)).fetchone()
            if row is None or not (change := Change(*row)).there:
                return None
            packed = connection.execute(
                "SELECT body, rda FROM version WHERE key = ? AND number = ?", (key, change.number)
            ).fetchone()
            if packed is None:
                later = "SELECT 1 FROM change WHERE key = ? AND number > ?"
                if connection.execute(later, (key, change.number)).fetchone():
                    return None  # its publication was lost before another took its place
                packed = packed_now(self.data / PUBLICATIONS / connection.execute(NEWEST).fetchone()[0], key)
        if packed is None:
            return None
        return Version(change, unpacked(packed[0]), unpacked(packed[1]) if packed[1] else b"")

    def _changes(self, query: str, *values: object) -> list[Change]:
        with opened(self.file) as connection:
            if connection is None or not check_version(connection, self.file):
                return []
            return [Change(*row) for row in connection.execute(query, values)]


def unpacked(body: bytes) -> bytes:
    """Unpack what a document says, or said; raises DamagedError."""
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise DamagedError(f"a version of a document cannot be unpacked: {error}") from None


def packed_now(folder: Path, key: str) -> tuple[bytes, bytes | None] | None:
    """Read a document of a publication, as it is packed."""
    file = folder / layout.DOCUMENTS
    if not file.is_file():
        return None
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        found: tuple[bytes, bytes | None] | None = connection.execute(
            "SELECT body, rda FROM document WHERE key = ?", (key,)
        ).fetchone()
    return found


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection | None]:
    """Open a journal read-only, in one transaction; None where there is none."""
    if not _there(file):
        yield None
        return
    try:
        with closing(_open(file)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise PublicationError(f"{file}: a build is committing; try again in a moment") from None
        raise _unreadable(file, error) from None
    except sqlite3.Error as error:
        raise _unreadable(file, error) from None


def _there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError as error:  # the folder is another user's, or its disk has gone
        raise PublicationError(f"{file}: cannot be read ({error.strerror}); make its folder readable") from None


def _unreadable(file: Path, error: sqlite3.Error) -> PublicationError:
    refused = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN
    do = "make it readable" if refused else "restore it from a back-up"
    return PublicationError(f"{file}: cannot be read ({error}); {do}")


def _open(file: Path) -> sqlite3.Connection:
    """Open the file and begin to read; what a commit that was killed has left half written is taken back first."""
    try:
        return _begin(file, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    _begin(file, "rw").close()
    return _begin(file, "ro")


def _begin(file: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
    )
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection

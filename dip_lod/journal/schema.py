"""The tables of journal.sqlite, and how an older journal is brought up to them."""

import sqlite3
from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS, VERSION, check_version
from dip_lod.publication import digest, layout

_PUBLICATION = """
CREATE TABLE publication (
  number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, committed TEXT NOT NULL, as_of TEXT NOT NULL,
  documents INTEGER NOT NULL, triples INTEGER NOT NULL, dump TEXT NOT NULL, cause TEXT NOT NULL DEFAULT 'build')
"""

_TABLES = (
    """
CREATE TABLE change (
  key TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, change TEXT NOT NULL, why TEXT, survivor TEXT,
  digest BLOB, modified TEXT, PRIMARY KEY (key, number)) WITHOUT ROWID
""",
    "CREATE INDEX change_in_order ON change (number, key)",
    "CREATE INDEX change_of_kind ON change (kind, number, key)",
    "CREATE TABLE version (key TEXT NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL, rda BLOB,"
    " PRIMARY KEY (key, number))",
    "CREATE TABLE erased (key TEXT PRIMARY KEY, number INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID",
)
_TALLY = (
    "CREATE TABLE tally (number INTEGER NOT NULL, change TEXT NOT NULL, documents INTEGER NOT NULL,"
    " PRIMARY KEY (number, change)) WITHOUT ROWID"
)
_COUNTED = "INSERT INTO tally SELECT number, change, count(*) FROM change GROUP BY number, change"
"""`publication`: a row a commit, of a build, a rollback or an erasure; the last one is current. `change`: what each
publication did to a document; `modified` is the date that the document gives itself. `version`: what documents said
before they were changed or deleted, as documents.sqlite packs it; what they say now is in the current publication.
`number` of a version is that of the publication that brought it. `erased`: what no build may bring back. `tally`: how
many documents each publication changed in which way, for the first one has them all."""


def connect(data: Path) -> sqlite3.Connection:
    """Open the journal for writing, made or brought up to date where needed; raises PublicationError."""
    file = data / JOURNAL
    try:
        connection = sqlite3.connect(file.absolute().as_uri(), uri=True, timeout=30, isolation_level=None)
    except sqlite3.Error as error:
        raise broken(data, error) from None
    try:
        connection.execute("PRAGMA synchronous = FULL")
        if check_version(connection, file) < VERSION:
            _bring_up(connection, data)
    except sqlite3.Error as error:
        connection.close()
        raise broken(data, error) from None
    except PublicationError:
        connection.close()
        raise
    return connection


def broken(data: Path, error: sqlite3.Error) -> PublicationError:
    """Say that the journal cannot be written."""
    return PublicationError(
        f"{data / JOURNAL}: cannot be written ({error}); make room, make it writable, or restore it from a back-up"
    )


def damaged(error: sqlite3.Error) -> bool:
    """Say whether an error means that a file is not what SQLite wrote."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _bring_up(connection: sqlite3.Connection, data: Path) -> None:
    """Make the tables; what an older journal calls current counts as created by its publication."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < 1:
            older = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'publication'").fetchone()
            if older:
                connection.execute("ALTER TABLE publication RENAME TO older")
            connection.execute(_PUBLICATION)
            for statement in _TABLES:
                connection.execute(statement)
            if older:
                connection.execute(
                    "INSERT INTO publication (number, folder, committed, as_of, documents, triples, dump)"
                    " SELECT number, folder, committed, as_of, documents, triples, dump FROM older ORDER BY number"
                )
                connection.execute("DROP TABLE older")
                _seed(connection, data)
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            connection.execute(_TALLY)
            count(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def count(connection: sqlite3.Connection) -> None:
    """Count anew what every publication changed."""
    connection.execute("DELETE FROM tally")
    connection.execute(_COUNTED)


def _seed(connection: sqlite3.Connection, data: Path) -> None:
    """Count the documents of the current publication as created by it."""
    row = connection.execute("SELECT number, folder FROM publication ORDER BY number DESC LIMIT 1").fetchone()
    documents = data / PUBLICATIONS / row[1] / layout.DOCUMENTS if row else None
    if documents is None or not documents.is_file():
        return
    packed = sqlite3.connect(f"{documents.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        digest.install(packed)
        connection.executemany(
            "INSERT INTO change (key, number, kind, change, digest, modified) VALUES (?, ?, ?, 'created', ?, ?)",
            packed.execute("SELECT key, ?, kind, digest(body, rda), modified FROM document ORDER BY key", (row[0],)),
        )
    finally:
        packed.close()

"""A journal made anew from the files that tell of it, with the documents that are current beside it."""

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from dip_lod.archive.history import ERASED, FOLDER, REDIRECTS
from dip_lod.errors import ArchiveError
from dip_lod.journal.schema import connect, count
from dip_lod.publication import layout

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_COMMIT = "INSERT INTO publication VALUES (:number, :folder, :committed, :as_of, :documents, :triples, :dump, :cause)"
_CHANGE = "INSERT INTO change VALUES (?, ?, substr(?1, 1, instr(?1, '/') - 1), ?, ?, ?, ?, ?)"
_CURRENT = """
INSERT INTO now.document SELECT key, body, rda FROM version v WHERE
  number = (SELECT max(number) FROM change c WHERE c.key = v.key) ORDER BY key
"""
_NOT_KEPT = "DELETE FROM version WHERE number = (SELECT max(number) FROM change c WHERE c.key = version.key)"


def rebuild(files: dict[str, Path], data: Path, documents: Path) -> None:
    """Make the journal of an empty data folder, and the documents of its current publication in another folder.

    What is current stands in the publication, not in the journal. Raises ArchiveError.
    """
    documents.mkdir()
    with closing(connect(data)) as journal:
        journal.execute("PRAGMA synchronous = OFF")
        journal.execute("ATTACH ? AS now", (str(documents / layout.DOCUMENTS),))
        journal.execute("BEGIN")
        for statement in (
            "CREATE TABLE now.document (key TEXT PRIMARY KEY, body BLOB NOT NULL, rda BLOB)",
            "CREATE TABLE now.redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID",
        ):
            journal.execute(statement)
        for name in sorted(files):
            if name.startswith(f"{FOLDER}/") and name not in (f"{FOLDER}/{ERASED}", f"{FOLDER}/{REDIRECTS}"):
                _segment(journal, files[name])
        journal.execute(_CURRENT)
        journal.execute(_NOT_KEPT)
        told = ((str(one["old"]), str(one["new"])) for one in _read(files[f"{FOLDER}/{REDIRECTS}"]))
        journal.executemany("INSERT INTO now.redirect VALUES (?, ?)", told)
        forget(journal, _erased(files[f"{FOLDER}/{ERASED}"]))
        count(journal)
        journal.execute("COMMIT")


def forget(journal: sqlite3.Connection, erased: Iterable[tuple[str, str]]) -> None:
    """Write down what no build may bring back."""
    journal.executemany(
        "INSERT OR IGNORE INTO erased SELECT ?1, coalesce((SELECT max(number) FROM change WHERE key = ?1),"
        " (SELECT max(number) FROM publication)), ?2",
        erased,
    )


def _erased(file: Path) -> list[tuple[str, str]]:
    try:
        return [(str(key), str(reason)) for key, reason in json.loads(file.read_text("utf-8")).items()]
    except (OSError, ValueError, AttributeError) as error:
        raise ArchiveError(f"{file}: is no list of what was erased ({error}); take another copy of the bag") from None


def _segment(journal: sqlite3.Connection, file: Path) -> None:
    lines = _read(file)
    try:
        commit = next(lines)
        if not _ID.fullmatch(commit["folder"]):
            raise ArchiveError(f"{file}: names '{commit['folder'][:100]}', which is no publication; take another bag")
        journal.execute(_COMMIT, commit)
        number = commit["number"]
        for one in lines:
            digest = bytes.fromhex(one["digest"]) if "digest" in one else None
            row = (one["key"], number, one["change"], one.get("why"), one.get("survivor"), digest, one.get("modified"))
            journal.execute(_CHANGE, row)
            if "statements" in one:
                rda = zlib.compress(one["rda"].encode()) if "rda" in one else None
                body = zlib.compress(one["statements"].encode())
                journal.execute("INSERT INTO version VALUES (?, ?, ?, ?)", (one["key"], number, body, rda))
    except (StopIteration, KeyError, TypeError, ValueError, AttributeError, sqlite3.Error) as error:
        raise ArchiveError(f"{file}: is no part of a journal ({error}); take another copy of the bag") from None


def _read(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ArchiveError(f"{file}: cannot be read to its end ({error}); take another copy of the bag") from None

"""Verifying a publication: its files against its manifest, its parts against each other, and the journal."""

import itertools
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from dip_lod.journal.reading import JOURNAL, VERSION
from dip_lod.pipeline import audience, figuring, verifying_dumps
from dip_lod.pipeline.guarding import datasets
from dip_lod.pipeline.storing import Storing
from dip_lod.publication import fingerprints, layout, manifest
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.statistics.tables import MAIN, STATISTICS
from dip_lod.publication.writing import sha256
from dip_lod.search.tables import SEARCH
from dip_lod.search.vocabulary import KINDS
from dip_lod.store.errors import StoreError

SAMPLE = 2000
"""Statements of a dump that are looked up in its store, unless all are."""


class Check(NamedTuple):
    """What was checked, and what is wrong with it: nothing, if all is well."""

    name: str
    wrong: str


def verify(data: Path, folder: Path, storing: Storing | None = None, *, whole: bool = False) -> Iterator[Check]:
    """Check a publication, one thing after the other; raises PublicationError where it has no readable manifest."""
    about = manifest.read(folder)
    yield Check("manifest", _manifest(folder, about))
    yield Check("files", _files(folder, about))
    yield Check("checksums", _checksums(folder, about))
    yield Check("counts", _tried(_counts, folder, about))
    yield Check("documents against dump", _tried(_documents, folder, about))
    yield Check("search index against documents", _tried(_search, folder, about))
    yield Check("figures against documents", figuring.differences(folder, about))
    yield Check("audiences", audience.wrong(folder))
    yield Check("statistics against counts", _statistics(folder, about))
    for dump, store in ((layout.DUMP, layout.STORE), (layout.RDA_DUMP, layout.RDA_STORE)):
        yield Check(f"{store} against dump", _store(folder / dump, folder / store, whole))
    yield Check("dumps", verifying_dumps.check(folder))
    if storing is not None and storing.remote:
        yield Check("remote store", _remote(storing, folder))
    yield Check("journal", _journal(data, folder, whole))


def _manifest(folder: Path, about: Manifest) -> str:
    if about.id != folder.name:
        return f"is that of {about.id}"
    return "" if manifest.sound(folder) else "is not as committed"


def _remote(storing: Storing, folder: Path) -> str:
    try:
        return "" if storing.holds(folder.name) else "does not hold it whole; 'dip-lod build' loads it"
    except StoreError as error:
        return str(error)


def _files(folder: Path, about: Manifest) -> str:
    if not about.files:
        return ""  # of before there were fingerprints
    wrong = fingerprints.differences(folder, about.files)
    return f"{', '.join(wrong[:5])}{' and more' if wrong[5:] else ''}: not as committed" if wrong else ""


def _checksums(folder: Path, about: Manifest) -> str:
    wrong = [
        name
        for name, known in about.checksums.items()
        if not (folder / name).is_file() or sha256(folder / name) != known
    ]
    return f"{', '.join(wrong)}: not as committed" if wrong else ""


def _tried(check: Callable[[sqlite3.Connection, Path, Manifest], str], folder: Path, about: Manifest) -> str:
    try:
        file = f"{(folder / layout.DOCUMENTS).absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(file, uri=True)) as connection:
            return check(connection, folder, about)
    except (sqlite3.Error, OSError, zlib.error) as error:
        return f"cannot be read ({error})"


def _counts(connection: sqlite3.Connection, folder: Path, about: Manifest) -> str:
    with (folder / layout.DUMP).open("rb") as stream:
        triples = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    kinds = dict(connection.execute("SELECT kind, count(*) FROM document GROUP BY kind"))
    if triples != about.triples:
        return f"the dump has {triples} statements, the manifest {about.triples}"
    if sum(kinds.values()) != about.documents or kinds != about.kinds:
        return f"documents.sqlite has {sum(kinds.values())} documents, the manifest {about.documents}"
    return ""


def _documents(connection: sqlite3.Connection, folder: Path, about: Manifest) -> str:
    """Compare the packed documents, in their order, with the dump: they are the same bytes."""
    known = any(row[1] == "datasets" for row in connection.execute("PRAGMA table_info(document)"))
    query = f"SELECT key, body, {'datasets' if known else 'NULL'} FROM document ORDER BY key"
    with (folder / layout.DUMP).open("rb") as dump:
        for key, packed, told in connection.execute(query):
            body = zlib.decompress(packed)
            if dump.read(len(body)) != body:
                return f"{key} says something else in the dump"
            if told is not None and told.split() != sorted(datasets(body)):
                return f"{key} is part of other datasets than it says"
        return "the dump has more than the documents" if dump.read(1) else ""


def _search(connection: sqlite3.Connection, folder: Path, about: Manifest) -> str:
    """Compare the keys in the search index with those of the documents."""
    file = folder / SEARCH
    if not file.is_file():
        return ""  # of before there was one; where it was committed, its fingerprint misses it
    connection.execute("ATTACH ? AS search", (f"{file.absolute().as_uri()}?mode=ro&immutable=1",))
    (sound,) = connection.execute("PRAGMA search.quick_check(1)").fetchone()
    if sound != "ok":
        return f"is broken ({sound})"
    (other,) = connection.execute(
        "SELECT (SELECT count(*) FROM document WHERE key NOT IN (SELECT key FROM search.doc))"
        " + (SELECT count(*) FROM search.doc WHERE key NOT IN (SELECT key FROM document))"
    ).fetchone()
    if other:
        return f"differs in {other} documents"
    marks = ",".join("?" * len(KINDS))
    (lost,) = connection.execute(
        f"SELECT count(*) FROM search.doc WHERE kind IN ({marks}) AND id IN (SELECT doc FROM search.spelled)"
        " AND id NOT IN (SELECT doc FROM search.bears)",
        KINDS,
    ).fetchone()
    return f"has no words of {lost} names" if lost else ""


def _statistics(folder: Path, about: Manifest) -> str:
    """Compare the totals of the statistics with the manifest, and with their own sums."""
    file = folder / STATISTICS
    if not file.is_file():
        return ""  # of before there were any; where they were committed, their fingerprint misses them
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (told,) = connection.execute("SELECT triples FROM total WHERE scope = ?", (MAIN,)).fetchone()
            sums = "SELECT coalesce(sum(triples), 0) FROM property p WHERE p.scope = t.scope"
            (other,) = connection.execute(f"SELECT count(*) FROM total t WHERE triples <> ({sums})").fetchone()
    except (sqlite3.Error, TypeError) as error:
        return f"cannot be read ({error})"
    return "" if told == about.triples and not other else f"tell of {told} triples, or their parts do not add up"


def _store(dump: Path, folder: Path, whole: bool) -> str:
    """Look statements of the dump up in the store; a store in memory rewrites literals as this one has done."""
    try:
        store = ox.Store.read_only(str(folder))
        size = dump.stat().st_size
        with dump.open("rb") as stream:
            triples = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
            if len(store) != triples:
                return f"has {len(store)} triples where the dump has {triples}"
            stream.seek(0)
            step = 1 if whole else max(1, triples // SAMPLE)
            lines = itertools.islice(stream, 0, None, step) if size else iter(())
            while batch := list(itertools.islice(lines, SAMPLE)):
                looked_up = ox.Store()
                looked_up.load(b"".join(batch), format=ox.RdfFormat.N_TRIPLES)
                missing = next((quad for quad in looked_up if quad not in store), None)
                if missing:
                    return f"lacks {missing}"
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:  # RuntimeError: RocksDB found its files damaged
        return f"cannot be read ({error})"
    return ""


_STATES = """
CREATE TEMP TABLE state AS SELECT key, digest, there FROM (
  SELECT key, max(number), digest, change IN ('created', 'changed') AS there FROM change GROUP BY key) WHERE there;
"""


def _journal(data: Path, folder: Path, whole: bool) -> str:
    """Check the journal's file, that its versions are there and, for the current publication, that it tells of it.

    With `whole` its indexes are compared with its tables, and each version is unpacked: that has a checksum.
    """
    file = data / JOURNAL
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (sound,) = connection.execute(f"PRAGMA {'integrity' if whole else 'quick'}_check(1)").fetchone()
            if sound != "ok":
                return f"is broken ({sound}); restore it from a back-up"
            (lost,) = connection.execute(_LOST).fetchone()
            if lost:
                return f"lacks {lost} earlier versions: their publication was lost before another took its place"
            for body, rda in connection.execute("SELECT body, rda FROM version") if whole else ():
                zlib.decompress(body)
                zlib.decompress(rda or _NOTHING)
            if connection.execute("PRAGMA user_version").fetchone()[0] >= VERSION:
                (miscounted,) = connection.execute(_MISCOUNTED).fetchone()
                if miscounted:
                    return f"counts the changes of {miscounted} publications wrongly; restore it from a back-up"
            (current,) = connection.execute("SELECT folder FROM publication ORDER BY number DESC LIMIT 1").fetchone()
            if current != folder.name:
                return ""
            connection.executescript(_STATES)
            documents = f"{(folder / layout.DOCUMENTS).absolute().as_uri()}?mode=ro&immutable=1"
            connection.execute("ATTACH ? AS new", (documents,))
            (other,) = connection.execute(
                "SELECT (SELECT count(*) FROM new.document n LEFT JOIN state s USING (key)"
                " WHERE s.digest IS NOT n.digest)"
                " + (SELECT count(*) FROM state WHERE key NOT IN (SELECT key FROM new.document))"
            ).fetchone()
            return f"tells otherwise of {other} documents" if other else ""
    except (sqlite3.Error, TypeError, zlib.error) as error:
        return f"cannot be read ({error}); restore it from a back-up"


_NOTHING = zlib.compress(b"")
_MISCOUNTED = """
SELECT count(DISTINCT number) FROM (SELECT number FROM (
  SELECT number, change, count(*) AS n FROM change GROUP BY number, change
  UNION ALL SELECT number, change, -documents FROM tally) GROUP BY number, change HAVING sum(n) <> 0)
"""
_LOST = """
SELECT count(*) FROM change c WHERE change IN ('created', 'changed')
AND EXISTS (SELECT 1 FROM change l WHERE l.key = c.key AND l.number > c.number)
AND NOT EXISTS (SELECT 1 FROM version v WHERE v.key = c.key AND v.number = c.number)
"""

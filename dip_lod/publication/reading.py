"""A publication as the serve side reads it."""

import fcntl
import os
import random
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from isal import isal_zlib

from dip_lod import uris
from dip_lod.errors import PublicationError
from dip_lod.publication import fingerprints, layout, manifest
from dip_lod.publication.connecting import Reader
from dip_lod.publication.damaged import DamagedError
from dip_lod.publication.dumps import files
from dip_lod.publication.dumps.files import DumpFile
from dip_lod.publication.known import Names
from dip_lod.publication.repertoire.reading import Repertoire
from dip_lod.publication.sitemap import Parts

_CHUNK = 500

_RECALLED = 5_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Document:
    """A document: the statements about a thing, its parts and the document itself."""

    name: uris.Name
    modified: str | None
    statements: bytes
    """N-Triples, sorted."""
    has_rda: bool = False
    """Whether the RDA view says anything of the thing."""


class Incoming(NamedTuple):
    """How many things point to one with one property."""

    predicate: str
    things: int


def _unpacked(body: bytes) -> bytes:
    try:
        return isal_zlib.decompress(body)
    except isal_zlib.error as error:  # type: ignore[misc]  # its stub takes the class for an error
        raise DamagedError(f"a document cannot be unpacked: {error}") from None


def hold(folder: Path, holder: object) -> None:
    """Hold a folder for as long as the holder lives: until then no build removes it."""
    descriptor = os.open(folder / layout.MANIFEST, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    weakref.finalize(holder, os.close, descriptor)


class Publication:
    """One publication folder, opened for reading; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; raises PublicationError."""
        self.folder = folder
        self.manifest = manifest.read(folder)
        self._local = threading.local()
        self._names = Names()
        self._idle: list[Reader] = []
        self._recalled: dict[tuple[str, ...], object] = {}
        hold(folder, self)
        if not (folder / layout.DOCUMENTS).is_file():
            raise PublicationError(f"{folder}: {layout.DOCUMENTS} is missing; build again")

    @property
    def id(self) -> str:
        """The publication's identifier, for ETags."""
        return self.manifest.id

    @property
    def base(self) -> str:
        """The base URI of the data."""
        return self.manifest.base_uri

    @cached_property
    def as_of(self) -> str:
        """The day up to which it knows what took place."""
        return date.fromisoformat(self.manifest.as_of).isoformat()

    @property
    def store_folder(self) -> Path:
        """The Oxigraph store, which the SPARQL workers open read-only."""
        return self.folder / layout.STORE

    @property
    def rda_store_folder(self) -> Path:
        """The store of the RDA view."""
        return self.folder / layout.RDA_STORE

    @property
    def _reader(self) -> Reader:
        """The connection of this thread: one that another has let go of, the last one first, else a new one."""
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            try:
                reader = self._idle.pop()
            except IndexError:
                reader = Reader(self.folder / layout.DOCUMENTS, self._names)
            self._local.reader = reader
        return reader

    def let_go(self) -> None:
        """Leave this thread's connection to the next that asks.

        A connection has its own mapping of the file and its own statements: so few of them serve many threads, and
        what one has touched, the next need not.
        """
        if (reader := getattr(self._local, "reader", None)) is not None:
            self._local.reader = None
            self._idle.append(reader)

    def touch(self) -> None:
        """Read documents.sqlite once, so that later its pages are mapped, if a quarter of memory holds it."""
        file = self.folder / layout.DOCUMENTS
        if 4 * file.stat().st_size <= os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
            self._reader.touch()
        self.let_go()

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._reader.connection

    def document(self, name: uris.Name) -> Document | None:
        """Find the document about a thing; None where there is none."""
        key = uris.path(*name, prefix="")[1:]
        row = self._connection.execute(
            "SELECT modified, body, rda IS NOT NULL FROM document WHERE key = ?", (key,)
        ).fetchone()
        return Document(name, row[0], _unpacked(row[1]), bool(row[2])) if row else None

    def rda(self, name: uris.Name) -> bytes:
        """Give what the RDA view says of a thing, in N-Triples, sorted; nothing where it says nothing."""
        key = uris.path(*name, prefix="")[1:]
        row = self._connection.execute("SELECT rda FROM document WHERE key = ?", (key,)).fetchone()
        return _unpacked(row[0]) if row and row[0] else b""

    def has_rda(self, name: uris.Name) -> bool:
        """Tell whether the RDA view says anything of a thing."""
        key = uris.path(*name, prefix="")[1:]
        row = self._connection.execute("SELECT rda IS NOT NULL FROM document WHERE key = ?", (key,)).fetchone()
        return bool(row and row[0])

    @cached_property
    def sealed(self) -> bool:
        """Whether the manifest is as it was committed."""
        return manifest.sound(self.folder)

    def lacking(self) -> list[str]:
        """List the files that are missing, or empty and were not."""
        return fingerprints.lacking(self.folder, self.manifest.files)

    def try_some(self, count: int) -> None:
        """Read so many documents and names anywhere in the file; raises DamagedError or sqlite3.Error."""
        for table, column in (("document", "body"), ("name", "uri")):
            (last,) = self._connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
            query = f"SELECT {column} FROM {table} WHERE rowid >= ? LIMIT 1"
            for _ in range(count if last else 0):
                row = self._connection.execute(query, (random.randint(1, last),)).fetchone()
                if row is None or not row[0]:
                    raise DamagedError(f"{layout.DOCUMENTS} lacks a {table}")
                if table == "document":
                    _unpacked(row[0])

    def redirect(self, name: uris.Name) -> uris.Name | None:
        """Find what a thing has been merged into; None where it has not been."""
        key = uris.path(*name, prefix="")[1:]
        row = self._connection.execute("SELECT new FROM redirect WHERE old = ?", (key,)).fetchone()
        return uris.parse("", "id/" + row[0]) if row else None

    def labels(self, of: Iterable[str]) -> dict[str, dict[str, str]]:
        """Find the labels of URIs, by language tag; what has none is left out."""
        return self._names.labels(self._connection, of)

    def recall(self, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
        """Give what was made of this publication before, under a key, for it never changes; else make it."""
        if (found := self._recalled.get(key)) is None:
            if len(self._recalled) >= _RECALLED:
                self._recalled.clear()
            found = self._recalled[key] = make()
        return cast(_T, found)

    @cached_property
    def dumps(self) -> tuple[DumpFile, ...]:
        """The files of the dumps; none where a publication was made before there were any; raises DamagedError."""
        name = f"{files.FOLDER}/{files.LIST}"
        known = self.manifest.files.get(name)
        if known and fingerprints.differs(self.folder / name, known):
            raise DamagedError(f"{name} is not as committed")
        return files.read(self.folder)

    @property
    def parts(self) -> Parts:
        """The documents in parts, for a sitemap."""
        return Parts(self._connection)

    def with_rda(self, keys: Iterable[str]) -> set[str]:
        """Find which documents the RDA view says something of, by their keys."""
        return {key for (key,) in self._of("SELECT key FROM document WHERE rda IS NOT NULL AND key IN ({})", keys)}

    @cached_property
    def knows_datasets(self) -> bool:
        """Whether each document's datasets stand beside it: not so in a publication of before layout 13."""
        return any(row[1] == "datasets" for row in self._connection.execute("PRAGMA table_info(document)"))

    def of_dataset(self, dataset: str, keys: Iterable[str]) -> set[str]:
        """Find which documents are part of a dataset, by their keys; where `knows_datasets`."""
        query = "SELECT key FROM document WHERE key IN ({}) AND instr(datasets, ?)"
        return {key for (key,) in self._of(query, keys, f" {dataset} ")}

    def packed(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Give the statements of documents as they are packed, by their keys."""
        yield from self._of("SELECT key, body FROM document WHERE key IN ({})", keys)

    def _of(self, query: str, keys: Iterable[str], *more: str) -> Iterator[tuple[Any, ...]]:
        wanted = sorted(keys)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            yield from self._connection.execute(query.format(",".join("?" * len(chunk))), (*chunk, *more))

    def _number(self, uri: str) -> int | None:
        return self.repertoire.number(uri)

    @property
    def repertoire(self) -> Repertoire:
        """What played when and where, and who took part."""
        return self._reader.repertoire

    def incoming(self, uri: str) -> list[Incoming]:
        """Count what points to a thing from other documents, by property, the most first."""
        rows = self._connection.execute(
            "SELECT predicate, count(*) FROM link WHERE target = ? GROUP BY predicate", (self._number(uri),)
        ).fetchall()
        properties = self._names.uris(self._connection, (number for number, _ in rows))
        found = [Incoming(properties[number], things) for number, things in rows]
        return sorted(found, key=lambda one: (-one.things, one.predicate))

    def pointing(self, uri: str, predicate: str, after: str = "", limit: int = 50) -> Sequence[str]:
        """List what points to a thing with a property, events by day and the rest by name, a page at a time.

        `after` is the last URI of the page before.
        """
        given = (self._number(uri), self._number(predicate), self._number(after) or 0, limit)
        rows = self._connection.execute(
            "SELECT source FROM link WHERE target = ? AND predicate = ? AND source > ? ORDER BY source LIMIT ?", given
        ).fetchall()
        named = self._names.uris(self._connection, (number for (number,) in rows))
        return [named[number] for (number,) in rows]

    def listed(self, kind: str, after: str = "", limit: int = 50) -> list[str]:
        """List the URIs of the things of a kind as people read them (events by day, else by name), a page at a time.

        `after` is the last URI of the page before.
        """
        rows = self._connection.execute(
            "SELECT key FROM document WHERE kind = ? AND place > coalesce((SELECT id FROM name WHERE uri = ?), 0)"
            " ORDER BY place LIMIT ?",
            (kind, after, limit),
        )
        return [f"{self.base}id/{row[0]}" for row in rows]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many documents there are of each kind."""
        return dict(self.manifest.kinds)

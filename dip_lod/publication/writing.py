"""A publication as the build writes it: dump, packed documents, names and links."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from dip_lod.publication import digest as digests
from dip_lod.publication import layout
from dip_lod.publication.late import OrderedDump
from dip_lod.publication.linking import Linking
from dip_lod.publication.links import LinkRows
from dip_lod.publication.names import Name
from dip_lod.publication.packed import Packed
from dip_lod.publication.rda import RdaDump
from dip_lod.publication.repertoire import writing as repertoire
from dip_lod.publication.repertoire.rows import Rows


class Writer:
    """Writes the dump and documents.sqlite of one publication; documents come in the order of their keys."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._base = base
        self._rda = RdaDump(folder)
        self.rda_triples = 0
        self._dump = OrderedDump(folder / layout.DUMP)
        self.documents = 0
        self.triples = 0
        self.kinds: Counter[str] = Counter()
        self._database = sqlite3.connect(folder / layout.DOCUMENTS, isolation_level=None, check_same_thread=False)
        for setting in layout.WRITTEN:
            self._database.execute(setting)
        self._database.executescript(layout.SCHEMA)
        digests.install(self._database)
        self._links = Linking(self._database)
        repertoire.prepare(self._database)
        self._database.execute("BEGIN")

    def add(
        self,
        documents: Iterable[Packed],
        names: Iterable[Name],
        links: LinkRows,
        played: Rows,
    ) -> None:
        """Add a chunk of documents, in order; provinces and terms may also come at the end."""
        rows = []
        for document in documents:
            kind = document.key.partition("/")[0]
            if not self._dump.add(document.key, document.statements):
                continue
            self.documents += 1
            self.triples += document.triples
            self.kinds[kind] += 1
            self._rda.add(document.key, document.rda, document.points)
            datasets = f" {' '.join(document.datasets)} "
            row = (document.key, kind, document.modified, datasets, document.digest, document.body, document.view)
            rows.append(row)
        self._database.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", rows)
        self._database.executemany(
            "INSERT INTO name (uri, labels, type, sort) VALUES (?, ?, ?, ?) ON CONFLICT (uri) DO NOTHING", names
        )
        self._links.add(links)
        repertoire.stage(self._database, played)

    def redirect(self, merged: Mapping[str, str]) -> None:
        """Add keys that have been merged into others."""
        self._database.executemany("INSERT INTO redirect VALUES (?, ?)", sorted(merged.items()))

    def dangling(self, limit: int = 100) -> list[tuple[str, str]]:
        """List links into our own space that lead to no document: source and target."""
        return self._links.dangling(f"{self._base}id/", limit)

    def interrupt(self) -> None:
        """Stop the tables that are written in another thread: that one raises sqlite3.OperationalError."""
        with suppress(sqlite3.ProgrammingError):  # they are finished
            self._database.interrupt()

    def abandon(self) -> None:
        """Close the files as they are."""
        self._dump.abandon()
        self._rda.abandon()
        self._database.close()

    def close(self) -> str:
        """Finish the files, and give the SHA-256 of the dump."""
        checksum = self.close_dumps()
        self.close_tables()
        return checksum

    def close_dumps(self) -> str:
        """Finish the two dumps, and give the SHA-256 of the main one.

        documents.sqlite then has its documents and redirects, to be compared with others; its tables are still to come.
        """
        self._dump.close()
        self.rda_triples, dropped = self._rda.close()
        self._database.executemany(
            "UPDATE document SET rda = NULL, digest = digest(body, NULL) WHERE key = ?", ((key,) for key in dropped)
        )
        self._database.execute("DELETE FROM redirect WHERE new NOT IN (SELECT key FROM document)")
        self._database.execute("COMMIT")
        return sha256(self._folder / layout.DUMP)

    def close_tables(self) -> None:
        """Finish documents.sqlite, with what it tells of several documents together; in any thread, when dumps are."""
        self._database.execute("BEGIN")
        self._links.name()
        for statement in layout.FINAL:
            self._database.execute(statement, {"space": f"{self._base}id/"} if ":space" in statement else {})
        self._links.finish()
        repertoire.finish(self._database, self._base)
        self._database.execute("COMMIT")
        self._database.execute("ANALYZE")
        self.abandon()


def sha256(file: Path) -> str:
    """Give the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""A publication as the build writes it: dump, packed documents, names and links."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from dip_lod.publication import digest as digests
from dip_lod.publication import layout
from dip_lod.publication.late import OrderedDump
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
        self._database = sqlite3.connect(folder / layout.DOCUMENTS, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(layout.SCHEMA)
        digests.install(self._database)
        self._database.execute("CREATE TEMP TABLE staged (target TEXT, predicate TEXT, source TEXT)")
        repertoire.prepare(self._database)
        self._database.execute("BEGIN")

    def add(
        self,
        documents: Iterable[Packed],
        names: Iterable[tuple[str, str | None, str | None, str]],
        links: Iterable[tuple[str, str, str]],
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
        self._database.executemany("INSERT INTO staged VALUES (?, ?, ?)", links)
        repertoire.stage(self._database, played)

    def redirect(self, merged: Mapping[str, str]) -> None:
        """Add keys that have been merged into others."""
        self._database.executemany("INSERT INTO redirect VALUES (?, ?)", sorted(merged.items()))

    def dangling(self, limit: int = 100) -> list[tuple[str, str]]:
        """List links into our own space that lead to no document: source and target."""
        rows = self._database.execute(
            "SELECT min(source), target FROM staged WHERE NOT EXISTS (SELECT 1 FROM document WHERE key = substr("
            "CASE instr(target, '#') WHEN 0 THEN target ELSE substr(target, 1, instr(target, '#') - 1) END, ?))"
            " GROUP BY target ORDER BY target LIMIT ?",
            (len(self._base) + 4, limit),
        )
        return [(source, target) for source, target in rows]

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
        """Finish the two dumps, and give the SHA-256 of the main one; documents.sqlite is still to be closed."""
        self._dump.close()
        self.rda_triples, dropped = self._rda.close()
        self._database.executemany(
            "UPDATE document SET rda = NULL, digest = digest(body, NULL) WHERE key = ?", ((key,) for key in dropped)
        )
        return sha256(self._folder / layout.DUMP)

    def close_tables(self) -> None:
        """Finish documents.sqlite, with what it tells of several documents together."""
        self._database.execute("DELETE FROM redirect WHERE new NOT IN (SELECT key FROM document)")
        for column in ("target", "predicate", "source"):
            self._database.execute(f"INSERT OR IGNORE INTO name (uri) SELECT DISTINCT {column} FROM staged")
        for statement in layout.FINAL:
            self._database.execute(statement, {"space": f"{self._base}id/"} if ":space" in statement else {})
        self._database.execute(
            "INSERT OR IGNORE INTO link SELECT t.id, p.id, s.id FROM staged"
            " JOIN name t ON t.uri = target JOIN name p ON p.uri = predicate JOIN name s ON s.uri = source"
            " ORDER BY 1, 2, 3"
        )
        self._database.execute("DROP TABLE staged")
        repertoire.finish(self._database, self._base)
        self._database.execute("COMMIT")
        self._database.execute("ANALYZE")
        self.abandon()


def sha256(file: Path) -> str:
    """Give the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

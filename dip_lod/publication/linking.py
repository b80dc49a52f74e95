"""Links as the build writes them: URIs become numbers as they come, and numbers of names at the end."""

import sqlite3

from dip_lod.publication.links import LinkRows

_STAGED = """
CREATE TEMP TABLE met (id INTEGER PRIMARY KEY, uri TEXT NOT NULL);
CREATE TEMP TABLE staged (target INTEGER, predicate INTEGER, source INTEGER);
"""

_DANGLING = """
WITH lost AS MATERIALIZED (
  SELECT id, uri FROM met WHERE substr(uri, 1, :length) = :space AND NOT EXISTS (SELECT 1 FROM document
    WHERE key = substr(CASE instr(uri, '#') WHEN 0 THEN uri ELSE substr(uri, 1, instr(uri, '#') - 1) END, :length + 1)))
SELECT min(source.uri), lost.uri FROM staged JOIN lost ON lost.id = staged.target JOIN met source
  ON source.id = staged.source
GROUP BY lost.uri ORDER BY lost.uri LIMIT :limit
"""

_FINAL = (
    "CREATE TEMP TABLE numbered (id INTEGER PRIMARY KEY, name INTEGER NOT NULL)",
    "INSERT INTO numbered SELECT met.id, name.id FROM met JOIN name USING (uri)",
    "INSERT OR IGNORE INTO link SELECT t.name, p.name, s.name FROM staged JOIN numbered t ON t.id = target"
    " JOIN numbered p ON p.id = predicate JOIN numbered s ON s.id = source ORDER BY 1, 2, 3",
    "DROP TABLE numbered",
    "DROP TABLE staged",
    "DROP TABLE met",
)


class Linking:
    """Collects the links of documents in a database that is being written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Make the tables; outside a transaction."""
        self._database = database
        self._database.executescript(_STAGED)
        self._next = 0

    def add(self, rows: LinkRows) -> None:
        """Keep links; a URI that comes again with other documents gets another number, and both come to one name."""
        begin = self._next
        self._next += len(rows.uris)
        self._database.executemany("INSERT INTO met VALUES (?, ?)", enumerate(rows.uris, begin))
        insert = f"INSERT INTO staged VALUES (? + {begin}, ? + {begin}, ? + {begin})"
        self._database.executemany(insert, rows.triples())

    def dangling(self, space: str, limit: int) -> list[tuple[str, str]]:
        """List links into a space (`https://…/id/`) that lead to no document: source and target."""
        rows = self._database.execute(_DANGLING, {"space": space, "length": len(space), "limit": limit})
        return [(source, target) for source, target in rows]

    def name(self) -> None:
        """Give all URIs a row among the names."""
        self._database.execute("INSERT OR IGNORE INTO name (uri) SELECT uri FROM met")

    def finish(self) -> None:
        """Fill the table of links, when every name has its number."""
        for statement in _FINAL:
            self._database.execute(statement)

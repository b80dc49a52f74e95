"""What a publication changes: its documents against what the journal knows."""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dip_lod.journal.reading import PUBLICATIONS
from dip_lod.journal.schema import broken, connect, damaged
from dip_lod.publication import layout


class Fate(NamedTuple):
    """What became of a document that is no longer there."""

    change: str
    why: str | None = None
    survivor: str | None = None


Judge = Callable[["Comparison"], Iterable[tuple[str, Fate]]]
"""Says what became of each of the documents that are `gone`, by its key."""

_BEFORE = """
CREATE TEMP TABLE before (key TEXT PRIMARY KEY, since INTEGER, digest BLOB, survivor TEXT, there INTEGER) WITHOUT ROWID;
INSERT INTO before SELECT key, number, digest, survivor, change IN ('created', 'changed') FROM (
  SELECT key, max(number) AS number, digest, survivor, change FROM change GROUP BY key ORDER BY key);
CREATE TEMP TABLE fate (key TEXT PRIMARY KEY, change TEXT, why TEXT, survivor TEXT, digest BLOB, modified TEXT,
  since INTEGER) WITHOUT ROWID;
INSERT INTO fate SELECT n.key, CASE WHEN b.there THEN 'changed' ELSE 'created' END, NULL, NULL, n.digest, n.modified,
  CASE WHEN b.there THEN b.since END
  FROM new.document n LEFT JOIN before b ON b.key = n.key WHERE b.there IS NOT 1 OR b.digest IS NOT n.digest
  ORDER BY n.key;
INSERT INTO fate SELECT r.old, 'merged', NULL, r.new, NULL, NULL, CASE WHEN b.there THEN b.since END
  FROM new.redirect r LEFT JOIN before b ON b.key = r.old
  WHERE b.survivor IS NOT r.new AND NOT EXISTS (SELECT 1 FROM new.document n WHERE n.key = r.old)
  AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.key = r.old);
INSERT INTO fate SELECT b.key, 'deleted', 'absent', NULL, NULL, NULL, b.since FROM before b
  WHERE b.there AND NOT EXISTS (SELECT 1 FROM new.document n WHERE n.key = b.key)
  AND NOT EXISTS (SELECT 1 FROM fate f WHERE f.key = b.key);
"""


class Comparison:
    """The fate of every document that a publication changes; those that it does not change have none."""

    def __init__(self, data: Path, documents: Path) -> None:
        """Compare; `documents` is the documents.sqlite of a publication that is not committed yet."""
        self.data = data
        self.connection = connect(data)
        row = self.connection.execute("SELECT folder FROM publication ORDER BY number DESC LIMIT 1").fetchone()
        last = data / PUBLICATIONS / row[0] / layout.DOCUMENTS if row else None
        self.last = last if last and last.is_file() else None
        """The documents of the current publication; None where there is none, or its folder has been lost."""
        for name, file in (("new", documents), ("old", self.last)):
            if file:
                self.connection.execute(f"ATTACH ? AS {name}", (f"{file.absolute().as_uri()}?mode=ro&immutable=1",))
        self.connection.executescript(_BEFORE)

    def judge(self, judge: Judge) -> None:
        """Let a judge say what became of each document that has gone without having been merged."""
        rows = [(*fate, key) for key, fate in judge(self)]
        self.connection.executemany("UPDATE temp.fate SET change = ?, why = ?, survivor = ? WHERE key = ?", rows)

    def gone(self) -> Iterator[tuple[str, bytes]]:
        """Give key and last statements (none, where that folder is lost) of each document that is to be deleted."""
        body = "(SELECT body FROM old.document o WHERE o.key = f.key)" if self.last else "NULL"
        rows = self.connection.execute(
            f"SELECT f.key, {body} FROM temp.fate f WHERE f.change = 'deleted' ORDER BY f.key"
        )
        for key, packed in rows:
            yield key, zlib.decompress(packed) if packed else b""

    def there(self, key: str) -> bool:
        """Say whether the new publication has a document."""
        return bool(self.connection.execute("SELECT 1 FROM new.document WHERE key = ?", (key,)).fetchall())

    def counts(self) -> dict[str, int]:
        """Count the changes, by what they are."""
        return dict(self.connection.execute("SELECT change, count(*) FROM temp.fate GROUP BY change ORDER BY change"))


@contextmanager
def compare(data: Path, documents: Path) -> Iterator[Comparison]:
    """Compare documents that are not committed yet with the current publication.

    Raises PublicationError, and sqlite3.DatabaseError where one of the three files is damaged.
    """
    comparison = None
    try:
        comparison = Comparison(data, documents)
        yield comparison
    except sqlite3.Error as error:
        if damaged(error):
            raise
        raise broken(data, error) from None
    finally:
        if comparison:
            comparison.connection.close()

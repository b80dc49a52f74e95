"""The audiences of a publication that nothing is counted for: those of an earlier one, and all that is known beside."""

import sqlite3
from contextlib import closing
from pathlib import Path

from dip_lod.audiences.cells import Slice
from dip_lod.audiences.tables import AUDIENCES, SCHEMA
from dip_lod.audiences.writing import add, cell_of, furthest, take_along
from dip_lod.figures.writing import Occasion

_WORDS = ("scheme", "grouping", "likeness", "code", "held")
_LAST = "SELECT fewest, left_out FROM publication ORDER BY number DESC LIMIT 1"


def carry(earlier: Path | None, folder: Path, occasion: Occasion) -> None:
    """Show what an earlier publication gave of audiences again; where nothing was ever given, write nothing.

    After a rollback the folder that it took back knows more: what was given there stays known, and is not shown.
    """
    if not take_along(furthest(folder, earlier), folder):
        return
    with (
        closing(_opened(earlier)) as shown,
        closing(sqlite3.connect(folder / AUDIENCES, isolation_level=None)) as database,
    ):
        found: dict[tuple[str, str], Slice] = {}
        for scheme, season, cell, value in shown.execute(
            "SELECT scheme, season, cell, value FROM figure WHERE until IS NULL"
        ):
            found.setdefault((scheme, season), {})[cell_of(cell)] = value
        fewest, left_out = shown.execute(_LAST).fetchone() or database.execute(_LAST).fetchone()
        database.execute("BEGIN")
        add(database, found, occasion, fewest, left_out)
        database.execute("UPDATE scheme SET place = place + 1000 WHERE place < 1000")
        database.execute("DELETE FROM likeness")
        database.execute("DELETE FROM held")
        for table in _WORDS:
            for row in shown.execute(f"SELECT * FROM {table}"):
                database.execute(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(row))})", row)
        database.execute("COMMIT")


def _opened(earlier: Path | None) -> sqlite3.Connection:
    """Open the audiences of a publication; empty ones, where it has none."""
    if earlier is not None and (earlier / AUDIENCES).is_file():
        return sqlite3.connect(f"{(earlier / AUDIENCES).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    empty = sqlite3.connect(":memory:")
    empty.executescript(SCHEMA)
    return empty

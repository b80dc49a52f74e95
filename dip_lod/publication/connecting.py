"""A connection to the documents.sqlite of a publication, with what is asked over it."""

import sqlite3
from pathlib import Path

from dip_lod.publication import layout
from dip_lod.publication.known import Names
from dip_lod.publication.repertoire.reading import Repertoire

_STATEMENTS = 512
"""Statements that a connection remembers: pages look labels up by the dozen, and each number of them is another."""

_EVERYTHING = (
    "SELECT type, name, tbl_name, coalesce(sql LIKE '%WHERE%', 0) FROM sqlite_master WHERE type IN ('table', 'index')"
)


class Reader:
    """One connection, for one thread at a time."""

    def __init__(self, file: Path, names: Names) -> None:
        """Open the file, which nobody writes any more."""
        address = file.absolute().as_uri() + "?mode=ro&immutable=1"
        self.connection = sqlite3.connect(address, uri=True, cached_statements=_STATEMENTS, check_same_thread=False)
        self.connection.execute(f"PRAGMA mmap_size = {layout.MAPPED}")
        self.repertoire = Repertoire(self.connection, names)

    def touch(self) -> None:
        """Walk along all tables and indexes: 0.3 s of a gigabyte that the system has in memory.

        The first touch of a page of the file costs ten times a look-up, and a new worker has touched none.
        """
        for kind, name, table, partial in self.connection.execute(_EVERYTHING).fetchall():
            if not partial:
                how = f"INDEXED BY {name}" if kind == "index" else "NOT INDEXED"
                self.connection.execute(f"SELECT count(*) FROM {table} {how}").fetchone()

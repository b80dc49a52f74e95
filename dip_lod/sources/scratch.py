"""A scratch database: a private file that vanishes with its connection, for what must not be held in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from dip_lod.errors import SourceError


@contextmanager
def open_scratch(schema: str) -> Iterator[sqlite3.Connection]:
    """Open an empty scratch database with a schema; SQLite puts it in TMPDIR and unlinks it at once.

    >>> with open_scratch("CREATE TABLE seen (id TEXT)") as scratch:
    ...     scratch.execute("SELECT count(*) FROM seen").fetchone()
    (0,)
    """
    try:
        with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as connection:
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -32768; BEGIN; {schema};")
            yield connection
    except sqlite3.OperationalError as error:
        raise SourceError(
            f"the temporary folder: cannot hold the scratch file of the readers ({error}); "
            "make room there, or name another in TMPDIR"
        ) from None

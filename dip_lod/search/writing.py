"""The search index as the build writes it, from documents.sqlite, when that is finished."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from dip_lod.publication import layout
from dip_lod.search import folding, tables, values, vocabulary

_INSERT = (
    f"INSERT INTO words (rowid, {', '.join(f'{one}, {one}_tails' for one in tables.COLUMNS)}, facets)"
    f" VALUES ({', '.join('?' * (2 * len(tables.COLUMNS) + 2))})"
)

_AT_ONCE = 1000
"""Documents that are read and written at a time."""

_HELD = 32 << 20
"""Bytes of the index that are held before they go to its file: with FTS5's own megabyte they are merged many times."""


def write(folder: Path, base: str, counted: int = tables.COUNTED) -> None:
    """Write search.sqlite beside the documents of a publication."""
    given = {"space": f"{base}id/", "school": json.dumps(tables.SCHOOL)}
    with closing(sqlite3.connect(folder / tables.SEARCH, isolation_level=None, uri=True)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA temp_store = FILE")
        was = (folder / layout.DOCUMENTS).absolute().as_uri()
        database.execute("ATTACH ? AS was", (f"{was}?mode=ro&immutable=1",))
        database.executescript(tables.SCHEMA + vocabulary.SCHEMA)
        database.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (_HELD,))
        database.execute("BEGIN")
        database.execute(tables.DOCS, {"space": given["space"]})
        values.find(database, given)
        _index(database, values.Together(database, counted))
        vocabulary.write(database)
        database.execute("COMMIT")
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.execute("ANALYZE main")


def _index(database: sqlite3.Connection, together: values.Together) -> None:
    reading = database.cursor()
    database.execute("CREATE TEMP TABLE whole (name TEXT, doc INTEGER)")
    reading.execute(tables.ROWS)
    while rows := reading.fetchmany(_AT_ONCE):
        words, whole = [], list[tuple[str, int]]()
        for number, names, show, place, has in rows:
            words.append((number, *folding.shared(names, show or "", place or ""), has or ""))
            together.add(has or "")
            own = {folding.spelled(name) for name in names.splitlines()} - {""}
            own -= {folding.spelled(name) for name in (show or "").splitlines()}
            whole += [(name, number) for name in own]
        database.executemany(_INSERT, words)
        database.executemany("INSERT INTO whole VALUES (?, ?)", whole)
    database.execute("INSERT INTO spelled SELECT name, doc FROM whole ORDER BY 1, 2")
    together.write()

"""The search index as the build writes it, from documents.sqlite, when that is finished."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from dip_lod.publication import layout
from dip_lod.search import folding, tables, vocabulary

_INSERT = (
    f"INSERT INTO words (rowid, {', '.join(f'{one}, {one}_tails' for one in tables.COLUMNS)}, facets)"
    f" VALUES ({', '.join('?' * (2 * len(tables.COLUMNS) + 2))})"
)


def write(folder: Path, base: str, counted: int = tables.COUNTED) -> None:
    """Write search.sqlite beside the documents of a publication."""
    given: dict[str, str | int] = {"space": f"{base}id/", "school": json.dumps(tables.SCHOOL), "counted": counted}
    with closing(sqlite3.connect(folder / tables.SEARCH, isolation_level=None, uri=True)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA temp_store = FILE")
        was = (folder / layout.DOCUMENTS).absolute().as_uri()
        database.execute("ATTACH ? AS was", (f"{was}?mode=ro&immutable=1",))
        database.executescript(tables.SCHEMA + vocabulary.SCHEMA)
        database.execute("BEGIN")
        for statement in (tables.DOCS, *tables.FOUND):
            database.execute(statement, {name: one for name, one in given.items() if f":{name}" in statement})
        _index(database)
        vocabulary.write(database)
        database.execute("COMMIT")
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.execute("ANALYZE main")


def _index(database: sqlite3.Connection) -> None:
    reading = database.cursor()
    for number, names, show, place, values in reading.execute(tables.ROWS):
        columns = folding.shared(names, show or "", place or "")
        database.execute(_INSERT, (number, *columns, values or ""))
        whole = {folding.spelled(name) for name in names.splitlines()} - {""}
        whole -= {folding.spelled(name) for name in (show or "").splitlines()}
        database.executemany("INSERT INTO spelled VALUES (?, ?)", ((name, number) for name in sorted(whole)))

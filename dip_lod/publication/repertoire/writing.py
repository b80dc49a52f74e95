"""The repertoire as the build writes it: staged by key as documents come, numbered at the end."""

import sqlite3

from dip_lod.publication.repertoire import figures_tables as figures
from dip_lod.publication.repertoire import tables
from dip_lod.publication.repertoire.rows import Rows


def prepare(database: sqlite3.Connection) -> None:
    """Make the tables; outside a transaction."""
    database.executescript(tables.SCHEMA + figures.SCHEMA + tables.STAGED)


def stage(database: sqlite3.Connection, rows: Rows) -> None:
    """Keep what documents add, by key."""
    database.executemany("INSERT INTO staged_thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.things)
    database.executemany("INSERT INTO staged_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.events)
    database.executemany("INSERT INTO staged_performed VALUES (?, ?, ?)", rows.performed)
    database.executemany("INSERT INTO staged_credit VALUES (?, ?, ?, ?, ?)", rows.credits)


def finish(database: sqlite3.Connection, base: str) -> None:
    """Number what was staged, when every name has its number."""
    figures.install(database)
    for statement in (*tables.FINAL, *figures.FINAL):
        database.execute(statement, {"space": f"{base}id/"} if ":space" in statement else {})

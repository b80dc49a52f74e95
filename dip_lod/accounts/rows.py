"""The performances that may belong in a company's year, read from the repertoire by index."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from dip_lod.publication import layout

_IN_YEAR = "SELECT event FROM agenda WHERE thing = :id AND day BETWEEN :year || '-01-01' AND :year || '-12-31'"
_MINE = """
WITH mine AS (SELECT DISTINCT subject FROM credit WHERE agent = :id),
all_of_mine AS (
  SELECT e.* FROM mine CROSS JOIN event e ON e.production = subject
  UNION SELECT e.* FROM mine CROSS JOIN event e ON e.run = subject
  UNION SELECT e.* FROM mine CROSS JOIN event e ON e.id = subject)
"""
_IN_YEAR_OF_A_PERSON = f"{_MINE} SELECT id FROM all_of_mine WHERE kind = 'performance' AND substr(day, 1, 4) = :year"
"""The agenda has no people."""

_WITHOUT_DAY = f"""
{_MINE} SELECT e.id FROM all_of_mine e LEFT JOIN name s ON s.id = e.season LEFT JOIN thing r ON r.id = e.run
WHERE e.kind = 'performance' AND (substr(e.before, 1, 4) = :year OR e.day IS NULL AND CASE
  WHEN e.start IS NOT NULL THEN substr(e.start, 1, 4) = :year
  WHEN e.before IS NOT NULL THEN 0
  WHEN s.uri IS NOT NULL THEN instr(substr(s.uri, -9), :year) > 0
  ELSE :year BETWEEN coalesce(substr(r.first, 1, 4), '0000') AND coalesce(substr(r.last, 1, 4), '9999') END)
"""
_DETAILS = """
SELECT e.id, n.uri, n.labels, e.day, e.start, e.before, e.status, e.played, t.terms, coalesce(r.terms, ''), e.run,
  e.production, p.uri, e.location, e.venue
FROM json_each(:ids) CROSS JOIN event e ON e.id = json_each.value JOIN name n ON n.id = e.id JOIN thing t ON t.id = e.id
  LEFT JOIN thing r ON r.id = e.run LEFT JOIN name p ON p.id = e.production ORDER BY e.day IS NULL, e.day, e.id
"""


class Row(NamedTuple):
    """A performance as the tables have it; numbers are those of names."""

    id: int
    uri: str
    labels: Mapping[str, str]
    day: str | None
    start: str | None
    before: str | None
    status: str
    played: bool
    terms: frozenset[str]
    run_terms: frozenset[str]
    run: int | None
    production: int | None
    production_uri: str | None
    location: int | None
    venue: int | None


def opened(folder: Path) -> "closing[sqlite3.Connection]":
    """Open the tables of a publication, to be closed after use."""
    file = (folder / layout.DOCUMENTS).absolute().as_uri()
    database = sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)
    database.execute(f"PRAGMA mmap_size = {layout.MAPPED}")
    return closing(database)


def number(database: sqlite3.Connection, uri: str) -> int | None:
    """Find the number of a URI; None where it is not named."""
    row = database.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
    return int(row[0]) if row else None


def rows(database: sqlite3.Connection, company: int, year: str) -> list[Row]:
    """List the performances that a company had a part in, in a year, or that were moved out of it, or have no day."""
    given = {"id": company, "year": year}
    in_year = _IN_YEAR_OF_A_PERSON if _is_person(database, company) else _IN_YEAR
    ids = {row[0] for query in (in_year, _WITHOUT_DAY) for row in database.execute(query, given)}
    return [_row(row) for row in database.execute(_DETAILS, {"ids": json.dumps(sorted(ids))})]


def _row(row: tuple[Any, ...]) -> Row:
    labels, played, terms, run_terms = json.loads(row[2] or "{}"), bool(row[7]), row[8].split(), row[9].split()
    return Row._make((*row[:2], labels, *row[3:7], played, frozenset(terms), frozenset(run_terms), *row[10:]))


def first_days(database: sqlite3.Connection, productions: Iterable[int]) -> dict[int, str]:
    """Find the first day of productions: that of the first performance that was neither cancelled nor postponed."""
    query = (
        "SELECT e.production, min(e.day) FROM json_each(?) CROSS JOIN event e ON e.production = json_each.value"
        " WHERE e.kind = 'performance' AND e.status IN ('scheduled', 'rescheduled') AND e.day IS NOT NULL GROUP BY 1"
    )
    return dict(database.execute(query, (json.dumps(sorted(productions)),)))


def years(database: sqlite3.Connection, company: int) -> list[tuple[str, int]]:
    """Count the performances that a company had a part in, by year; cancelled and postponed ones left out."""
    query = "SELECT substr(day, 1, 4), sum(NOT off) FROM agenda WHERE thing = ? GROUP BY 1 ORDER BY 1"
    if not _is_person(database, company):
        return list(database.execute(query, (company,)))
    query = f"""{_MINE} SELECT substr(day, 1, 4), sum(status NOT IN ('cancelled', 'postponed')) FROM all_of_mine
      WHERE kind = 'performance' AND day IS NOT NULL GROUP BY 1 ORDER BY 1"""
    return list(database.execute(query, {"id": company}))


def _is_person(database: sqlite3.Connection, number: int) -> bool:
    return database.execute("SELECT 1 FROM thing WHERE id = ? AND kind = 'person'", (number,)).fetchone() is not None

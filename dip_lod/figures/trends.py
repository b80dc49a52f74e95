"""The trend figures: what is counted of each indicator, and in which combinations."""

import sqlite3
from collections.abc import Iterable, Iterator

from dip_lod.figures.cubes import CUBES, TOTAL
from dip_lod.figures.protection import protect

Key = tuple[str, ...]
Figure = tuple[str, Key, float | None]
"""Cube, codes in the order of its dimensions, and value; None where it is withheld."""

_CUBE = CUBES["trends"]
_DIMENSIONS = _CUBE.dimensions[2:]
_PLACED = "season, production, province, size"
_COUNTED = {
    "productions": f"SELECT {_PLACED}, production AS what FROM fact WHERE production IS NOT NULL",
    "premieres": f"SELECT {_PLACED}, performance AS what FROM fact WHERE premiere",
    "performances": f"SELECT {_PLACED}, performance AS what FROM fact",
    "reprises": f"SELECT {_PLACED}, run AS what FROM fact WHERE reprise",
    "companies": f"SELECT {_PLACED}, agent AS what FROM fact JOIN credit c ON c.subject = production"
    " JOIN thing ON thing.id = agent WHERE role = 0 AND said = 'creator' AND thing.kind = 'organization'",
    "venues": f"SELECT {_PLACED}, venue AS what FROM fact WHERE venue IS NOT NULL",
    "makers": f"SELECT {_PLACED}, agent AS what FROM maker",
    "school-performances-po": f"SELECT {_PLACED}, performance AS what FROM fact WHERE po",
    "school-performances-vo": f"SELECT {_PLACED}, performance AS what FROM fact WHERE vo",
}
_OF_RUNS = {
    "run-length": "performance",
    "reach-venues": "venue",
    "reach-municipalities": "nullif(municipality, '_U')",
    "reach-provinces": "nullif(province, '_U')",
}
_ROWS = "SELECT DISTINCT season, coalesce(d.code, '_U') AS discipline, province, size, what FROM ({}) AS one"
_WITH = " LEFT JOIN discipline d ON d.production = one.production"


def figures(database: sqlite3.Connection, sized: bool) -> Iterator[Figure]:
    """Count every trend figure; `sized` says whether the inhabitants of municipalities are known."""
    combinations = [one for one in _CUBE.combinations if sized or "size" not in one]
    for name, rows in _COUNTED.items():
        database.execute("CREATE TEMP TABLE counted AS " + _ROWS.format(rows) + _WITH)
        found = {key: value for one in combinations for key, value in _count(database, one)}
        hidden = protect(found, _lines(found)) if name == "makers" else set()
        database.execute("DROP TABLE counted")
        for key, value in found.items():
            yield _CUBE.name, (name, *key), None if key in hidden else value
    for dimensions in ((), ("discipline",)):
        yield from _of_runs(database, dimensions)


def _count(database: sqlite3.Connection, dimensions: tuple[str, ...]) -> Iterator[tuple[Key, int]]:
    by = ", ".join(("season", *dimensions))
    for row in database.execute(f"SELECT {by}, count(DISTINCT what) FROM counted GROUP BY {by}"):
        yield _key(dimensions, row[: len(dimensions) + 1]), row[-1]


def _key(dimensions: tuple[str, ...], codes: Iterable[str]) -> Key:
    season, *rest = codes
    given = dict(zip(dimensions, rest, strict=True))
    return (season, *(given.get(one, TOTAL) for one in _DIMENSIONS))


def _lines(found: Iterable[Key]) -> list[tuple[Key, list[Key]]]:
    """Find which figures make up which total: along each dimension, all others fixed."""
    lines: dict[tuple[Key, int], list[Key]] = {}
    for key in found:
        for place in range(1, len(key)):
            if key[place] != TOTAL:
                lines.setdefault(((*key[:place], TOTAL, *key[place + 1 :]), place), []).append(key)
    return [(total, parts) for (total, _), parts in lines.items()]


def _of_runs(database: sqlite3.Connection, dimensions: tuple[str, ...]) -> Iterator[Figure]:
    """Average what each run has, to one decimal; half goes up. The median of the length besides."""
    disciplined = "discipline" in dimensions
    code = "coalesce(d.code, '_U')" if disciplined else f"'{TOTAL}'"
    join = " LEFT JOIN discipline d ON d.production = fact.production" if disciplined else ""
    for name, what in _OF_RUNS.items():
        totals = (
            f"SELECT season, {code} AS code, run, count(DISTINCT {what}) AS total FROM fact{join}"
            " WHERE run IS NOT NULL GROUP BY 1, 2, 3 HAVING total > 0"
        )
        averages = f"SELECT season, code, (20 * sum(total) + count(*)) / (2 * count(*)) FROM ({totals}) GROUP BY 1, 2"
        for season, discipline, tenths in database.execute(averages):
            yield _CUBE.name, (name, season, discipline, TOTAL, TOTAL), tenths / 10
        if name == "run-length":
            for season, discipline, middle in database.execute(_MEDIAN.format(totals)):
                yield _CUBE.name, ("run-length-median", season, discipline, TOTAL, TOTAL), middle


_MEDIAN = """
SELECT season, code, avg(total) FROM (
  SELECT season, code, total, row_number() OVER ordered AS place, count(*) OVER (PARTITION BY season, code) AS runs
  FROM ({}) WINDOW ordered AS (PARTITION BY season, code ORDER BY total)
) WHERE 2 * place BETWEEN runs AND runs + 2 GROUP BY season, code
"""

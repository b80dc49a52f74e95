"""The figures of school performances, by kind of school, discipline and municipality."""

import sqlite3
from collections.abc import Iterator

from dip_lod.figures.cubes import CUBES, TOTAL
from dip_lod.figures.trends import Figure

_CUBE = CUBES["schools"]
_ROWS = """
CREATE TEMP TABLE counted AS
SELECT season, 'po' AS school, production, municipality, performance FROM fact WHERE po
UNION ALL SELECT season, 'vo', production, municipality, performance FROM fact WHERE vo
"""


def figures(database: sqlite3.Connection) -> Iterator[Figure]:
    """Count every figure of school performances."""
    database.execute(_ROWS)
    for dimensions in _CUBE.combinations:
        given = dict.fromkeys(dimensions, "")
        codes = ", ".join(_column(one) if one in given else f"'{TOTAL}'" for one in _CUBE.dimensions[2:])
        rows = (
            f"SELECT season, {codes}, count(DISTINCT performance) FROM counted"
            " LEFT JOIN discipline d ON d.production = counted.production GROUP BY 1, 2, 3, 4"
        )
        for *key, value in database.execute(rows):
            yield _CUBE.name, ("school-performances", *key), value
    database.execute("DROP TABLE counted")


def _column(dimension: str) -> str:
    return "coalesce(d.code, '_U')" if dimension == "discipline" else dimension

"""The performances behind a figure, listed from the very tables that it was counted from."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dip_lod.figures import ground
from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.publication import layout

_WHICH = {
    "productions": "production IS NOT NULL",
    "premieres": "premiere",
    "reprises": "reprise",
    "companies": "production IN (SELECT subject FROM credit JOIN thing ON thing.id = agent WHERE role = 0"
    " AND said = 'creator' AND thing.kind = 'organization')",
    "venues": "venue IS NOT NULL",
    "school-performances-po": "po",
    "school-performances-vo": "vo",
    "school-performances": "(po OR vo)",
    "reach-venues": "run IS NOT NULL AND venue IS NOT NULL",
    "reach-municipalities": f"run IS NOT NULL AND municipality != '{UNKNOWN}'",
    "reach-provinces": f"run IS NOT NULL AND province != '{UNKNOWN}'",
    "run-length": "run IS NOT NULL",
    "run-length-median": "run IS NOT NULL",
}
_COLUMNS = ("province", "municipality", "size")
_IN = "production IN (SELECT production FROM discipline WHERE code = :discipline)"


@dataclass(frozen=True, slots=True)
class Counted:
    """A performance that a figure counts."""

    number: int
    uri: str
    labels: Mapping[str, str]
    day: str | None


def performances(
    folder: Path,
    base: str,
    indicator: str,
    codes: Mapping[str, str],
    sized: Mapping[str, str],
    after: int = 0,
    limit: int = 100,
) -> tuple[int, list[Counted]]:
    """Count the performances behind a figure, and list some, by their day; `codes` by dimension, totals left out."""
    given = {name: code for name, code in codes.items() if code != TOTAL}
    where = [_WHICH.get(indicator, "1")]
    where += [f"{name} = :{name}" for name in _COLUMNS if name in given]
    if "discipline" in given:
        where.append(f"({_IN} OR production IS NULL)" if given["discipline"] == UNKNOWN else _IN)
    if "school" in given:
        where.append("po" if given["school"] == "po" else "vo")
    found = " FROM fact WHERE " + " AND ".join(where)
    with closing(_opened(folder)) as database:
        ground.limited(database, base, sized, given.get("season", UNKNOWN))
        (total,) = database.execute(f"SELECT count(*){found}", given).fetchone()
        rows = database.execute(
            f"SELECT n.id, n.uri, n.labels, e.day FROM (SELECT performance{found} AND performance > :after"
            " ORDER BY performance LIMIT :limit) JOIN name n ON n.id = performance JOIN event e ON e.id = n.id"
            " ORDER BY n.id",
            {**given, "after": after, "limit": limit},
        )
        return int(total), [Counted(row[0], row[1], json.loads(row[2] or "{}"), row[3]) for row in rows]


def _opened(folder: Path) -> sqlite3.Connection:
    file = (folder / layout.DOCUMENTS).absolute().as_uri()
    return sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)

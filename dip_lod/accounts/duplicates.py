"""Other entries of what looks like one performance: the same night, hall and title."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dip_lod.accounts.rows import Row

_SAME_NIGHT = """
SELECT e.id, n.uri, e.day, e.start, e.location, e.venue, e.production, coalesce(p.names, t.names)
FROM json_each(?) AS spot CROSS JOIN event e INDEXED BY event_on_day
  ON e.day = json_extract(spot.value, '$[0]') AND coalesce(e.venue, e.location) = json_extract(spot.value, '$[1]')
  CROSS JOIN name n ON n.id = e.id CROSS JOIN thing t ON t.id = e.id LEFT JOIN thing p ON p.id = e.production
WHERE e.kind = 'performance' AND e.status IN ('scheduled', 'rescheduled') AND e.location IS NOT NULL ORDER BY e.id
"""


class _Entry(NamedTuple):
    id: int
    uri: str
    day: str
    start: str | None
    location: int
    venue: int | None
    production: int | None
    names: str

    @property
    def titles(self) -> frozenset[str]:
        return frozenset(" ".join(one.casefold().split()) for one in self.names.splitlines())


def duplicates(database: sqlite3.Connection, rows: Iterable[Row]) -> dict[int, list[str]]:
    """Find, by the numbers of performances, the URIs of other entries that may be the same performance."""
    wanted = {row.id: row for row in rows if row.day and row.location is not None}
    nights: dict[tuple[str, int], list[_Entry]] = defaultdict(list)
    spots = sorted({(str(row.day), row.venue or row.location) for row in wanted.values()})
    for row in database.execute(_SAME_NIGHT, (json.dumps(spots),)):
        entry = _Entry._make(row)
        nights[entry.day, entry.venue or entry.location].append(entry)
    found: dict[int, list[str]] = {}
    for entries in nights.values():
        for one in entries:
            if one.id in wanted:
                others = [other.uri for other in entries if _same(one, other)]
                if others:
                    found[one.id] = others
    return found


def _same(one: _Entry, other: _Entry) -> bool:
    """Tell whether two entries may be one; a matinee and an evening are two, and so are two halls."""
    if one.id == other.id or not one.titles & other.titles:
        return False
    halls = {entry.location for entry in (one, other) if entry.location != entry.venue}
    if len(halls) > 1:
        return False
    times = {entry.start for entry in (one, other) if entry.start and "T" in entry.start}
    if one.production == other.production and one.production is not None:
        return len(times) == 1 and one.start == other.start
    return len(times) < 2

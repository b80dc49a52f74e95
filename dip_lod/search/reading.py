"""The search index as the site asks it; answers come in order of weight, and are bounded."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dip_lod.errors import PublicationError
from dip_lod.publication import layout
from dip_lod.search import folding
from dip_lod.search.query import Query, match
from dip_lod.search.tables import COUNTED, FACETS, SEARCH, SHOWINGS

SAME = 20
"""Things of just that name that come before all others."""

SHOWN = 12
"""Values of a facet that are listed, unless more are asked for."""

_FOUND = "id, key, kind, labels, names, first, last, latitude, longitude, weight"


class Found(NamedTuple):
    """A thing that was found."""

    number: int
    key: str
    kind: str
    labels: dict[str, str]
    names: tuple[str, ...]
    first: str | None
    last: str | None
    latitude: float | None
    longitude: float | None
    weight: int


class Count(NamedTuple):
    """How many of the things found have a value of a facet."""

    facet: str
    key: str
    total: int


class Total(NamedTuple):
    """How many things were found; where `whole` is false there are more than that."""

    number: int
    whole: bool


class Index:
    """The index of one publication; safe to share between threads."""

    def __init__(self, folder: Path, counted: int = COUNTED) -> None:
        """Open search.sqlite in a publication's folder; raises PublicationError where there is none."""
        self._file = folder / SEARCH
        self._counted = counted
        self._local = threading.local()
        if not self._file.is_file():
            raise PublicationError(f"{folder}: {SEARCH} is missing; build again")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            file = self._file.absolute().as_uri() + "?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(file, uri=True)
            connection.execute(f"PRAGMA mmap_size = {layout.MAPPED}")
        return connection

    def find(self, query: Query, after: int = 0, limit: int = 20, gathered: bool = False) -> list[Found]:
        """List what fits, from the thing numbered `after` on: what has just that name first, then by weight.

        `gathered`: without performances and runs that are only called by what they show or by where they are.
        """
        asked = self._match(query, gathered)
        if asked is None:
            return []
        same, rest = self._same(query), after
        skipped = ",".join(map(str, same))
        if after in same:
            same, rest = same[same.index(after) + 1 :], 0
        elif after:
            same = []
        first = self._rows(same[:limit])
        if len(first) == limit:
            return first
        if asked:
            which = f"SELECT rowid FROM words WHERE words MATCH :asked AND rowid > :after AND rowid NOT IN ({skipped})"
        else:
            which = "SELECT id FROM doc WHERE id > :after"
        numbers = self._connection.execute(
            f"{which} ORDER BY 1 LIMIT :limit", {"asked": asked, "after": rest, "limit": limit - len(first)}
        )
        return first + self._rows([number for (number,) in numbers])

    def count(self, query: Query, gathered: bool = False) -> Total:
        """Count what fits, up to a bound where it has not been counted in the build; `gathered` as for `find`."""
        asked = self._match(query, gathered)
        if asked is None:
            return Total(0, True)
        kept = self._kept(query)
        if kept is not None:
            row = self._connection.execute("SELECT total FROM value WHERE id = ?", (kept,)).fetchone()
            return Total(row[0] if row else self._all(), True)
        row = self._connection.execute(
            "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)", (asked, self._counted + 1)
        ).fetchone()
        return Total(min(row[0], self._counted), row[0] <= self._counted)

    def facets(self, query: Query) -> list[Count] | None:
        """Count the values of every facet among what fits, the most first; None where there is too much to count."""
        asked = self._match(query)
        if asked is None:
            return []
        kept = self._kept(query)
        total = self.count(query)
        if kept is not None and (kept == 0 or total.number > self._counted):
            rows = self._connection.execute(
                "SELECT facet, key, k.total FROM kept k JOIN value v ON v.id = other WHERE k.value = ?"
                " ORDER BY facet, k.total DESC, key",
                (kept,),
            )
        elif not total.whole:
            return None
        else:
            rows = self._connection.execute(
                "SELECT facet, key, n FROM (SELECT value, count(*) AS n FROM has WHERE doc IN"
                " (SELECT rowid FROM words WHERE words MATCH ?) GROUP BY value) JOIN value v ON v.id = value"
                " ORDER BY facet, n DESC, key",
                (asked,),
            )
        found = [Count(*row) for row in rows]
        return sorted(found, key=lambda one: FACETS.index(one.facet))

    def read(self, query: Query, columns: str) -> Iterable[tuple[Any, ...]]:
        """Read columns of what fits, the number first; of no more things than a bound, as `count` does."""
        asked = self._match(query)
        if asked is None:
            return ()
        which = "SELECT rowid FROM words WHERE words MATCH :asked" if asked else "SELECT id FROM doc"
        return self._connection.execute(
            f"SELECT id, {columns} FROM doc WHERE id IN ({which} ORDER BY 1 LIMIT :most) ORDER BY id",
            {"asked": asked, "most": self._counted},
        )

    def showings(self, query: Query) -> list[tuple[str, Total]]:
        """Count the runs and performances that fit, by kind."""
        counted = [(kind, self.count(query.with_value("kind", kind))) for kind in SHOWINGS]
        return [(kind, total) for kind, total in counted if total.number]

    def suggest(self, text: str, limit: int = 8) -> list[Found]:
        """List what someone may mean who is typing."""
        return self.find(Query(text), limit=limit, gathered=True) if folding.fold(text) else []

    def known(self, query: Query) -> bool:
        """Say whether every value that is asked for is one of a facet."""
        return None not in self._values(query)

    def _values(self, query: Query) -> list[int | None]:
        found = []
        for facet, key in query.values.items():
            row = self._connection.execute("SELECT id FROM value WHERE facet = ? AND key = ?", (facet, key)).fetchone()
            found.append(int(row[0]) if row else None)
        return found

    def _match(self, query: Query, gathered: bool = False) -> str | None:
        """Write the expression of a query, empty for everything; None where nothing can fit."""
        values = self._values(query)
        if query.hopeless or None in values:
            return None
        return match(query.words, [value for value in values if value is not None], gathered and bool(query.words))

    def _kept(self, query: Query) -> int | None:
        """Give the value whose counts were made in the build, 0 for everything; None for other questions."""
        if query.words or len(query.values) > 1:
            return None
        return self._values(query)[0] if query.values else 0

    def _same(self, query: Query) -> list[int]:
        """List what has just this name, and every value that is asked for."""
        name = folding.spelled(query.text)
        if not name:
            return []
        values = self._values(query)
        having = " AND EXISTS (SELECT 1 FROM has WHERE has.doc = spelled.doc AND value = ?)" * len(values)
        rows = self._connection.execute(
            f"SELECT doc FROM spelled WHERE name = ?{having} ORDER BY doc LIMIT ?", (name, *values, SAME)
        )
        return [number for (number,) in rows]

    def rows_of(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the tables for rows."""
        return self._connection.execute(query, values).fetchall()

    def count_all(self) -> int:
        """Count the things."""
        return self._all()

    def rows(self, numbers: Sequence[int]) -> list[Found]:
        """Give things by their numbers, in that order."""
        return self._rows(numbers)

    def values(self, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
        """List the roles and places of things: the thing, the facet, and the key; the most frequent first."""
        given = list(numbers)
        marks = ",".join("?" * len(given))
        return self.rows_of(
            f"SELECT h.doc, v.facet, v.key FROM has h JOIN value v ON v.id = h.value WHERE h.doc IN ({marks})"
            " AND v.facet IN ('role', 'place') ORDER BY h.doc, v.total DESC, v.key",
            *given,
        )

    def places(self, number: int) -> list[str]:
        """List the municipalities, then the provinces, where a thing is or was played, by their keys."""
        rows = self._connection.execute(
            "SELECT v.key FROM has h JOIN value v ON v.id = h.value"
            " WHERE h.doc = ? AND v.facet IN ('place', 'province') ORDER BY v.facet, v.key",
            (number,),
        )
        return [key for (key,) in rows]

    def _all(self) -> int:
        row = self._connection.execute("SELECT coalesce(max(id), 0) FROM doc").fetchone()
        return int(row[0])

    def _rows(self, numbers: Sequence[int]) -> list[Found]:
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(f"SELECT {_FOUND} FROM doc WHERE id IN ({marks})", tuple(numbers))
        found = {row[0]: _found(row) for row in rows}
        return [found[number] for number in numbers]

    def number(self, key: str) -> int:
        """Find the number of a thing by its key; 0 where it is not there."""
        row = self._connection.execute("SELECT id FROM doc WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else 0


def _found(row: tuple[object, ...]) -> Found:
    number, key, kind, labels, names, *rest = row
    return Found(number, key, kind, json.loads(labels or "{}"), tuple(str(names).splitlines()), *rest)  # type: ignore[arg-type]

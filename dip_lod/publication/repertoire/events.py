"""Events and credits as pages and figures ask for them; every answer is in display order, and bounded by `limit`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dip_lod.publication.repertoire.numbers import Numbered

BY = {
    "production": "production = :id",
    "work": "id IN (SELECT event FROM performed WHERE what = :id)",
    "run": "run = :id",
    "festival": "festival = :id",
    "venue": "venue = :id",
    "hall": "location = :id",
    "place": "town = :id",
    "season": "season = :id",
    "person": "id IN (SELECT subject FROM credit WHERE agent = :id)",
    "organization": "id IN (SELECT subject FROM credit WHERE agent = :id)",
}
"""How the events of a thing are found, by its kind."""


class Event(NamedTuple):
    """An event, with the URIs of what it is part of and where it was; see tables.SCHEMA."""

    uri: str
    day: str | None
    start: str | None
    end: str | None
    before: str | None
    status: str
    played: bool
    terms: tuple[str, ...]
    run: str | None
    festival: str | None
    location: str | None
    venue: str | None
    town: str | None
    season: str | None
    production: str | None


class Credit(NamedTuple):
    """A part that an agent had in something; `role` is the URI of its term, else `said` names it."""

    agent: str
    subject: str
    role: str | None
    said: str
    note: str


_LAST = 1 << 62
_COLUMNS = (
    "e.day, e.start, e.end, e.before, e.status, e.played,"
    " e.run, e.festival, e.location, e.venue, e.town, e.season, e.production"
)
_EVENT = f"SELECT e.id, :space || e.key, e.terms, {_COLUMNS} FROM event e"
_RUN = 9
"""Where the numbers of what is around an event begin, its run first and its production last."""
_EVENT_16 = (
    f"SELECT e.id, n.uri, t.terms, {_COLUMNS} FROM event e JOIN name n ON n.id = e.id JOIN thing t ON t.id = e.id"
)
"""The same of a publication of before layout 17, which has keys and terms elsewhere."""
_CREDIT = "SELECT c.agent, c.subject, c.role, c.said, c.note FROM credit c"
_Row = tuple[int, int, int, str, str]


class Events(Numbered):
    """The events and credits of one publication."""

    def event(self, uri: str) -> Event | None:
        """Find one event."""
        return next(self._events("e.id = :id", {"id": self.number(uri)}), None)

    def events(
        self, of: str, kind: str, what: str = "performance", after: str = "", limit: int = 50, latest: bool = False
    ) -> list[Event]:
        """List the events of a thing of a kind: where it was played, who took part, what belongs to it.

        `what` is `performance`, `run` or `festival`; `after` is the URI of the last event of the page before;
        `latest` lists backwards, from the last day.
        """
        far, order = ("e.id < :after", "DESC") if latest else ("e.id > :after", "ASC")
        start = self.number(after) or (_LAST if latest else 0)
        return list(
            self._events(
                f"e.kind = :what AND {far} AND e.{BY[kind]} ORDER BY e.id {order} LIMIT :limit",
                {"id": self.number(of), "what": what, "after": start, "limit": limit},
            )
        )

    def first_year(self) -> str:
        """Find the year of the earliest day known of a production, a work, an event or a poster; empty for none."""
        row = self._connection.execute(
            "SELECT min(substr(first, 1, 4)) FROM (SELECT day AS first FROM event UNION ALL SELECT first FROM thing"
            " WHERE kind IN ('production', 'run', 'work', 'poster', 'festival'))"
            " WHERE first GLOB '[0-9][0-9][0-9][0-9]' OR first GLOB '[0-9][0-9][0-9][0-9]-*'"
        ).fetchone()
        return str(row[0] or "")

    def first_years(self) -> dict[str, str]:
        """Find the same of each dataset that a document is a part of, by its name."""
        rows = self._connection.execute(
            "SELECT d.datasets, min(substr(t.first, 1, 4)) FROM document d JOIN thing t ON t.id = d.place"
            " WHERE d.kind IN ('production', 'run', 'performance', 'work', 'poster', 'festival')"
            " AND (t.first GLOB '[0-9][0-9][0-9][0-9]' OR t.first GLOB '[0-9][0-9][0-9][0-9]-*') GROUP BY d.datasets"
        )
        found: dict[str, str] = {}
        for names, year in rows:
            for name in str(names).split():
                found[name] = min(str(year), found.get(name, "9999"))
        return found

    def _events(self, which: str, given: Mapping[str, str | int | None], by_title: bool = False) -> Iterator[Event]:
        """Find events; `by_title`: for a list of many productions, which needs no run but of what performs none."""
        query = _EVENT if self._space else _EVENT_16
        rows = self._connection.execute(f"{query} WHERE {which}", {**given, "space": self._space}).fetchall()
        self._names.told({row[0]: row[1] for row in rows})
        if by_title:
            rows = [row if row[-1] is None else (*row[:_RUN], None, *row[_RUN + 1 :]) for row in rows]
        # names are looked up once, not in each row: a tour has few runs, and a venue few halls
        around = self._uris({number for row in rows for number in row[_RUN:]})
        for row in rows:
            yield Event._make((row[1], *row[3:8], bool(row[8]), tuple(row[2].split()), *map(around.get, row[_RUN:])))

    @cached_property
    def _space(self) -> str:
        """What the URIs of things begin with; empty where events do not tell their keys."""
        if not any(row[1] == "key" for row in self._connection.execute("PRAGMA table_info(event)")):
            return ""
        row = self._connection.execute(
            "SELECT substr(n.uri, 1, length(n.uri) - length(e.key)) FROM event e JOIN name n ON n.id = e.id LIMIT 1"
        ).fetchone()
        return str(row[0]) if row else ""

    def _event_uris(self, numbers: Iterable[int]) -> dict[int | None, str]:
        """Find the URIs of events."""
        if self._space and (missing := self._names.unknown(numbers)):
            marks = ",".join("?" * len(missing))
            rows = self._connection.execute(f"SELECT id, key FROM event WHERE id IN ({marks})", missing)
            self._names.told({number: self._space + key for number, key in rows})
        return self._uris(numbers)

    def count(self, of: str, kind: str, what: str = "performance") -> int:
        """Count the events that `events` lists."""
        row = self._connection.execute(
            f"SELECT count(*) FROM event WHERE kind = :what AND {BY[kind]}", {"id": self.number(of), "what": what}
        ).fetchone()
        return int(row[0])

    def credits(self, subject: str) -> list[Credit]:
        """List who had which part in something."""
        return self._credits(f"{_CREDIT} WHERE c.subject = ? ORDER BY c.role, c.agent", (self.number(subject),))

    def makers(self, subjects: Sequence[str]) -> list[Credit]:
        """List the companies behind productions, and the authors of works: whom a list names beside the title."""
        numbers = [self.number(subject) for subject in subjects]
        marks = ",".join("?" * len(numbers))
        return self._credits(
            f"{_CREDIT} WHERE c.subject IN ({marks}) AND c.role = 0 AND c.said IN ('creator', 'organizer')"
            " ORDER BY c.subject, c.agent",
            numbers,
        )

    def parts(self, agent: str, after: str = "", limit: int = 1000) -> list[Credit]:
        """List the parts that someone had, in the order of what they were in."""
        return self._credits(
            f"{_CREDIT} WHERE c.agent = ? AND c.subject > ? ORDER BY c.subject, c.role LIMIT ?",
            (self.number(agent), self.number(after) or 0, limit),
        )

    def cast(self, production: str, limit: int = 500) -> list[Credit]:
        """List who played on single nights of a production, for then its runs name nobody."""
        number, credited = self.number(production), "AND e.credited" if self._space else ""
        return self._credits(
            "SELECT DISTINCT c.agent, e.production, c.role, c.said, c.note FROM event e"
            f" JOIN credit c ON c.subject = e.id WHERE e.production = ? AND e.kind = 'performance' {credited}"
            " ORDER BY c.note, c.agent LIMIT ?",
            (number, limit),
        )

    def _credits(self, query: str, given: Sequence[str | int | None]) -> list[Credit]:
        rows: list[_Row] = self._connection.execute(query, given).fetchall()
        named = self._uris({number for row in rows for number in row[:3]} - {0})
        return [
            Credit(named[agent], named[subject], named.get(role), said, note)
            for agent, subject, role, said, note in rows
        ]

    def years(self, of: str, kind: str) -> Iterator[tuple[str, int, int]]:
        """Count, year by year, the performances of a thing with a known day: year, how many, how many took place."""
        yield from self._connection.execute(
            "SELECT substr(day, 1, 4), count(*), sum(played) FROM event WHERE kind = 'performance' AND day IS NOT NULL"
            f" AND {BY[kind]} GROUP BY 1 ORDER BY 1",
            {"id": self.number(of)},
        )

"""Events and credits as pages and figures ask for them; every answer is in display order, and bounded by `limit`."""

from collections.abc import Iterator, Mapping, Sequence
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
_EVENT = (
    "SELECT n.uri, e.day, e.start, e.end, e.before, e.status, e.played, t.terms,"
    " e.run, e.festival, e.location, e.venue, e.town, e.season, e.production"
    " FROM event e JOIN name n ON n.id = e.id JOIN thing t ON t.id = e.id"
)
_CREDIT = (
    "SELECT a.uri, s.uri, r.uri, c.said, c.note FROM credit c JOIN name a ON a.id = c.agent"
    " JOIN name s ON s.id = c.subject LEFT JOIN name r ON r.id = c.role"
)


class Events(Numbered):
    """The events and credits of one publication."""

    def event(self, uri: str) -> Event | None:
        """Find one event."""
        return next(self._events("e.id = :id", {"id": self._number(uri)}), None)

    def events(
        self, of: str, kind: str, what: str = "performance", after: str = "", limit: int = 50, latest: bool = False
    ) -> list[Event]:
        """List the events of a thing of a kind: where it was played, who took part, what belongs to it.

        `what` is `performance`, `run` or `festival`; `after` is the URI of the last event of the page before;
        `latest` lists backwards, from the last day.
        """
        far, order = ("e.id < :after", "DESC") if latest else ("e.id > :after", "ASC")
        start = self._number(after) or (_LAST if latest else 0)
        return list(
            self._events(
                f"e.kind = :what AND {far} AND e.{BY[kind]} ORDER BY e.id {order} LIMIT :limit",
                {"id": self._number(of), "what": what, "after": start, "limit": limit},
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

    def _events(self, which: str, given: Mapping[str, str | int | None]) -> Iterator[Event]:
        # names are looked up once, not in each row: a tour has few runs, and a venue few halls
        rows = self._connection.execute(f"{_EVENT} WHERE {which}", given).fetchall()
        around = self._uris({number for row in rows for number in row[8:]})
        for row in rows:
            yield Event._make((*row[:6], bool(row[6]), tuple(row[7].split()), *map(around.get, row[8:])))

    def count(self, of: str, kind: str, what: str = "performance") -> int:
        """Count the events that `events` lists."""
        row = self._connection.execute(
            f"SELECT count(*) FROM event WHERE kind = :what AND {BY[kind]}", {"id": self._number(of), "what": what}
        ).fetchone()
        return int(row[0])

    def credits(self, subject: str) -> list[Credit]:
        """List who had which part in something."""
        rows = self._connection.execute(
            f"{_CREDIT} WHERE c.subject = (SELECT id FROM name WHERE uri = ?) ORDER BY r.id, a.id", (subject,)
        )
        return [Credit(*row) for row in rows]

    def makers(self, subjects: Sequence[str]) -> list[Credit]:
        """List the companies behind productions, and the authors of works: whom a list names beside the title."""
        marks = ",".join("?" * len(subjects))
        rows = self._connection.execute(
            f"{_CREDIT} WHERE s.uri IN ({marks}) AND c.role = 0 AND c.said IN ('creator', 'organizer')"
            " ORDER BY s.id, a.id",
            tuple(subjects),
        )
        return [Credit(*row) for row in rows]

    def parts(self, agent: str, after: str = "", limit: int = 1000) -> list[Credit]:
        """List the parts that someone had, in the order of what they were in."""
        rows = self._connection.execute(
            f"{_CREDIT} WHERE c.agent = ? AND c.subject > ? ORDER BY c.subject, r.id LIMIT ?",
            (self._number(agent), self._number(after) or 0, limit),
        )
        return [Credit(*row) for row in rows]

    def cast(self, production: str, limit: int = 500) -> list[Credit]:
        """List who played on single nights of a production, for then its runs name nobody."""
        rows = self._connection.execute(
            "SELECT DISTINCT a.uri, :uri, r.uri, c.said, c.note FROM event e JOIN credit c ON c.subject = e.id"
            " JOIN name a ON a.id = c.agent LEFT JOIN name r ON r.id = c.role"
            " WHERE e.production = :id AND e.kind = 'performance' ORDER BY c.note, a.id LIMIT :limit",
            {"uri": production, "id": self._number(production), "limit": limit},
        )
        return [Credit(*row) for row in rows]

    def years(self, of: str, kind: str) -> Iterator[tuple[str, int, int]]:
        """Count, year by year, the performances of a thing with a known day: year, how many, how many took place."""
        yield from self._connection.execute(
            "SELECT substr(day, 1, 4), count(*), sum(played) FROM event WHERE kind = 'performance' AND day IS NOT NULL"
            f" AND {BY[kind]} GROUP BY 1 ORDER BY 1",
            {"id": self._number(of)},
        )

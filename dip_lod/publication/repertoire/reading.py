"""The repertoire as pages and figures ask it; every answer is in display order, and bounded by `limit`."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_BY = {
    "production": "id IN (SELECT event FROM performed WHERE what = :id)",
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


class Credit(NamedTuple):
    """A part that an agent had in something; `role` is the URI of its term, else `said` names it."""

    agent: str
    subject: str
    role: str | None
    said: str
    note: str


_EVENT = (
    "SELECT n.uri, e.day, e.start, e.end, e.before, e.status, e.played, t.terms,"
    " r.uri, f.uri, l.uri, v.uri, p.uri, s.uri"
    " FROM event e JOIN name n ON n.id = e.id JOIN thing t ON t.id = e.id LEFT JOIN name r ON r.id = e.run"
    " LEFT JOIN name f ON f.id = e.festival LEFT JOIN name l ON l.id = e.location LEFT JOIN name v ON v.id = e.venue"
    " LEFT JOIN name p ON p.id = e.town LEFT JOIN name s ON s.id = e.season"
)
_CREDIT = (
    "SELECT a.uri, s.uri, r.uri, c.said, c.note FROM credit c JOIN name a ON a.id = c.agent"
    " JOIN name s ON s.id = c.subject LEFT JOIN name r ON r.id = c.role"
)


class Repertoire:
    """The repertoire of one publication, over a connection to its documents.sqlite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def events(self, of: str, kind: str, what: str = "performance", after: str = "", limit: int = 50) -> list[Event]:
        """List the events of a thing of a kind: where it was played, who took part, what belongs to it.

        `what` is `performance`, `run` or `festival`; `after` is the URI of the last event of the page before.
        """
        rows = self._connection.execute(
            f"{_EVENT} WHERE e.kind = :what AND e.id > :after AND e.{_BY[kind]} ORDER BY e.id LIMIT :limit",
            {"id": self.number(of), "what": what, "after": self.number(after) or 0, "limit": limit},
        )
        return [Event._make((*row[:6], bool(row[6]), tuple(row[7].split()), *row[8:])) for row in rows]

    def count(self, of: str, kind: str, what: str = "performance") -> int:
        """Count the events that `events` lists."""
        row = self._connection.execute(
            f"SELECT count(*) FROM event WHERE kind = :what AND {_BY[kind]}", {"id": self.number(of), "what": what}
        ).fetchone()
        return int(row[0])

    def credits(self, subject: str) -> list[Credit]:
        """List who had which part in something."""
        rows = self._connection.execute(f"{_CREDIT} WHERE c.subject = ? ORDER BY r.id, a.id", (self.number(subject),))
        return [Credit(*row) for row in rows]

    def parts(self, agent: str, after: str = "", limit: int = 1000) -> list[Credit]:
        """List the parts that someone had, in the order of what they were in."""
        rows = self._connection.execute(
            f"{_CREDIT} WHERE c.agent = ? AND c.subject > ? ORDER BY c.subject, r.id LIMIT ?",
            (self.number(agent), self.number(after) or 0, limit),
        )
        return [Credit(*row) for row in rows]

    def number(self, uri: str) -> int | None:
        """Find the number of a URI; None where it is not named here."""
        row = self._connection.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
        return int(row[0]) if row else None

    def years(self, of: str, kind: str) -> Iterator[tuple[str, int, int]]:
        """Count, year by year, the performances of a thing with a known day: year, how many, how many took place."""
        yield from self._connection.execute(
            f"SELECT substr(day, 1, 4), count(*), sum(played) FROM event WHERE kind = 'performance' AND day IS NOT NULL"
            f" AND {_BY[kind]} GROUP BY 1 ORDER BY 1",
            {"id": self.number(of)},
        )

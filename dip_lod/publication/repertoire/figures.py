"""Sums and days as pictures ask for them; every answer is a look-up by key, whatever its thing has behind it."""

from typing import NamedTuple

from dip_lod.publication.repertoire.events import Event, Events

_ON = "kind = 'performance' AND status IN ('scheduled', 'rescheduled') AND date(day, '+0 days') = day"
"""Of a performance of which no cancellation is known; what is no day of the calendar (a violation) is on none."""
_END = "SELECT day FROM agenda WHERE thing = :id ORDER BY day {} LIMIT 1"
_PLAYING = f"day BETWEEN :first AND :last AND {_ON}"


class Spot(NamedTuple):
    """A place on the map with its performances."""

    uri: str
    latitude: float
    longitude: float
    total: int


class Day(NamedTuple):
    """A day in the agenda: performances, and those of them that were cancelled or postponed."""

    day: str
    total: int
    off: int
    only: str | None = None
    """The performance, where there is but one."""


class Figures(Events):
    """The figures of one publication; `of` is the URI of a thing, empty for everything.

    `+e.day` keeps SQLite from reading all events by day for the few that it sorts.
    """

    def seasons(self, of: str = "") -> list[tuple[int, int]]:
        """Count performances by the year in which their season began."""
        return [(int(key), total) for key, total in self._axis(of, "season")]

    def months(self, season: str) -> list[tuple[str, int]]:
        """Count the performances of a season by month (YYYY-MM)."""
        return [(str(key), total) for key, total in self._axis(season, "month")]

    def staged_by_year(self, work: str) -> list[tuple[int, int]]:
        """Count the productions of a work by the year of their first performance."""
        return [(int(key), total) for key, total in self._axis(work, "staged")]

    def provinces(self, of: str = "") -> list[tuple[str, int]]:
        """Count performances by province, the most first."""
        return self._named(of, "province", 30)

    def genres(self, of: str = "", limit: int = 12) -> list[tuple[str, int]]:
        """Count performances by discipline, the most first; one may count for several."""
        return self._named(of, "genre", limit)

    def spots(self, of: str = "", limit: int = 2000) -> list[Spot]:
        """List where performances were, the most first: venues, or what is around them that has a position."""
        rows = self._connection.execute(
            "SELECT key, total FROM figure WHERE thing = ? AND axis = 'spot' ORDER BY total DESC, key LIMIT ?",
            (self._of(of), limit),
        ).fetchall()
        numbers = [number for number, _ in rows]
        named, placed = self._uris(numbers), self._names.positions(self._connection, numbers)
        return [Spot(named[number], *placed[number], total) for number, total in rows]

    def count_placed(self, of: str = "") -> tuple[int, int]:
        """Count the places that `spots` lists without a limit, and their performances."""
        row = self._connection.execute(
            "SELECT count(*), coalesce(sum(total), 0) FROM figure WHERE thing = ? AND axis = 'spot'", (self._of(of),)
        ).fetchone()
        return int(row[0]), int(row[1])

    def careers(self, agent: str) -> list[tuple[str, int, int]]:
        """Count in how many productions, programmes and works someone had a role: role, year, how many.

        The role is the URI of its term, else the words of the credit.
        """
        rows = self._connection.execute(
            "SELECT coalesce(n.uri, c.role), c.year, c.total FROM career c LEFT JOIN name n ON n.id = c.role"
            " WHERE c.agent = ?",
            (self.number(agent),),
        )
        return [(str(role), int(year), total) for role, year, total in rows]

    def days(self, of: str, first: str, last: str) -> list[Day]:
        """Count the performances of a venue, a hall, a company or a production, day by day, in a period."""
        rows = self._connection.execute(
            "SELECT day, count(*), sum(off), min(event) FROM agenda WHERE thing = ? AND day BETWEEN ? AND ?"
            " GROUP BY day ORDER BY day",
            (self.number(of), first, last),
        ).fetchall()
        named = self._event_uris([event for _, total, _, event in rows if total == 1])
        return [Day(day, total, off, named[event] if total == 1 else None) for day, total, off, event in rows]

    def by_month(self, of: str) -> list[tuple[str, int]]:
        """Count the performances of a venue, a hall, a company or a production by month (YYYY-MM), all its years."""
        rows = self._connection.execute(
            "SELECT substr(day, 1, 7) AS month, sum(NOT off) FROM agenda WHERE thing = ? GROUP BY 1 ORDER BY 1",
            (self.number(of),),
        )
        return [(month, total) for month, total in rows]

    def on(self, of: str, day: str, limit: int) -> list[Event]:
        """List the performances of a thing on a day."""
        return list(
            self._events(
                "e.id IN (SELECT event FROM agenda WHERE thing = :id AND day = :day ORDER BY event LIMIT :limit)"
                " ORDER BY e.start, e.id",
                {"id": self.number(of), "day": day, "limit": limit},
            )
        )

    def count_off(self, of: str) -> int:
        """Count the performances of a thing that were cancelled or postponed."""
        row = self._connection.execute("SELECT sum(off) FROM agenda WHERE thing = ?", (self.number(of),)).fetchone()
        return int(row[0] or 0)

    def reach(self, of: str) -> tuple[str, str] | None:
        """Give the first and the last day in the agenda of a thing; None where it is empty."""
        first, last = self._connection.execute(
            f"SELECT ({_END.format('ASC')}), ({_END.format('DESC')})", {"id": self.number(of)}
        ).fetchone()
        return None if first is None else (first, last)

    def agenda(self, of: str, day: str, limit: int, after: str = "") -> list[Event]:
        """List the performances of a thing from a day on, without the runs of productions; `after` as in `events`."""
        far = " AND (day, event) > ((SELECT day FROM event WHERE id = :after), :after)" if after else ""
        return list(
            self._events(
                f"e.id IN (SELECT event FROM agenda WHERE thing = :id AND day >= :day{far} ORDER BY day, event"
                " LIMIT :limit) ORDER BY +e.day, e.id",
                {"id": self.number(of), "day": day, "limit": limit, "after": self.number(after)},
                by_title=True,
            )
        )

    def played(self, of: str, day: str, limit: int) -> list[Event]:
        """List the performances of a venue, a hall or a place before a day, the latest first, without such runs."""
        return list(
            self._events(
                "e.id IN (SELECT event FROM agenda WHERE thing = :id AND day < :day"
                " ORDER BY day DESC, event DESC LIMIT :limit) ORDER BY +e.day DESC, e.id DESC",
                {"id": self.number(of), "day": day, "limit": limit},
                by_title=True,
            )
        )

    def coming(self, day: str, limit: int) -> list[Event]:
        """List the performances from a day on of which no cancellation is known, the first of each day's first."""
        return list(
            self._events(
                f"e.id IN (SELECT id FROM event WHERE day >= :day AND {_ON} ORDER BY day, id LIMIT :limit)"
                " ORDER BY +e.day, e.start, e.id",
                {"day": day, "limit": limit},
            )
        )

    def playing(self, first: str, last: str, limit: int, after: str = "") -> list[Event]:
        """List the performances in a period of which no cancellation is known, day by day; `after` as in `events`."""
        number = self.number(after) or 0
        given: dict[str, str | int | None] = {"first": first, "last": last, "limit": limit, "after": number}
        return list(
            self._events(
                f"e.id IN (SELECT id FROM event WHERE {_PLAYING} AND (day, id) >"
                " (coalesce((SELECT day FROM event WHERE id = :after), ''), :after) ORDER BY day, id LIMIT :limit)"
                " ORDER BY +e.day, e.id",
                given,
            )
        )

    def count_playing(self, first: str, last: str) -> int:
        """Count what `playing` lists."""
        query = f"SELECT count(*) FROM event WHERE {_PLAYING}"
        return int(self._connection.execute(query, {"first": first, "last": last}).fetchone()[0])

    def around(self, first: str, last: str) -> tuple[str | None, str | None]:
        """Give the last day before a period on which something plays, and the first one after it."""
        row = self._connection.execute(
            f"SELECT (SELECT day FROM event WHERE day < :first AND {_ON} ORDER BY day DESC LIMIT 1),"
            f" (SELECT day FROM event WHERE day > :last AND {_ON} ORDER BY day LIMIT 1)",
            {"first": first, "last": last},
        ).fetchone()
        return row[0], row[1]

    def agenda_start(self, of: str, limit: int) -> str:
        """Find the day from which the last so many performances of a thing are; empty where there are no more."""
        row = self._connection.execute(
            "SELECT day FROM agenda WHERE thing = ? ORDER BY day DESC, event DESC LIMIT 1 OFFSET ?",
            (self.number(of), limit - 1),
        ).fetchone()
        return str(row[0]) if row else ""

    def count_agenda(self, of: str, day: str = "") -> int:
        """Count the performances of a thing from a day on."""
        row = self._connection.execute(
            "SELECT count(*) FROM agenda WHERE thing = ? AND day >= ?", (self.number(of), day)
        ).fetchone()
        return int(row[0])

    def season_on(self, day: str) -> str:
        """Find the season that was being played on a day; empty where there is none."""
        row = self._connection.execute(
            "SELECT n.uri FROM event e JOIN name n ON n.id = e.season WHERE e.day <= ? AND e.season IS NOT NULL"
            " AND e.kind = 'performance' ORDER BY e.day DESC LIMIT 1",
            (day,),
        ).fetchone()
        return str(row[0]) if row else ""

    def _axis(self, of: str, axis: str) -> list[tuple[str | int, int]]:
        rows = self._connection.execute(
            "SELECT key, total FROM figure WHERE thing = ? AND axis = ? ORDER BY key", (self._of(of), axis)
        )
        return [(key, total) for key, total in rows]

    def _named(self, of: str, axis: str, limit: int) -> list[tuple[str, int]]:
        rows = self._connection.execute(
            "SELECT key, total FROM figure WHERE thing = ? AND axis = ? ORDER BY total DESC, key LIMIT ?",
            (self._of(of), axis, limit),
        ).fetchall()
        named = self._uris(number for number, _ in rows)
        return [(named[number], total) for number, total in rows]

    def _of(self, of: str) -> int | None:
        return self.number(of) if of else 0

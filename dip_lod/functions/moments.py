"""The functions about dates and times: EDTF, what is known of a day, and the bounds of a performance."""

import pyoxigraph as ox

from dip_lod.functions import dutch, edtf, times
from dip_lod.functions.bound import Bound
from dip_lod.functions.literals import Term, typed
from dip_lod.vocabulary import expand

_EDTF = ox.NamedNode(expand("edtf:EDTF"))


class DateFunctions(Bound):
    """The functions about dates and times, as methods of the library."""

    def date(self, value: ox.Literal) -> Term | None:
        """Type what is known of an EDTF date: xsd:date, gYearMonth or gYear; unbound if not even the year is."""
        known = edtf.typed(value.value)
        return typed(*known) if known else None

    def day(self, value: ox.Literal) -> Term | None:
        """Give the day as xsd:date where it is known."""
        known = edtf.day(value.value)
        return typed(known, "date") if known else None

    def edtf(self, value: ox.Literal) -> Term | None:
        """Keep the text of an uncertain date, typed as EDTF; unbound for a certain one."""
        if not edtf.uncertain(value.value):
            return None
        edtf.bounds(value.value)
        return ox.Literal(value.value, datatype=_EDTF)

    def first(self, value: ox.Literal) -> Term | None:
        """Give the first day that a date can mean, as xsd:date."""
        bound = edtf.bounds(value.value)[0]
        return typed(bound, "date") if bound else None

    def last(self, value: ox.Literal) -> Term | None:
        """Give the last day that a date can mean, as xsd:date."""
        bound = edtf.bounds(value.value)[1]
        return typed(bound, "date") if bound else None

    def start(self, day: ox.Literal, clock: ox.Literal, zone: ox.Literal) -> Term:
        """Give the start as xsd:dateTime with the offset of the place; the day alone where the offset had seconds."""
        moment = times.start(day.value, clock.value, zone.value)
        return typed(moment, "dateTime") if moment else typed(day.value, "date")

    def end(self, day: ox.Literal, clock: ox.Literal, ended: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give the end as xsd:dateTime; an hour before the start's is on the next day."""
        moment = times.end(day.value, clock.value, ended.value, zone.value)
        return typed(moment, "dateTime") if moment else None

    def earliest(self, started: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give P82a of a performance: its start, or the first moment of the first day."""
        day = started.value if times.is_moment(started.value) else edtf.bounds(started.value)[0]
        moment = times.earliest(day, zone.value) if day else None
        return typed(moment, "dateTime") if moment else (typed(day[:10], "date") if day else None)

    def latest(self, started: ox.Literal, ended: ox.Literal, duration: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give P82b of a performance: end; or start, duration and four hours; or noon of the next day."""
        day = started.value if times.is_moment(started.value) else edtf.bounds(started.value)[1]
        minutes = times.minutes(duration.value) if duration.value else None
        moment = times.latest(day, ended.value or None, minutes, zone.value) if day else None
        if moment or not day:
            return typed(moment, "dateTime") if moment else None
        return typed(day[:10], "date")

    def duration(self, minutes: ox.Literal) -> Term:
        """Write minutes as xsd:duration."""
        hours, rest = divmod(times.minutes(minutes.value), 60)
        return typed("PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else ""), "duration")

    def past(self, value: ox.Literal) -> Term | None:
        """Say whether a date has passed at the build's date: its last possible day is before it."""
        bound = edtf.bounds(value.value)[1]
        passed = bound is not None and edtf.order(bound) < edtf.order(self._context.as_of.isoformat())
        return typed(str(passed).lower(), "boolean")

    def longAgo(self, born: ox.Literal) -> Term:
        """Say whether somebody born then is taken to be dead: 110 years before the build's date (MODEL, rule 8)."""
        bound = edtf.bounds(born.value)[1]
        as_of = self._context.as_of
        limit = f"{as_of.year - 110:04d}{as_of.isoformat()[4:]}"
        return typed(str(bound is not None and edtf.order(bound) < edtf.order(limit)).lower(), "boolean")

    def asOf(self) -> Term:
        """Give the build's date as xsd:date (pyoxigraph substitutes only what a query projects)."""
        return typed(self._context.as_of.isoformat(), "date")

    def words(self, value: ox.Literal) -> Term:
        """Write what is known of a date for people, in Dutch: «2 oktober 2025»."""
        known = edtf.typed(value.value)
        return ox.Literal(dutch.words(known[0]) if known else value.value)

    def dutchDate(self, value: ox.Literal) -> Term:
        """Read a date in Dutch or ISO form as EDTF."""
        return ox.Literal(dutch.date(value.value))

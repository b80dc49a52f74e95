"""An agenda as iCalendar (RFC 5545): what a calendar on a telephone subscribes to."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar

ZONE = "Europe/Amsterdam"
"""What is at the hour of this zone is written in it; other hours in UTC, which every calendar shows in its own zone."""

Moment = datetime | date


@dataclass(frozen=True, slots=True)
class Entry:
    """A performance in an agenda."""

    uri: str
    """Also its UID: it stays the same in every publication."""
    title: str
    day: str
    start: str | None
    end: str | None
    where: str
    about: str
    status: Literal["CONFIRMED", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A calendar: what it is called, what it says of itself, and where its page is."""

    name: str
    about: str
    page: str
    language: str
    stamp: datetime
    """When the publication was committed: the moment of every entry (DTSTAMP), so that the bytes stay the same."""
    entries: Sequence[Entry]


def write(agenda: Agenda) -> bytes:
    """Write it, lines folded and texts escaped."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//dip_lod//agenda//{agenda.language.upper()}")
    calendar.add("version", "2.0")
    for said, names in ((agenda.name, ("name", "x-wr-calname")), (agenda.about, ("description", "x-wr-caldesc"))):
        for name in names:
            calendar.add(name, icalendar.vText(_plain(said)))  # the library escapes only the names that it knows
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("url", agenda.page)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    starts = [moment(one.start or "") or date.fromisoformat(one.day) for one in agenda.entries]
    years = [start.year for start in starts if isinstance(start, datetime) and start.tzinfo is not UTC]
    if not starts:
        years = [agenda.stamp.year]  # a calendar has one component at least (RFC 5545, section 3.6)
    if years:
        calendar.add_component(_zone(min(years), max(years)))
    for one, start in zip(agenda.entries, starts, strict=True):
        calendar.add_component(_event(one, start, agenda.stamp))
    return bytes(calendar.to_ical())


def _event(one: Entry, start: Moment, stamp: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", one.uri)
    event.add("dtstamp", stamp)
    event.add("summary", _plain(one.title))
    event.add("dtstart", start)
    end = moment(one.end or "")
    if isinstance(start, datetime) and isinstance(end, datetime) and end > start:
        event.add("dtend", end)
    for name, value in (("location", one.where), ("description", one.about)):
        if value:
            event.add(name, _plain(value))
    event.add("url", one.uri)
    event.add("status", one.status)
    return event


def moment(lexical: str) -> Moment | None:
    """Read a moment or a day of XML Schema; a moment at the hour of our zone is in it. None where it is neither.

    >>> moment("2026-01-10T20:15:00+01:00").tzinfo.key, moment("2026-07-10T20:15:00+01:00").isoformat()
    ('Europe/Amsterdam', '2026-07-10T19:15:00+00:00')
    """
    try:
        if len(lexical) == 10:
            return date.fromisoformat(lexical)
        found = datetime.fromisoformat(lexical)
    except ValueError:
        return None
    if found.tzinfo is None:
        return None
    here = found.astimezone(ZoneInfo(ZONE))
    return here if here.utcoffset() == found.utcoffset() else found.astimezone(UTC)


@lru_cache(16)
def _zone(first: int, last: int) -> icalendar.Timezone:
    """Describe our zone for some years (VTIMEZONE)."""
    return icalendar.Timezone.from_tzid(ZONE, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1))


def _plain(text: str) -> str:
    """Take characters out that no calendar can hold: controls, but for line ends."""
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs"))

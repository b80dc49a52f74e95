"""Times of performances: the local day and hour with the offset of the place's zone."""

import importlib.resources
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dip_lod.functions.errors import FunctionError

_TIME = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:([AaPp])\.?[Mm]\.?)?|(\d{1,2})\s*([AaPp])\.?[Mm]\.?", re.ASCII)
_UNSURE_BEFORE = {"Europe/Amsterdam": date(1940, 5, 16)}
"""PyPI's tzdata gives Amsterdam the past of Brussels. Until July 1937 its clocks stood at +00:19:32, then at +00:20
until May 1940: before that the day alone is said."""
_DURATION = re.compile(r"PT(?:(\d{1,2})H)?(?:(\d{1,4})M)?|(\d{1,4})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_YEARS = range(2, 9999)
"""Years whose days have a day before and after them; 1 and 9999 stand for a date that is not known."""


class TimeError(FunctionError):
    """Say what is wrong with a day, a time or a zone."""


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """Load a time zone from PyPI's tzdata: the same on every machine, where Debian's differs.

    >>> zone("Europe/Amsterdam").key
    'Europe/Amsterdam'
    """
    parts = name.split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9_+-]+", part) for part in parts):
        raise TimeError(f"'{name}' is no time zone; give one such as Europe/Amsterdam")
    file = importlib.resources.files("tzdata.zoneinfo").joinpath(*parts)
    if not file.is_file():
        raise TimeError(f"'{name}' is no time zone; give one such as Europe/Amsterdam")
    with file.open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def clock(text: str) -> time:
    """Read a time of day.

    >>> clock("7:30PM"), clock("20.15")
    (datetime.time(19, 30), datetime.time(20, 15))
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise TimeError(f"'{text}' is no time of day; write 20:15")
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "").lower()
    if half and not 1 <= hour <= 12:
        raise TimeError(f"'{text}' is no time of day; write 20:15")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise TimeError(f"'{text}' is no time of day; write 20:15")
    return time(hour, minute)


def is_moment(text: str) -> bool:
    """Say whether a text has the form of a day and a time.

    >>> is_moment("2025-10-02T20:15:00+02:00"), is_moment("2025-10-02")
    (True, False)
    """
    return _MOMENT.fullmatch(text) is not None


def _day(text: str) -> date:
    """Read a day, of years in which there can be a performance."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise TimeError(f"'{text}' is no day that a performance can have; write YYYY-MM-DD")
    return day


def _read(text: str, name: str) -> datetime:
    """Read a day and a time; without an offset it is of the zone."""
    try:
        moment = datetime.fromisoformat(text) if is_moment(text) else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise TimeError(f"'{text}' is no moment; write 2025-10-02T20:15:00+02:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone(name))


def _moment(day: date, at: time, name: str) -> datetime:
    return datetime.combine(day, at, zone(name))


def _written(moment: datetime) -> str | None:
    """Write a moment as xsd:dateTime; None where the offset has seconds, which XSD 1.1 (3.3.7) does not allow."""
    offset = moment.utcoffset() or timedelta()
    if moment.date() < _UNSURE_BEFORE.get(str(moment.tzinfo), date.min):
        return None
    return None if offset.total_seconds() % 60 else moment.isoformat(timespec="seconds")


@lru_cache(maxsize=65536)
def start(day: str, at: str, name: str) -> str | None:
    """Give the start of a performance; None where the day alone can be said (offsets with seconds).

    >>> start("2025-10-02", "20:15", "Europe/Amsterdam")
    '2025-10-02T20:15:00+02:00'
    >>> start("1921-03-01", "20:00", "Europe/Amsterdam") is None
    True
    """
    return _written(_moment(_day(day), clock(at), name))


@lru_cache(maxsize=65536)
def end(day: str, started: str, ended: str, name: str) -> str | None:
    """Give the end: an hour before that of the start is on the next day.

    >>> end("2025-10-02", "20:15", "00:30", "Europe/Amsterdam")
    '2025-10-03T00:30:00+02:00'
    """
    later = clock(ended) < clock(started)
    return _written(_moment(_day(day) + timedelta(days=later), clock(ended), name))


@lru_cache(maxsize=65536)
def earliest(started: str, name: str) -> str | None:
    """Give P82a of a performance: its start, or the first moment of the day.

    >>> earliest("2025-10-02", "Europe/Amsterdam")
    '2025-10-02T00:00:00+02:00'
    """
    if is_moment(started):
        return _written(_read(started, name))
    return _written(_moment(_day(started), time(), name))


@lru_cache(maxsize=65536)
def latest(started: str, ended: str | None, minutes: int | None, name: str) -> str | None:
    """Give P82b of a performance: the end; else start, duration and four hours; else noon of the next day.

    Hours are added on the clock of the world, so the night the clock changes comes out right.

    >>> latest("2025-10-02T20:15:00+02:00", None, 105, "Europe/Amsterdam")
    '2025-10-03T02:00:00+02:00'
    >>> latest("2025-10-02", None, None, "Europe/Amsterdam")
    '2025-10-03T12:00:00+02:00'
    """
    if ended:
        return _written(_read(ended, name))
    if is_moment(started) and minutes is not None:
        moment = _read(started, name).astimezone(UTC) + timedelta(minutes=minutes, hours=4)
        return _written(moment.astimezone(zone(name)))
    return _written(_moment(_day(started[:10] if "T" in started else started) + timedelta(days=1), time(12), name))


def minutes(text: str) -> int:
    """Read a duration in minutes, or as xsd:duration of hours and minutes.

    >>> minutes("PT1H45M"), minutes("105")
    (105, 105)
    """
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        raise TimeError(f"'{text}' is no duration; give a number of minutes, of four digits at most")
    return int(found[3] or 0) + 60 * int(found[1] or 0) + int(found[2] or 0)


def utc(text: str) -> str:
    """Write a date or a moment so that texts sort as moments do; a day counts as its first moment.

    >>> utc("2026-03-01T08:15:00+01:00")
    '2026-03-01T07:15:00Z'
    """
    try:
        moment = datetime.fromisoformat(text) if _DAY.fullmatch(text) or is_moment(text) else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise TimeError(f"'{text}' is no date or moment; write 2026-03-01 or 2026-03-01T08:15:00+01:00")
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

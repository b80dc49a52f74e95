"""Dates, times and durations as people write them."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, date
from functools import lru_cache

from dip_lod.web.words.texts import Texts

XSD = "http://www.w3.org/2001/XMLSchema#"
MOMENTS = tuple(XSD + name for name in ("dateTime", "date", "gYearMonth", "gYear"))

_MOMENT = re.compile(
    r"(?P<year>-?\d{4,9})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::[\d.]+)?)?)?)?"
    r"(?:Z|[+-]\d\d:\d\d)?"
)
_TIME = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::[\d.]+)?(?:Z|[+-]\d\d:\d\d)?")
_DURATION = re.compile(
    r"P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?"
)


@lru_cache(4096)
def moment(lexical: str, texts: Texts, months: str = "months") -> str:
    """Write a date or a date and time, in the zone in which it is stated; what we cannot read stays as it is.

    The site's Dutch words give `2 oktober 2025, 20.15 uur` for `2025-10-02T20:15:00+02:00`.
    """
    found = _read(lexical)
    if not found:
        return lexical
    words = texts.tables["dates"]
    year = int(found["year"])
    text = str(year) if year > 0 else str(words["before_christ"]).format(year=1 - year)
    if found["month"]:
        names: Sequence[str] = words[months]
        text = f"{names[int(found['month']) - 1]} {text}"
    if found["day"]:
        text = f"{int(found['day'])} {text}"
    if found["hour"]:
        text = str(words["day_time"]).format(day=text, hour=found["hour"], minute=found["minute"])
    return text


@lru_cache(8192)
def day(lexical: str, texts: Texts, months: str = "months") -> str:
    """Write a day with its weekday, as `do 2 oktober 2025`; what is no whole day like `moment`.

    `months` may be `months_short`.
    """
    found = _read(lexical)
    if not found or not found["day"] or not 1 <= int(found["year"]) <= MAXYEAR:
        return moment(lexical, texts)
    weekdays: Sequence[str] = texts.tables["dates"]["weekdays"]
    weekday = date(int(found["year"]), int(found["month"]), int(found["day"])).weekday()
    return f"{weekdays[weekday]} {moment(lexical.partition('T')[0], texts, months)}"


def hour(lexical: str, texts: Texts) -> str:
    """Write the hour of a moment as it is on the clock there; empty where there is none."""
    day, _, time = lexical.partition("T")  # apart: a moment is met once, its day and its hour again and again
    found = _read(day) if time else None
    return _clock(time, texts) if found and found.end("day") == len(day) else ""


@lru_cache(4096)
def _clock(time: str, texts: Texts) -> str:
    found = _TIME.fullmatch(time)
    if not found or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return ""
    return str(texts.tables["dates"]["clock"]).format(hour=found["hour"], minute=found["minute"])


@lru_cache(4096)
def span(first: str | None, last: str | None) -> str:
    """Write a period in years: `2021–2024`, or one year.

    >>> span("2021-09-02", "2024-01-01"), span("1903", None), span(None, None)
    ('2021–2024', '1903', '')
    """
    years = [found["year"] for lexical in (first, last) if lexical and (found := _read(lexical))]
    return "–".join(dict.fromkeys(years))


@lru_cache(4096)
def days(first: str | None, last: str | None, texts: Texts, months: str = "months_short") -> str:
    """Write a period in days, as `29 okt – 3 nov 2025`, or one day; what both have in common stands once.

    `months` may be `months`.
    """
    ends = [found for lexical in (first, last) if lexical and (found := _read(lexical)) and found["day"]]
    if len(ends) < 2 or not last or first == last:
        return moment(first or last or "", texts, months)
    whole = moment(last, texts, months)
    begun = moment(first or last, texts, months)
    if ends[0]["year"] != ends[-1]["year"]:
        return f"{begun} – {whole}"
    same = ends[0]["month"] == ends[-1]["month"]
    return f"{begun.split(' ')[0] if same else begun.rpartition(' ')[0]} – {whole}"


def duration(lexical: str, texts: Texts) -> str:
    """Write a duration, as `1 uur 45 minuten` for `PT1H45M`; what we cannot read stays as it is."""
    found = _DURATION.fullmatch(lexical)
    units = ("year", "month", "day", "hour", "minute", "second")
    parts = [(int(value), unit) for value, unit in zip(found.groups(), units, strict=True) if value] if found else []
    words = texts.tables["durations"]
    text = " ".join(f"{value} {words[unit if value == 1 else unit + 's']}" for value, unit in parts if value)
    return text or lexical


@lru_cache(8192)
def machine(lexical: str) -> str | None:
    """Give what HTML's `datetime` attribute may hold for a date; None where it allows none (a year before 1).

    >>> machine("2026-04"), machine("-0044"), machine("2025-10-02T20:15:00+02:00")
    ('2026-04', None, '2025-10-02T20:15:00+02:00')
    """
    found = _read(lexical)
    if not found or int(found["year"]) < 1:
        return None
    zoned = lexical.endswith("Z") or lexical[-6:-5] in ("+", "-")
    if found["hour"] is None and zoned and (found["day"] or not found["month"]):
        return re.sub(r"(Z|[+-]\d\d:\d\d)$", "", lexical)
    return lexical


@lru_cache(8192)
def _read(lexical: str) -> re.Match[str] | None:
    """Read a moment that the calendar has; XML Schema and ours go back before the year 1, Python's does not."""
    found = _MOMENT.fullmatch(lexical)
    if not found:
        return None
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    possible = 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year % 400, month)[1]
    timely = int(found["hour"] or 0) < 24 and int(found["minute"] or 0) < 60
    return found if possible and timely else None

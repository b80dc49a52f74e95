"""Days and times as a record writes them."""

from datetime import date, timedelta
from functools import lru_cache

CLOSED = ("2021-12-19", "2022-01-25")
"""The first and last day of the winter in which all theatres were closed."""


@lru_cache(maxsize=4096)
def day(ordinal: int) -> str:
    """Write a day.

    >>> day(739577)
    '2025-11-22'
    """
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=2048)
def clock(minutes: int) -> str:
    """Write a time of day, counted in minutes from midnight; past midnight it starts again.

    >>> clock(20 * 60 + 15), clock(25 * 60)
    ('20:15', '01:00')
    """
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def is_monday(ordinal: int) -> bool:
    """Say whether a day is a Monday, when theatres are closed."""
    return ordinal % 7 == 1


def is_weekend(ordinal: int) -> bool:
    """Say whether a day is a Saturday or a Sunday.

    >>> is_weekend(date(2026, 11, 22).toordinal()), is_monday(date(2026, 11, 23).toordinal())
    (True, True)
    """
    return ordinal % 7 in (6, 0)


@lru_cache(maxsize=64)
def night_of_the_clock(year: int) -> str:
    """Give the Saturday before the clock goes back in October.

    >>> night_of_the_clock(2024)
    '2024-10-26'
    """
    last = date(year, 10, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return (sunday - timedelta(days=1)).isoformat()


def instant(ordinal: int, minutes: int) -> str:
    """Write a moment with an offset: summer time from April to October."""
    text = day(ordinal)
    return f"{text}T{clock(minutes)}:00+{'02' if '04' <= text[5:7] <= '10' else '01'}:00"

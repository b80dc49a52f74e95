"""Uncertain dates: EDTF (ISO 8601-2:2019, level 1) to typed dates and bounds."""

import re
from calendar import isleap
from functools import lru_cache

from dip_lod.functions.errors import FunctionError

_PLAIN = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_KNOWN = re.compile(r"(-?\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_WRONG = "'{}' is no date; write YYYY, YYYY-MM, YYYY-MM-DD or EDTF"


class EdtfError(FunctionError):
    """Say that a text is no date of EDTF level 1."""


@lru_cache(maxsize=65536)
def bounds(text: str) -> tuple[str | None, str | None]:
    """Give the first and the last day that a date can mean; None where it is open or unknown.

    >>> bounds("2026-04-XX")
    ('2026-04-01', '2026-04-30')
    >>> bounds("1599~")
    ('1599-01-01', '1599-12-31')
    >>> bounds("1650/..")
    ('1650-01-01', None)
    """
    if text in ("unknown", "..", ""):
        return None, None
    if "/" in text:
        first, _, last = text.partition("/")
        return bounds(first)[0], bounds(last)[1]
    plain = _PLAIN.fullmatch(text)
    return _plain_bounds(text, *plain.groups()) if plain else _parsed_bounds(text)


def _plain_bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[str, str]:
    """Give the bounds of a certain date: most dates are, and the library takes a second to make its grammar."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        raise EdtfError(_WRONG.format(text))
    days = 29 if month == "02" and isleap(int(year)) else _DAYS[int(month) - 1]
    if day is not None and not 1 <= int(day) <= days:
        raise EdtfError(_WRONG.format(text))
    return f"{year}-{month}-{day or '01'}", f"{year}-{month}-{day or days}"


def _parsed_bounds(text: str) -> tuple[str, str]:
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(text)
        days = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError):
        raise EdtfError(_WRONG.format(text)) from None
    first, last = (f"{'-' if one[0] < 0 else ''}{abs(one[0]):04d}-{one[1]:02d}-{one[2]:02d}" for one in days)
    return first, last


def typed(text: str) -> tuple[str, str] | None:
    """Give what is known of a date as a value and its XSD datatype; None where not even a year is.

    >>> typed("2026-04-XX"), typed("1599~"), typed("2025-10-02")
    (('2026-04', 'gYearMonth'), ('1599', 'gYear'), ('2025-10-02', 'date'))
    >>> typed("16XX") is None
    True
    """
    known = _KNOWN.fullmatch(text)
    if known is None:
        bounds(text)
        return None
    year, month, day = known.groups()
    if month in (None, "XX"):
        return year, "gYear"
    if day in (None, "XX"):
        bounds(f"{year}-{month}")
        return f"{year}-{month}", "gYearMonth"
    bounds(f"{year}-{month}-{day}")
    return f"{year}-{month}-{day}", "date"


def uncertain(text: str) -> bool:
    """Say whether a date needs its EDTF text, because a typed date would lose something of it.

    >>> uncertain("2026-04-XX"), uncertain("1903")
    (True, False)
    """
    return text != "unknown" and _PLAIN.fullmatch(text) is None


def day(text: str) -> str | None:
    """Give the day where it is known.

    >>> day("2025-10-02")
    '2025-10-02'
    """
    known = typed(text)
    return known[0] if known and known[1] == "date" else None

"""Uncertain dates: EDTF (ISO 8601-2:2019, level 1, and "one of" of level 2) to typed dates and bounds."""

import re
from calendar import isleap
from functools import lru_cache

from dip_lod.functions.errors import FunctionError

_PLAIN = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_KNOWN = re.compile(r"(-?\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)
_PARTLY = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)
"""What is read here, for the library takes a second to make its grammar: digits that are not known, and doubts."""
_TIMED = re.compile(
    r"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:[0-5]\d)?", re.ASCII
)
_LEVEL_1 = re.compile(r"Y-?\d{5,9}|[\dX?~%-]+", re.ASCII)
"""What the library may see: a year written `Y1E9999999999` would keep it busy for ever."""
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNKNOWN = {"0000-01-01", "0001-01-01", "9999-12-31"}
"""Days that databases hold where they know none."""

Bounds = tuple[str | None, str | None]


class EdtfError(FunctionError):
    """Say that a text is no date of EDTF."""


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """Give the first and the last day that a date can mean; None where it is open or unknown.

    `a/b` is a period from a to b; `[a..b]` one day of it, which has the same bounds.

    >>> bounds("2026-04-XX")
    ('2026-04-01', '2026-04-30')
    >>> bounds("1599~"), bounds("[1565..1600]")
    (('1599-01-01', '1599-12-31'), ('1565-01-01', '1600-12-31'))
    >>> bounds("1650/.."), bounds("[..1600]")
    (('1650-01-01', None), (None, '1600-12-31'))
    """
    if text.startswith("[") and text.endswith("]") and text.count("..") == 1:
        ends = text[1:-1].split("..")
    else:
        ends = text.split("/")
    if len(ends) > 2:
        raise _wrong(text)
    return _one(ends[0], text)[0], _one(ends[-1], text)[1]


def _one(part: str, text: str) -> Bounds:
    if part in ("unknown", "..", "", "XXXX"):
        return None, None
    if timed := _TIMED.fullmatch(part):
        part = timed[1]
    if part in _UNKNOWN:
        raise EdtfError(f"'{text}' stands for a date that is not known; leave it out at the source")
    plain = _PLAIN.fullmatch(part)
    if plain:
        return _plain_bounds(text, *plain.groups())
    partly = _PARTLY.fullmatch(part)
    found = _partly_bounds(text, *partly.groups()) if partly else None
    return found or _parsed_bounds(part, text)


def _partly_bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[str, str] | None:
    """Give the bounds where month and day are known up to a point; None where the library has to say."""
    if "X" in year:
        return (f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31") if month is None else None
    if month == "XX" and day not in (None, "XX"):
        return None
    return _plain_bounds(text, year, None if month == "XX" else month, None if day == "XX" else day)


def _wrong(text: str) -> EdtfError:
    return EdtfError(f"'{text}' is no date; write YYYY, YYYY-MM, YYYY-MM-DD or EDTF")


def _plain_bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[str, str]:
    """Give the bounds of a certain date: most dates are, and the library takes a second to make its grammar."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        raise _wrong(text)
    days = 29 if month == "02" and isleap(int(year)) else _DAYS[int(month) - 1]
    if day is not None and not 1 <= int(day) <= days:
        raise _wrong(text)
    return f"{year}-{month}-{day or '01'}", f"{year}-{month}-{day or days}"


def _parsed_bounds(part: str, text: str) -> tuple[str, str]:
    from edtf import EDTFParseException, parse_edtf

    if not _LEVEL_1.fullmatch(part) or len(part) > 32:
        raise _wrong(text)
    try:
        parsed = parse_edtf(part)
        days = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, ArithmeticError, AttributeError):
        raise _wrong(text) from None
    first, last = (f"{'-' if one[0] < 0 else ''}{abs(one[0]):04d}-{one[1]:02d}-{one[2]:02d}" for one in days)
    return first, last


def order(day: str) -> tuple[int, str]:
    """Give what days sort by, for years may have a sign or more than four digits.

    >>> order("-0044-03-15") < order("-0043-03-15") < order("2026-11-22") < order("10000-01-01")
    True
    """
    year, month, number = day.rsplit("-", 2)
    return int(year), f"{month}-{number}"


def typed(text: str) -> tuple[str, str] | None:
    """Give what is known of a date as a value and its XSD datatype; None where not even a year is.

    >>> typed("2026-04-XX"), typed("1599~"), typed("2025-10-02T20:15")
    (('2026-04', 'gYearMonth'), ('1599', 'gYear'), ('2025-10-02', 'date'))
    >>> typed("16XX") is None
    True
    """
    timed = _TIMED.fullmatch(text)
    known = _KNOWN.fullmatch(timed[1] if timed else text)
    bounds(text)
    if known is None:
        return None
    year, month, day = known.groups()
    if month in (None, "XX"):
        return year, "gYear"
    if day in (None, "XX"):
        return f"{year}-{month}", "gYearMonth"
    return f"{year}-{month}-{day}", "date"


def uncertain(text: str) -> bool:
    """Say whether a date needs its EDTF text, because a typed date would lose something of it.

    >>> uncertain("2026-04-XX"), uncertain("1903"), uncertain("[1565..1600]")
    (True, False, True)
    """
    return text != "unknown" and _PLAIN.fullmatch(text) is None and _TIMED.fullmatch(text) is None


def day(text: str) -> str | None:
    """Give the day where it is known.

    >>> day("2025-10-02")
    '2025-10-02'
    """
    known = typed(text)
    return known[0] if known and known[1] == "date" else None

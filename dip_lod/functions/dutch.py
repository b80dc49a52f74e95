"""Dates and numbers as people in the Netherlands write them."""

import re

from dip_lod.functions.edtf import EdtfError, bounds
from dip_lod.functions.errors import FunctionError

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_NUMBERS = {name: number for number, full in enumerate(MONTHS, 1) for name in (full, full[:3])} | {"mrt": 3}
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_PARTS = re.compile(r"(-?[0-9]+)(?:-([0-9]+))?(?:-([0-9]+))?")
_NUMERIC = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(\d{4})", re.I | re.ASCII)
_ABOUT = re.compile(r"(?:ca?\.?|circa|omstreeks|±|about)\s*(?=[0-9])", re.I)
_RANGE = re.compile(r"\s+(?:-|–|tot|t/m)\s+|\s*–\s*|(?<=[0-9]{4})\s*-\s*(?=[0-9]{4})")


class DutchError(FunctionError):
    """Say that a text is no date or number of a form we know."""


def date(text: str) -> str:
    """Read a date in Dutch or ISO form and write it as EDTF.

    >>> date("03-03-1845"), date("08-1930"), date("2 oktober 2025"), date("1900 - 1920"), date("ca. 1750")
    ('1845-03-03', '1930-08', '2025-10-02', '1900/1920', '1750~')
    """
    text = " ".join(text.split())
    ends = _RANGE.split(text)
    if len(ends) == 2:
        return f"{date(ends[0])}/{date(ends[1])}"
    about = _ABOUT.match(text)
    return _one(text[about.end() :] if about else text) + ("~" if about else "")


def _one(text: str) -> str:
    if iso := _ISO.fullmatch(text):
        found = "-".join(part for part in iso.groups() if part)
    elif numeric := _NUMERIC.fullmatch(text):
        found = _joined(numeric[3], int(numeric[2]), numeric[1])
    elif (words := _WORDS.fullmatch(text)) and words[2].lower() in _NUMBERS:
        found = _joined(words[3], _NUMBERS[words[2].lower()], words[1])
    else:
        raise DutchError(f"'{text}' is no date of a known form; write dd-mm-jjjj or EDTF")
    try:
        bounds(found)
    except EdtfError:
        raise DutchError(f"'{text}' is no day of the calendar, or stands for an unknown one; mend it") from None
    return found


def _joined(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def decimal(text: str) -> str:
    """Read a decimal number with a comma or a point.

    >>> decimal("1.234,50"), decimal("12,5"), decimal("19.5")
    ('1234.5', '12.5', '19.5')
    """
    plain = "".join(text.split())
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain):
        raise DutchError(f"'{text}' is no number; write 12,50 or 12.50")
    sign = "-" if plain.startswith("-") else ""
    whole, _, rest = plain.lstrip("+-").partition(".")
    rest = rest.rstrip("0")
    return sign + (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def words(day: str) -> str:
    """Write a day, month or year for people.

    >>> words("2025-10-02"), words("2026-04"), words("1903")
    ('2 oktober 2025', 'april 2026', '1903')
    """
    year, month, number = _PARTS.findall(day)[0]
    parts = [str(int(number))] if number else []
    return " ".join([*parts, *([MONTHS[int(month) - 1]] if month else []), year])

"""Classes of municipalities by inhabitants, as Statistics Netherlands (CBS) divides them; the table of inhabitants."""

import csv
from bisect import bisect_right
from pathlib import Path

from dip_lod.errors import ConfigurationError

_BOUNDS = (5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 250_000)
CLASSES = ("0-5000", "5000-10000", "10000-20000", "20000-50000", "50000-100000", "100000-150000", "150000-250000",
           "250000-")  # fmt: skip
"""The codes, from small to large."""


def size(inhabitants: int) -> str:
    """Give the class of a number of inhabitants; the lower bound is in, the upper is out.

    >>> size(4_999), size(5_000), size(900_000)
    ('0-5000', '5000-10000', '250000-')
    """
    return CLASSES[bisect_right(_BOUNDS, inhabitants)]


def label(code: str, language: str) -> str:
    """Name a class.

    >>> label("5000-10000", "nl"), label("250000-", "en")
    ('5.000 tot 10.000 inwoners', '250,000 inhabitants or more')
    """
    low, _, high = code.partition("-")
    mark, people = (".", "inwoners") if language == "nl" else (",", "inhabitants")
    first, last = (f"{int(one):,}".replace(",", mark) if one else "" for one in (low, high))
    if not last:
        return f"{first} {people} of meer" if language == "nl" else f"{first} {people} or more"
    if low == "0":
        return f"minder dan {last} {people}" if language == "nl" else f"fewer than {last} {people}"
    return f"{first} tot {last} {people}" if language == "nl" else f"{first} to {last} {people}"


def read(file: Path | None) -> dict[str, int]:
    """Read a table of inhabitants: CSV with `municipality` (GM0363) and `inhabitants`; raises ConfigurationError."""
    if file is None:
        return {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(line for line in stream if not line.startswith("#"))
            return {row["municipality"]: int(row["inhabitants"]) for row in rows}
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}; mend 'inhabitants' in dip-lod.toml") from None
    except (KeyError, TypeError, ValueError, csv.Error):
        raise ConfigurationError(
            f"{file}: is no table of inhabitants; give CSV with the columns municipality (GM0363) and inhabitants"
        ) from None

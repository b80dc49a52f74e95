"""Datestamps: UTC, to the second, and days where a harvester asks for days (OAI-PMH 2.0, 3.3)."""

import re
from datetime import UTC, datetime, timedelta

from dip_lod.harvest.oai.errors import BadArgument

GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
_FORM = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")


def write(moment: datetime | str) -> str:
    """Write a moment as a datestamp.

    >>> write("2026-03-01T13:00:00+01:00")
    '2026-03-01T12:00:00Z'
    """
    exact = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return exact.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(name: str, text: str) -> tuple[datetime, bool]:
    """Read an argument: its first moment, and whether it is a day; raises BadArgument.

    >>> read("from", "2026-03-01")
    (datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc), True)
    """
    found = _FORM.fullmatch(text)
    if found is not None:
        try:
            return datetime.fromisoformat(found[1] + (found[2] or "T00:00:00Z")), found[2] is None
        except ValueError:
            pass  # the 30th of February
    raise BadArgument(f"{name}: '{text[:40]}' is no moment; write YYYY-MM-DD or {GRANULARITY}, in UTC")


def between(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """Read `from` and `until`, both inclusive; raises BadArgument."""
    begin, end = (read(name, text) if text is not None else None for name, text in (("from", first), ("until", last)))
    if begin and end and begin[1] != end[1]:
        raise BadArgument("from and until: one is a day and one a second; give both in one granularity")
    if begin and end and begin[0] > end[0]:
        raise BadArgument("from: is later than until; exchange them")
    until = end[0] + timedelta(days=1, seconds=-1) if end and end[1] else end[0] if end else None
    return (begin[0] if begin else None), until

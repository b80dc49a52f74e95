"""The date of a record, as documents write it."""

import re

from dip_lod.functions.times import utc

_DATE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?P<seconds>:\d\d)?(?:[.,]\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)


def written(text: str) -> str | None:
    """Write a record's date as xsd:dateTime without fractions (AP 1.2.1), or as xsd:date where it has no offset.

    None where it is no date.

    >>> written("2026-03-01T08:15:00.123+01:00"), written("2026-03-01 08:15"), written("2026-03-01")
    ('2026-03-01T08:15:00+01:00', '2026-03-01', '2026-03-01')
    >>> written("20260301") is None
    True
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    day, clock, seconds, zone = found.group("day", "clock", "seconds", "zone")
    moment = f"{day}T{clock}{seconds or ':00'}{zone}" if clock and zone else day
    try:
        utc(moment)
    except (ValueError, OverflowError):
        return None
    return moment

"""Versions in time (RFC 7089): which one a moment means, and the list of all of a document's."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from dip_lod.harvest.activities import addresses
from dip_lod.journal.reading import Change

LINK_FORMAT = "application/link-format"


def moment(header: str) -> datetime | None:
    """Read Accept-Datetime, whose one form is that of RFC 1123 in GMT; None where it has another (400).

    >>> moment("Tue, 11 Sep 2001 20:35:00 GMT")
    datetime.datetime(2001, 9, 11, 20, 35, tzinfo=datetime.timezone.utc)
    >>> moment("2001-09-11") is None
    True
    """
    if not header.strip().endswith("GMT"):
        return None
    try:
        return parsedate_to_datetime(header.strip()).replace(tzinfo=UTC)
    except (ValueError, IndexError, OverflowError):
        return None


def stated(at: str) -> str:
    """Write a moment of the journal as HTTP does.

    >>> stated("2026-03-02T12:00:00+00:00")
    'Mon, 02 Mar 2026 12:00:00 GMT'
    """
    return format_datetime(datetime.fromisoformat(at).astimezone(UTC), usegmt=True)


def chosen(history: Sequence[Change], when: datetime) -> Change | None:
    """Find the change after which a document was as it was at a moment; before all of them, the first.

    What was gone at that moment is the change that took it away. None where nothing is known of any version.
    """
    if not any(change.there for change in history):
        return None
    past = [change for change in history if datetime.fromisoformat(change.at) <= when]
    return past[-1] if past else history[0]


def around(history: Sequence[Change], number: int) -> dict[str, Change]:
    """Find the first, previous, next and last version, as seen from one."""
    there = [change for change in history if change.there]
    earlier = [change for change in there if change.number < number]
    later = [change for change in there if change.number > number]
    found = {"first": there[:1], "prev": earlier[-1:], "next": later[:1], "last": there[-1:]}
    return {relation: changes[0] for relation, changes in found.items() if changes}


def timemap(base: str, key: str, history: Sequence[Change]) -> str:
    """List the versions of a document, the oldest first, in link format (RFC 6690)."""
    there = [change for change in history if change.there]
    document = addresses(base, key, 0).document
    lines = [
        f'<{document}>; rel="original timegate"',
        f'<{base}timemap/{key}>; rel="self"; type="{LINK_FORMAT}"'
        f'; from="{stated(there[0].at)}"; until="{stated(there[-1].at)}"',
    ]
    for change in there:
        ends = [name for name, end in (("first", there[0]), ("last", there[-1])) if end is change]
        relation = " ".join((*ends, "memento"))
        version = addresses(base, key, change.number).version
        lines.append(f'<{version}>; rel="{relation}"; datetime="{stated(change.at)}"')
    return ",\n".join(lines) + "\n"

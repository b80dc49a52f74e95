"""What counts of a delivery: all of a snapshot, of a delta the latest record of each key; never a deleted record."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import blake2b

from dip_lod.sources.record import Entry, Fault, RdfRecord, Record
from dip_lod.sources.scratch import open_scratch

SEEN = "CREATE TABLE seen (id BLOB PRIMARY KEY, content BLOB, place TEXT) WITHOUT ROWID"
LATEST = "CREATE TABLE latest (id BLOB PRIMARY KEY, moment TEXT, position INTEGER, deleted INTEGER, record TEXT)"
KEEP = """
INSERT INTO latest VALUES (:id, :moment, :position, :deleted, :record)
ON CONFLICT (id) DO UPDATE SET
  moment = coalesce(excluded.moment, latest.moment), position = excluded.position,
  deleted = excluded.deleted, record = excluded.record
WHERE excluded.moment IS NULL OR latest.moment IS NULL OR excluded.moment >= latest.moment
"""


Gone = Callable[[str], object]
"""Is told the id of each record that says it has been deleted."""


def snapshot(entries: Iterable[Entry], gone: Gone = len) -> Iterator[Entry]:
    """Yield every record that is not deleted; one id with different contents is kept, with a warning."""
    with open_scratch(SEEN) as scratch:
        for entry in entries:
            if isinstance(entry, Record):
                yield from _repeated(scratch, entry)
            if isinstance(entry, Fault) or not entry.deleted:
                yield entry
            else:
                gone(entry.id)


def delta(entries: Iterable[Entry], gone: Gone = len) -> Iterator[Entry]:
    """Yield the latest record of each key, in the order of their places, once all have been seen.

    Of two records the one with the later date wins; where dates are equal or one has none, the later place.
    """
    with open_scratch(LATEST) as scratch:
        for position, entry in enumerate(entries):
            if isinstance(entry, Fault):
                yield entry
                continue
            when = moment(entry.date)
            if entry.date is not None and when is None:
                yield _warning(entry, "has a date that is no ISO date, so its place decides", "write it as 2026-03-01")
            row = {
                "id": _digest(entry.id),
                "moment": when,
                "position": position,
                "deleted": entry.deleted,
                "record": entry.id if entry.deleted else _spooled(entry),
            }
            scratch.execute(KEEP, row)
        for (id_,) in scratch.execute("SELECT record FROM latest WHERE deleted"):
            gone(id_)
        for (record,) in scratch.execute("SELECT record FROM latest WHERE NOT deleted ORDER BY position"):
            yield _unspooled(record)


def moment(date: str | None) -> str | None:
    """Give a date or time as text that sorts by time; None where it is no ISO date. No offset counts as UTC.

    >>> moment("2026-03-01T08:15:00+01:00") < moment("2026-03-01T07:30:00Z")
    True
    """
    try:
        time = datetime.fromisoformat(date or "")
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return None


def _repeated(scratch: sqlite3.Connection, record: Record) -> Iterator[Fault]:
    digest, content = _digest(record.id), _content(record)
    before = scratch.execute("SELECT content, place FROM seen WHERE id = ?", (digest,)).fetchone()
    if before is None:
        scratch.execute("INSERT INTO seen VALUES (?, ?, ?)", (digest, content, record.place))
    elif before[0] != content:
        what = f"has the same id as {before[1]}, with other content"
        remedy = "both are kept and merged; if they are two things, give each an id of its own"
        if record.deleted or before[0] == b"":
            what = f"has the same id as {before[1]}, and one of the two is marked deleted"
            remedy = 'the other is kept; if it should go too, say delivery = "delta" or remove it'
        yield _warning(record, what, remedy)


def _content(record: Record) -> bytes:
    return b"" if record.deleted else _digest(json.dumps(record.data, sort_keys=True))


def _warning(record: Record | RdfRecord, what: str, remedy: str) -> Fault:
    return Fault(record.source, record.id, record.place, "sources", what, remedy, "warning")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8"), digest_size=16).digest()


def _spooled(entry: Record | RdfRecord) -> str:
    content = entry.data if isinstance(entry, Record) else entry.statements
    return json.dumps([entry.source, entry.id, entry.date, entry.place, content])


def _unspooled(text: str) -> Record | RdfRecord:
    source, id_, date, place, content = json.loads(text)
    if isinstance(content, dict):
        return Record(source, id_, date, place, content)
    return RdfRecord(source, id_, date, place, tuple(content))

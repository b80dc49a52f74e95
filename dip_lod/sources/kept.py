"""Records kept on disk in batches: a build reads its sources once, for their keys, and maps what it has kept."""

import marshal
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dip_lod.sources.record import Entry, Fault, RdfRecord, Record

_Row = tuple[str, str | None, str, object]
"""Id, date, place, and the tree or the statements."""


class Kept(NamedTuple):
    """Where a batch of a source's records lies, and the faults that came with it."""

    source: str
    file: Path
    records: int
    start: int
    length: int
    faults: int
    """The length of the faults, which follow the records."""


def keep(source: str, entries: Iterable[Entry], file: Path, size: int) -> list[Kept]:
    """Keep a source's records in batches of `size`; deleted ones are left out."""
    kept: list[Kept] = []
    with file.open("wb") as stream:
        rows: list[_Row] = []
        faults: list[Fault] = []
        for entry in entries:
            if isinstance(entry, Fault):
                faults.append(entry)
            elif not entry.deleted:
                rows.append((entry.id, entry.date, entry.place, _content(entry)))
            if len(rows) == size:
                kept.append(_written(source, file, stream, rows, faults))
                rows, faults = [], []
        kept.append(_written(source, file, stream, rows, faults))
    return kept


def records(kept: Kept) -> list[Record | RdfRecord]:
    """Read the records of a batch."""
    rows: list[_Row] = marshal.loads(_read(kept, kept.start, kept.length))
    return [_record(kept.source, *row) for row in rows]


def faults(kept: Kept) -> list[Fault]:
    """Read the faults that came before the records of a batch, or between them."""
    found: list[Fault] = pickle.loads(_read(kept, kept.start + kept.length, kept.faults)) if kept.faults else []
    return found


def _content(entry: Record | RdfRecord) -> object:
    return entry.data if isinstance(entry, Record) else entry.statements


def _record(source: str, id_: str, date: str | None, place: str, content: object) -> Record | RdfRecord:
    if isinstance(content, dict):
        return Record(source, id_, date, place, content)
    assert isinstance(content, tuple)
    return RdfRecord(source, id_, date, place, content)


def _written(source: str, file: Path, stream: BinaryIO, rows: list[_Row], found: list[Fault]) -> Kept:
    start = stream.tell()
    length = stream.write(marshal.dumps(rows))
    return Kept(source, file, len(rows), start, length, stream.write(pickle.dumps(found)) if found else 0)


def _read(kept: Kept, start: int, length: int) -> bytes:
    with kept.file.open("rb") as stream:
        stream.seek(start)
        return stream.read(length)

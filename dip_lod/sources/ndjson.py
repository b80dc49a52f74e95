"""NDJSON: one record a line; a bad line is a flaw, and the next line is read."""

from collections.abc import Iterator

from dip_lod.sources.json_value import JsonReader, NotJsonError
from dip_lod.sources.opening import CHUNK, UTF8_BOM, WIDE_BOMS, Stream
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError, Flaw, Raw, RawRecord


def read(stream: Stream) -> Iterator[Raw]:
    """Yield the record of each line that is not blank."""
    reader = JsonReader()
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES):
        number += 1
        place = f"{stream.label}, line {number}"
        if number == 1 and line[:2] in WIDE_BOMS:
            raise BrokenFileError(stream.label, "is UTF-16", "save it as UTF-8")
        if number == 1 and line.startswith(UTF8_BOM):
            line = line[len(UTF8_BOM) :]
        if len(line) >= MAX_RECORD_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Flaw(place, f"is longer than {MAX_RECORD_BYTES // 2**20} MB", "split the record")
        elif line.strip():
            yield from _record(reader, line, place)


def _record(reader: JsonReader, line: bytes, place: str) -> Iterator[Raw]:
    try:
        text = line.decode("utf-8", "surrogateescape").strip()
        value, end = reader.read(text, 0)
        if end != len(text):
            raise NotJsonError("has more than one value", end)
    except NotJsonError as error:
        yield Flaw(f"{place}, column {error.position + 1}", error.what, "repair the line")
        return
    yield from as_record(reader, value, place)


def as_record(reader: JsonReader, value: object, place: str) -> Iterator[Raw]:
    """Yield the value that was just read as a record, after a warning for each key that it has twice."""
    for key in reader.repeated:
        yield Flaw(place, f"has the key '{key}' twice in one object", "keep one; the last was used", "warning")
    if isinstance(value, dict):
        yield RawRecord(place, value)
    else:
        yield Flaw(place, "is not an object", "write each record as { … }")


def _skip_line(stream: Stream) -> None:
    while (line := stream.readline(CHUNK)) and not line.endswith(b"\n"):
        pass

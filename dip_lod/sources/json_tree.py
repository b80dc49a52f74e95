"""JSON: the records at the selected place of a file of any size, one at a time."""

from collections.abc import Iterator

from dip_lod.sources.json_cursor import JsonCursor
from dip_lod.sources.json_value import JsonReader
from dip_lod.sources.ndjson import as_record
from dip_lod.sources.opening import Stream, Text
from dip_lod.sources.raw import Flaw, Raw


def read(stream: Stream, selector: str | None) -> Iterator[Raw]:
    """Yield the records at `selector`, such as `programs.item`: keys joined by dots, `item` for the items of a list.

    Without a selector the file is one record, a list of records, or records one after the other.
    """
    records = _JsonRecords(stream)
    if selector is None:
        yield from records.whole_file()
    else:
        yield from records.at(selector.split("."), "")
        if not records.reached:
            yield Flaw(stream.label, f"has nothing at {selector}", "check [json] records in source.toml", "warning")
    records.expect_end()


class _JsonRecords:
    """Walk down to the records; `reached` says whether the selected place was there at all."""

    def __init__(self, stream: Stream) -> None:
        self._label = stream.label
        self._reader = JsonReader()
        self._cursor = JsonCursor(Text(stream), stream.label, self._reader)
        self.reached = False

    def whole_file(self) -> Iterator[Raw]:
        first = self._cursor.peek()
        if first == "[":
            yield from self.at(["item"], "")
            return
        if not first:
            yield Flaw(self._label, "is empty", "check how the file was made", "warning")
        line = 0
        while self._cursor.peek():
            line += 1
            value = self._cursor.value()
            many = line > 1 or self._cursor.peek()
            yield from as_record(self._reader, value, f"{self._label}, record {line}" if many else self._label)

    def at(self, parts: list[str], path: str) -> Iterator[Raw]:
        """Yield the records below the value that comes next, whose own place is `path`."""
        if not parts:
            self.reached = True
            value = self._cursor.value()
            yield from as_record(self._reader, value, f"{self._label}, {path}" if path else self._label)
            return
        opening = self._cursor.peek()
        if opening == "[" and parts[0] == "item":
            self.reached = self.reached or len(parts) == 1
            yield from self._items(parts[1:], path)
        elif opening == "{":
            yield from self._members(parts, path)
        else:
            self._cursor.skip()

    def expect_end(self) -> None:
        if self._cursor.peek():
            raise self._cursor.broken("has more after its end")

    def _items(self, rest: list[str], path: str) -> Iterator[Raw]:
        self._cursor.take("[")
        if self._cursor.peek() == "]":
            self._cursor.take("]")
            return
        position = 0
        while True:
            yield from self.at(rest, f"{path}[{position}]")
            position += 1
            if self._cursor.take(",", "]") == "]":
                return

    def _members(self, parts: list[str], path: str) -> Iterator[Raw]:
        self._cursor.take("{")
        if self._cursor.peek() == "}":
            self._cursor.take("}")
            return
        while True:
            if self._cursor.peek() != '"':
                self._cursor.take('"')
            key = self._cursor.value()
            self._cursor.take(":")
            if key == parts[0]:
                yield from self.at(parts[1:], f"{path}.{key}" if path else str(key))
            else:
                self._cursor.skip()
            if self._cursor.take(",", "}") == "}":
                return

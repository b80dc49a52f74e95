"""A place in a stream of JSON text that moves forward: a value is read whole, or passed over without being held."""

import re

from dip_lod.sources.json_value import JsonReader, NotJsonError
from dip_lod.sources.opening import CHUNK, Text
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError, RawValue

BLANK = re.compile(r"[ \t\r\n]*")
STRUCTURE = re.compile(r'["\[\]{}]')
REST_OF_STRING = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SCALAR = re.compile(r"[^\s,\[\]{}\"]+")
LONGEST_TOKEN = 16
"""An error this near to the end of the buffer may come from a token cut in two: \\ud83d, false, -1."""


class JsonCursor:
    """Read forward through JSON text that is fetched as needed."""

    def __init__(self, text: Text, label: str, reader: JsonReader) -> None:
        self._text = text
        self._label = label
        self._reader = reader
        self._buffer = ""
        self._at = 0
        self._line = 1
        self._column = 1
        self._ended = False

    def peek(self) -> str:
        """Give the next character that is not blank, without passing it; empty at the end of the file."""
        while True:
            if blank := BLANK.match(self._buffer, self._at):
                self._at = blank.end()
            if self._at < len(self._buffer) or not self._fetch():
                return self._buffer[self._at : self._at + 1]

    def take(self, *expected: str) -> str:
        """Pass the next character, which must be one of the expected."""
        found = self.peek()
        if found not in expected or not found:
            wanted = " or ".join(f"'{character}'" for character in expected)
            raise self.broken(f"is not JSON (expecting {wanted})" if found else "ends too early")
        self._at += 1
        return found

    def value(self) -> RawValue:
        """Read the next value whole."""
        self.peek()
        size = CHUNK
        while True:
            try:
                value, end = self._reader.read(self._buffer, self._at)
            except NotJsonError as error:
                whole = self._ended or not self._may_be_cut(error)
                if whole or not self._fetch(size):
                    raise self.broken(error.what, error.position) from None
            else:
                if end < len(self._buffer) or self._buffer[end - 1] in '}]"' or not self._fetch(size):
                    self._at = end
                    return value
            size *= 2
            self._refuse_too_large()

    def skip(self) -> None:
        """Pass the next value; only its strings and brackets are looked at."""
        if self.peek() not in ("{", "["):
            self.value()
            return
        depth = 0
        while True:
            found = STRUCTURE.search(self._buffer, self._at)
            if found is None:
                self._at = len(self._buffer)
                if not self._fetch():
                    raise self.broken("ends too early")
                continue
            self._at = found.end()
            if found[0] == '"':
                self._skip_string()
            else:
                depth += 1 if found[0] in "{[" else -1
                if depth == 0:
                    return

    def broken(self, what: str, position: int | None = None) -> BrokenFileError:
        """Make the sentence about the text at a position of the buffer."""
        at = min(self._at if position is None else position, len(self._buffer))
        line = self._line + self._buffer.count("\n", 0, at)
        break_before = self._buffer.rfind("\n", 0, at)
        column = at - break_before if break_before >= 0 else self._column + at
        return BrokenFileError(
            f"{self._label}, line {line}, column {column}", what, "repair the file; what follows was not read"
        )

    def _skip_string(self) -> None:
        size = CHUNK
        while (found := REST_OF_STRING.match(self._buffer, self._at)) is None:
            if not self._fetch(size):
                raise self.broken("ends inside a string")
            size *= 2
            self._refuse_too_large()
        self._at = found.end()

    def _fetch(self, size: int = CHUNK) -> bool:
        """Fetch more text and let go of what was passed; False at the end of the file."""
        if self._ended:
            return False
        more = self._text.read(size)
        if not more:
            self._ended = True
            return False
        break_before = self._buffer.rfind("\n", 0, self._at)
        self._column = self._at - break_before if break_before >= 0 else self._column + self._at
        self._line += self._buffer.count("\n", 0, self._at)
        self._buffer, self._at = self._buffer[self._at :] + more, 0
        return True

    def _may_be_cut(self, error: NotJsonError) -> bool:
        return "unterminated" in error.what or error.position > len(self._buffer) - LONGEST_TOKEN

    def _refuse_too_large(self) -> None:
        if len(self._buffer) - self._at > MAX_RECORD_BYTES:
            limit = f"has a record of more than {MAX_RECORD_BYTES // 2**20} MB"
            raise BrokenFileError(
                f"{self._label}, line {self._line}", limit, "say in source.toml where the records are: [json] records"
            )

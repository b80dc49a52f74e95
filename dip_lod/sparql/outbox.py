"""Where the engine writes a result: into frames, counted, and stopped at the limits."""

import socket

from dip_lod.sparql import frames
from dip_lod.sparql.answer import Form
from dip_lod.sparql.formats import Format
from dip_lod.sparql.frames import Kind
from dip_lod.sparql.limits import Limits

_FRAME_BYTES = 1 << 17
_TAIL_BYTES = 16
"""More than any mark is long: the engine writes in chunks that may cut one."""


class Overflow(Exception):
    """The result has met a limit of its size."""

    def __init__(self, limit: str, value: int) -> None:
        super().__init__(limit, value)
        self.limit = limit
        self.value = value


class Outbox:
    """A binary file for the engine. What is written leaves in frames; the last one leaves with `finish`.

    Rows are counted by the marks of the format; where it has none, who writes counts them.
    """

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._parts: list[bytes] = []
        self._waiting = 0
        self._head = b""
        self._marks: tuple[bytes, ...] = ()
        self._tail = b""
        self.size = 0
        self.rows = 0

    def open(self, form: Form, chosen: Format) -> None:
        """Name the form and the media type, which leave with the first frame."""
        self._head = frames.pack(Kind.HEAD, f"{form} {chosen.content_type}".encode())
        if form is Form.SELECT:
            self._marks = chosen.row_marks
            self.rows = -chosen.header_rows

    def write(self, chunk: bytes) -> int:
        """Take what the engine has serialised; raises Overflow at a limit."""
        self.size += len(chunk)
        if self.size > self._limits.result_bytes:
            raise Overflow("result_bytes", self._limits.result_bytes)
        if self._marks:
            seen = self._tail + chunk
            self.count(sum(seen.count(mark) - self._tail.count(mark) for mark in self._marks))
            self._tail = seen[-_TAIL_BYTES:]
        self._parts.append(bytes(chunk))
        self._waiting += len(chunk)
        if self._waiting >= _FRAME_BYTES:
            self._send(b"")
        return len(chunk)

    def count(self, rows: int = 1) -> None:
        """Count rows; raises Overflow at the limit."""
        self.rows += rows
        if self.rows > self._limits.rows:
            raise Overflow("rows", self._limits.rows)

    def flush(self) -> None:
        """Do nothing: the engine flushes more often than is good for frames."""

    def finish(self, end: bytes) -> None:
        """Say that all has been written."""
        self._send(frames.pack(Kind.END, end))

    def fail(self, failure: bytes) -> None:
        """Say that the result will not be whole."""
        self._parts.clear()
        self._head = b""
        self._send(frames.pack(Kind.FAILURE, failure))

    def _send(self, last: bytes) -> None:
        body = b"".join(self._parts)
        self._connection.sendall(self._head + (frames.pack(Kind.DATA, body) if body else b"") + last)
        self._head = b""
        self._parts.clear()
        self._waiting = 0

"""Where the engine writes a result: into frames, counted, and stopped at the limits."""

import socket

from dip_lod.sparql import frames
from dip_lod.sparql.answer import Form
from dip_lod.sparql.counted import Counted
from dip_lod.sparql.formats import Format
from dip_lod.sparql.frames import Kind
from dip_lod.sparql.limits import Limits

_FRAME_BYTES = 1 << 17


class Outbox(Counted):
    """A binary file for the engine. What is written leaves in frames; the last one leaves with `finish`."""

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        super().__init__(limits)
        self._connection = connection
        self._parts: list[bytes] = []
        self._waiting = 0
        self._head = b""

    def open(self, form: Form, chosen: Format) -> None:
        """Name the form and the media type, which leave with the first frame."""
        self._head = frames.pack(Kind.HEAD, f"{form} {chosen.content_type}".encode())
        if form is Form.SELECT:
            self.mark(chosen)

    def write(self, chunk: bytes) -> int:
        """Take what the engine has serialised; raises Overflow at a limit."""
        self.take(chunk)
        self._parts.append(bytes(chunk))
        self._waiting += len(chunk)
        if self._waiting >= _FRAME_BYTES:
            self._send(b"")
        return len(chunk)

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

"""A large body on its way: given up when its reader is too slow, for each holds a thread."""

import errno
import time
from collections.abc import Callable, Iterator

PATIENCE = 20.0
"""Seconds that a reader has before its pace counts."""
PACE = 20_000
"""Bytes a second below which a reader is left: a client that reads so slowly mostly does not read at all."""
_PIECE = 1 << 14
"""Small, so that the clock is looked at between two of them."""


class TooSlow(ConnectionResetError):
    """The reader was left: the connection ends short of its length or its last chunk, so that it cannot look whole."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "the reader was too slow")


class Sending(Iterator[bytes]):
    """An iterator over the pieces of a body; `close` lets go of all that it holds, as a WSGI server does."""

    def __init__(self, pieces: Iterator[bytes], *closing: Callable[[], None]) -> None:
        self._pieces = pieces
        self._closing = list(closing)
        self._piece = memoryview(b"")
        self._sent = 0
        self._started = time.monotonic()

    def __next__(self) -> bytes:
        taken = time.monotonic() - self._started
        if taken > PATIENCE and self._sent < (taken - PATIENCE) * PACE:
            raise TooSlow
        if not self._piece:
            self._piece = memoryview(next(self._pieces, b""))
            if not self._piece:
                self.close()
                raise StopIteration
        piece, self._piece = bytes(self._piece[:_PIECE]), self._piece[_PIECE:]
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        """Let go of the body and the place."""
        while self._closing:
            self._closing.pop()()

    def __del__(self) -> None:
        self.close()  # nobody read it: the answer to a HEAD

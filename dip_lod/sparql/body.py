"""The body of a large result: a temporary file without a name, read in pieces and gone with the last."""

from collections.abc import Iterator
from typing import IO

_PIECE_BYTES = 1 << 16


class KeptBody(Iterator[bytes]):
    """An iterator over a kept file, to be read once; `close` lets go of it early, as a WSGI server does."""

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept = kept

    def __next__(self) -> bytes:
        if not self._kept.closed:
            if piece := self._kept.read(_PIECE_BYTES):
                return piece
            self._kept.close()
        raise StopIteration

    def close(self) -> None:
        """Remove the file; nothing more is to come."""
        self._kept.close()

    def __del__(self) -> None:
        self._kept.close()  # nobody read it: the answer to a HEAD

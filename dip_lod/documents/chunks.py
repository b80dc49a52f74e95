"""Whole documents, read from the sorted stream of lines a chunk at a time."""

from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 2 << 20


def chunks(stream: BinaryIO, size: int = BLOCK) -> Iterator[bytes]:
    """Cut a sorted stream into chunks of about `size` bytes, never within a document.

    A document larger than `size` makes a chunk of its own size.

    >>> import io
    >>> list(chunks(io.BytesIO(b"a\\t1\\na\\t2\\nb\\t1\\nb\\t2\\n"), 9))
    [b'a\\t1\\na\\t2\\n', b'b\\t1\\nb\\t2\\n']
    """
    held = b""
    while block := stream.read(size):
        held += block
        cut = _last_boundary(held)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _last_boundary(held: bytes) -> int:
    """Find where the last document of the block begins; 0 where there is but one."""
    start = held.rfind(b"\n") + 1
    last = held.rfind(b"\n", 0, max(start - 1, 0)) + 1 if start == len(held) else start
    document = held[last : held.find(b"\t", last) + 1]
    if not document:
        last = held.rfind(b"\n", 0, max(last - 1, 0)) + 1
        document = held[last : held.find(b"\t", last) + 1]
    while last > 0:
        previous = held.rfind(b"\n", 0, last - 1) + 1
        if not held.startswith(document, previous):
            return last
        last = previous
    return 0

"""The frames on the socket between a client and a worker: a letter, a length, and so many bytes.

A request is one `QUERY`. The worker answers `STARTED` (its number of the request), then `HEAD`, any number of `DATA`
and `END`; or `FAILURE` at any point after STARTED. Without END nothing is whole.
"""

import struct
from enum import IntEnum
from typing import BinaryIO

_HEADER = struct.Struct("!BI")
NUMBER = struct.Struct("!Q")
"""The payload of STARTED: the number under which the ledger knows the request."""


class Kind(IntEnum):
    """What a frame is."""

    QUERY = ord("Q")
    STARTED = ord("S")
    HEAD = ord("H")
    DATA = ord("D")
    END = ord("E")
    FAILURE = ord("F")


class Cut(Exception):
    """The connection ended inside a frame or between two."""


def pack(kind: Kind, payload: bytes = b"") -> bytes:
    """Make a frame.

    >>> pack(Kind.END)
    b'E\\x00\\x00\\x00\\x00'
    """
    return _HEADER.pack(kind, len(payload)) + payload


def read(stream: BinaryIO) -> tuple[Kind, bytes]:
    """Read the next frame; raises Cut where there is none whole, TimeoutError as the socket does."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise Cut
    kind, length = _HEADER.unpack(header)
    payload = stream.read(length) if length else b""
    if len(payload) < length:
        raise Cut
    return Kind(kind), payload

"""Room for so many queries at a time, running and waiting: the surplus is sent away at the door.

A place is a byte of the ledger under a lock of the open file (F_OFD_SETLK, fcntl(2)). The kernel gives it back when the
file is closed, however the client ends; and threads of one process do not share it, as they would an ordinary lock.
The socket's own backlog would not do: clients that tired of waiting stay in it until a worker has looked at them.
"""

import fcntl
import os
import random
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FLOCK = "hhqqi"  # struct flock: l_type, l_whence, l_start, l_len, l_pid
_START = 1 << 20
"""Bytes far beyond the end of the file: a lock needs none to be there."""


@contextmanager
def place(ledger: Path, places: int) -> Iterator[bool]:
    """Take a place for the time of a `with`; gives False where none is free. Raises OSError without a ledger."""
    file = os.open(ledger, os.O_RDWR | os.O_CLOEXEC)
    try:
        first = random.randrange(places)
        yield any(_lock(file, (first + step) % places) for step in range(places))
    finally:
        os.close(file)


def _lock(file: int, number: int) -> bool:
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _START + number, 1, 0))
    except (BlockingIOError, PermissionError):
        return False
    return True

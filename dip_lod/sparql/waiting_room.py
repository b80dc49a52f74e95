"""Room for so many queries at a time, in all and of one client: the surplus is sent away at the door.

A place is a byte of the ledger under a lock of the open file (F_OFD_SETLK, fcntl(2)). The kernel gives it back when the
file is closed, however the client ends; and threads of one process do not share it, as they would an ordinary lock.
The socket's own backlog would not do: clients that tired of waiting stay in it until a worker has looked at them.

Of a client nothing is kept but the place of its lock, which a number that says nothing of its address decides.
"""

import fcntl
import os
import random
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.sparql.limits import Limits, turns

_FLOCK = "hhqqi"  # struct flock: l_type, l_whence, l_start, l_len, l_pid
_START = 1 << 20
"""Bytes far beyond the end of the file: a lock needs none to be there."""
_CLIENTS = 1 << 24
_ROOM = 1 << 12
"""Bytes for each client: half for its places, half for its turns."""
_PAUSE = 0.02


@contextmanager
def place(ledger: Path, limits: Limits, client: int = 0) -> Iterator[str]:
    """Take a place for the time of a `with`; gives what there is too little of, or nothing where there is room.

    A client has at most `per_client` places, and takes turns with itself: one worker is always left to the others.
    Client 0 is nobody, and has no bounds. Raises OSError without a ledger.
    """
    file = os.open(ledger, os.O_RDWR | os.O_CLOEXEC)
    try:
        yield _take(file, limits, client)
    finally:
        os.close(file)


def _take(file: int, limits: Limits, client: int) -> str:
    until = time.monotonic() + limits.wait_seconds
    own = _CLIENTS + client * _ROOM
    if client and not _lock_any(file, own, limits.per_client):
        return "per_client"
    if not _lock_any(file, _START, limits.workers + limits.queue):
        return "queue"
    while client and not _lock_any(file, own + _ROOM // 2, turns(limits)):
        if time.monotonic() > until:
            return "per_client"
        time.sleep(_PAUSE)
    return ""


def _lock_any(file: int, start: int, places: int) -> bool:
    first = random.randrange(places)
    return any(_lock(file, start + (first + step) % places) for step in range(places))


def _lock(file: int, byte: int) -> bool:
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0))
    except (BlockingIOError, PermissionError):
        return False
    return True

"""Who does what until when, and how it ended: a small file that supervisor, workers and clients map into memory.

    store     length and path of the latest store, for workers that start
    slots     a pair for each worker: the number of the request at hand (0: none), its deadline (monotonic clock)
    fates     a ring of pairs: the number of a request whose worker died, and of what

A worker writes its own slot, the supervisor the fates; a client only reads, and only after a cut connection.
"""

import mmap
import os
import struct
import time
from enum import IntEnum
from pathlib import Path

_PAIR = struct.Struct("=Qd")
_FATE = struct.Struct("=QQ")
_LENGTH = struct.Struct("=Q")
_PATH_BYTES = 4096
_SLOTS = _LENGTH.size + _PATH_BYTES
_RING = 256
_PATIENCE_SECONDS = 3.0
"""How long a client waits for word of a death: on a busy machine the supervisor has its turn late."""


def ledger_path(socket_path: Path) -> Path:
    """Name the ledger that lies beside a socket."""
    return socket_path.with_name(socket_path.name + ".ledger")


class Fate(IntEnum):
    """Of what the worker of a request died."""

    TIME = 1
    MEMORY = 2
    STACK = 3
    SOCKET = 4
    LOST = 5
    """Of nothing that the request did, as far as one can tell."""


class Ledger:
    """The mapped file."""

    def __init__(self, path: Path, workers: int, *, create: bool = False) -> None:
        self._fates = _SLOTS + workers * _PAIR.size
        size = self._fates + _RING * _FATE.size
        if create:
            path.unlink(missing_ok=True)
            path.touch(0o600)
        with path.open("r+b") as file:
            if create:
                os.posix_fallocate(file.fileno(), 0, size)  # a mapped page without room ends who writes to it
            self._map = mmap.mmap(file.fileno(), size)
        self._next = 0

    def close(self) -> None:
        """Unmap the file."""
        self._map.close()

    def begin(self, slot: int, number: int, deadline: float) -> None:
        """Note that a worker takes up a request."""
        _PAIR.pack_into(self._map, _SLOTS + slot * _PAIR.size, number, deadline)

    def end(self, slot: int) -> None:
        """Note that a worker is idle."""
        self.begin(slot, 0, 0.0)

    def at_hand(self, slot: int) -> tuple[int, float]:
        """Tell the number and the deadline of a worker's request; the number is 0 when it is idle."""
        number, deadline = _PAIR.unpack_from(self._map, _SLOTS + slot * _PAIR.size)
        return number, deadline

    def bury(self, number: int, fate: Fate) -> None:
        """Note of what the worker of a request died."""
        _FATE.pack_into(self._map, self._fates + self._next * _FATE.size, number, fate)
        self._next = (self._next + 1) % _RING

    def fate(self, number: int, patience: float = _PATIENCE_SECONDS) -> Fate:
        """Wait until the supervisor has noted of what the worker of a request died."""
        until = time.monotonic() + patience
        while True:
            for index in range(_RING):
                known, fate = _FATE.unpack_from(self._map, self._fates + index * _FATE.size)
                if known == number:
                    return Fate(fate)
            if time.monotonic() > until:
                return Fate.LOST
            time.sleep(0.002)

    @property
    def store(self) -> Path | None:
        """The latest store, which a new worker opens before anyone asks."""
        (length,) = _LENGTH.unpack_from(self._map)
        path = self._map[_LENGTH.size : _LENGTH.size + length].decode("utf-8", "replace")
        return Path(path) if path else None

    @store.setter
    def store(self, path: Path) -> None:
        encoded = str(path).encode("utf-8", "replace")[:_PATH_BYTES]
        self._map[_LENGTH.size : _LENGTH.size + len(encoded)] = encoded
        _LENGTH.pack_into(self._map, 0, len(encoded))

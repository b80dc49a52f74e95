"""A worker process: takes one query after another from the socket, until it is killed or replaced."""

import json
import resource
import socket
import threading
import time
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from dip_lod.sparql import confinement, engine, failures, frames
from dip_lod.sparql.answer import Broken, Failure
from dip_lod.sparql.frames import Kind
from dip_lod.sparql.lane import Lane
from dip_lod.sparql.ledger import Ledger
from dip_lod.sparql.limits import GROWTH_SHARE, Limits
from dip_lod.sparql.outbox import Outbox
from dip_lod.sparql.request import QueryRequest
from dip_lod.sparql.watch import Watch

_READ_SECONDS = 2.0
"""A client sends its request at once; one that does not is dropped."""

_LOOK_SECONDS = 5.0
"""Between two looks whether the open store is still there."""

_STACK_BYTES = 1 << 18


class Worker:
    """The state of a worker: its slot in the ledger, and the store it has open."""

    def __init__(self, slot: int, generation: int, ledger: Ledger, limits: Limits) -> None:
        self._slot = slot
        self._number = generation << 32
        self._ledger = ledger
        self._limits = limits
        self._watch = Watch()
        self._lane = Lane()
        self._store: ox.Store | None = None
        self._opened: tuple[Path | None, str] | None = None
        self._busy = threading.Lock()
        before = threading.stack_size(_STACK_BYTES)
        threading.Thread(target=self._let_go, name="let go", daemon=True).start()
        threading.stack_size(before)

    def run(self, listener: socket.socket) -> None:
        """Answer queries until this process has grown too large; then return, to be replaced."""
        if (path := self._ledger.store) is not None and path.is_dir():
            self._open(path, "")
        allowed = _peak_kilobytes() + self._limits.memory_bytes * GROWTH_SHARE / 1024
        while _peak_kilobytes() < allowed:
            connection, _ = listener.accept()
            with connection:
                try:
                    with self._busy:
                        self._answer(connection)
                except (ConnectionError, TimeoutError, frames.Cut):  # the client went or never spoke
                    continue
                finally:
                    self._ledger.end(self._slot)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(_READ_SECONDS)
        with connection.makefile("rb") as stream:
            _, payload = frames.read(cast(BinaryIO, stream))
        connection.settimeout(None)
        self._number += 1
        started = time.monotonic()
        self._ledger.begin(self._slot, self._number, started + self._limits.seconds)
        connection.sendall(frames.pack(Kind.STARTED, frames.NUMBER.pack(self._number)))
        outbox = Outbox(connection, self._limits)
        self._watch.begin(connection)
        request = QueryRequest.from_json(payload)
        failure = self._lane.run(lambda: self._evaluate(request, outbox))
        self._watch.end(connection)
        if failure:
            outbox.fail(failures.write(failure))
        else:
            seconds = round(time.monotonic() - started, 6)
            outbox.finish(json.dumps({"rows": outbox.rows, "seconds": seconds}).encode())

    def _evaluate(self, request: QueryRequest, outbox: Outbox) -> Failure | None:
        if self._opened != (request.store, request.publication) and (broken := self._open_for(request)):
            return broken
        assert self._store is not None
        return engine.evaluate(self._store, request, outbox, self._limits)

    def _open_for(self, request: QueryRequest) -> Failure | None:
        if request.store is None:
            self._store, self._opened = ox.Store(), (None, request.publication)
            return None
        error = self._open(request.store, request.publication)
        if error is None:
            self._ledger.store = request.store
            return None
        return Broken(f"{request.store}: {error}; build the publication again or name another folder")

    def _open(self, path: Path, publication: str) -> str | None:
        """Open a store and let go of the last; return why not where it cannot be opened."""
        self._store = self._opened = None
        try:
            self._store = ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB found its files damaged
            return str(error)
        self._opened = (path, publication)
        return None

    def _let_go(self) -> None:
        """Close a store that has been removed: as long as its files are open their bytes stay on the disk (erasure)."""
        while True:
            time.sleep(_LOOK_SECONDS)
            opened = self._opened
            if opened and opened[0] and not opened[0].is_dir() and self._busy.acquire(blocking=False):
                self._store = self._opened = None
                self._busy.release()


def live(slot: int, generation: int, listener: socket.socket, ledger: Ledger, limits: Limits, parent: int) -> None:
    """Be a worker: what the supervisor's child does after the fork."""
    confinement.die_with(parent)
    confinement.confine(limits.memory_bytes, sockets=bool(limits.services))
    Worker(slot, generation, ledger, limits).run(listener)


def _peak_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

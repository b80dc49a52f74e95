"""Whether a remote store still holds a graph whole: counted beside the answers, for an engine may lose a part of it."""

import logging
import threading
import time
from pathlib import Path

from dip_lod import logs
from dip_lod.store import counting
from dip_lod.store.errors import StoreError
from dip_lod.store.remote import Remote

_AGAIN_SECONDS = 3600.0
"""Between two counts of a graph that was whole."""
_SHORT_SECONDS = 60.0
"""The same of one that was not: a build may have loaded it anew."""


class Wholeness:
    """Counts graphs of one store, each when it is first asked, hourly, and when the store has failed; for any thread.

    A store is only ever restarted, or restored, beside us: that is when it may come back with less. A count may take
    long, so answers do not wait for it: they go on until it has told of a loss.
    """

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._lock = threading.Lock()
        self._due: dict[str, float] = {}
        self._short: set[str] = set()

    def lost(self, graph: str, dump: Path) -> bool:
        """Say whether a part of a graph is known to be lost; begin to count it, where that is due."""
        with self._lock:
            now = time.monotonic()
            if now >= self._due.get(graph, 0.0):
                self._due = {one: due for one, due in self._due.items() if due > now}
                self._due[graph] = now + (_SHORT_SECONDS if graph in self._short else _AGAIN_SECONDS)
                threading.Thread(target=self._count, args=(graph, dump), name="count", daemon=True).start()
            return graph in self._short

    def doubt(self) -> None:
        """Count every graph again when it is next asked: the store has failed."""
        with self._lock:
            self._due.clear()

    def _count(self, graph: str, dump: Path) -> None:
        try:
            with dump.open("rb") as stream:
                expected = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
            found = counting.triples(self._remote, graph)
        except (OSError, StoreError):  # the publication is gone, or the store fails: who asks is told of that
            return
        with self._lock:
            known = graph in self._short
            if found == expected:
                self._short.discard(graph)
                return
            self._short.add(graph)
            self._due[graph] = time.monotonic() + _SHORT_SECONDS
        if not known:
            what = f"{self._remote.query}: holds {found} of {expected} triples of {graph}"
            logs.event("store", f"{what}; run 'dip-lod build', which loads it", level=logging.ERROR)

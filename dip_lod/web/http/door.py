"""The door of the endpoint in one web worker: so many go in at a time, so many wait before it, and the rest leave."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Door:
    """Holds back those for whom there is no room: one who is sent away at once is back at once.

    `inside` may be in at a time, `before` may wait for `patience` seconds; none of the others waits at all.
    """

    def __init__(self, inside: int, before: int, patience: float) -> None:
        self._inside = threading.BoundedSemaphore(inside)
        self._before = threading.BoundedSemaphore(before)
        self._patience = patience

    @contextmanager
    def passage(self) -> Iterator[bool]:
        """Go in for the time of a `with`; gives False where there is no room."""
        entered = self._inside.acquire(blocking=False) or self._wait()
        try:
            yield entered
        finally:
            if entered:
                self._inside.release()

    def _wait(self) -> bool:
        if not self._before.acquire(blocking=False):
            return False
        try:
            return self._inside.acquire(timeout=self._patience)
        finally:
            self._before.release()


class Readers:
    """Those who are reading a large result: bounded in all, and of one client."""

    def __init__(self, places: int, per_client: int) -> None:
        self._places = places
        self._per_client = per_client
        self._reading: Counter[int] = Counter()
        self._lock = threading.Lock()

    def enter(self, client: int) -> bool:
        """Take a place, or not; who has one gives it back with `leave`."""
        with self._lock:
            if self._reading.total() >= self._places or (client and self._reading[client] >= self._per_client):
                return False
            self._reading[client] += 1
            return True

    def leave(self, client: int) -> None:
        """Give the place back."""
        with self._lock:
            self._reading[client] -= 1
            self._reading = +self._reading

"""How often one client may search: a bucket of searches that fills up again."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

SEARCHES = 120
"""Searches in a full bucket."""

A_SECOND = 4.0
"""Searches that flow in again in a second, in each web worker."""

_CLIENTS = 10_000


class Rate:
    """The buckets of the clients that came last."""

    def __init__(
        self, full: float = SEARCHES, a_second: float = A_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._full = full
        self._a_second = a_second
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def wait(self, client: int) -> float:
        """Take one search; gives the seconds to wait where there is none left.

        >>> rate = Rate(1, 0.5, lambda: 0.0)
        >>> rate.wait(7), rate.wait(7), rate.wait(8)
        (0.0, 2.0, 0.0)
        """
        now = self._clock()
        with self._lock:
            left, last = self._buckets.pop(client, (self._full, now))
            left = min(self._full, left + (now - last) * self._a_second)
            short = max(0.0, 1 - left)
            self._buckets[client] = (left if short else left - 1, now)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)
        return short / self._a_second

    def charge(self, client: int, cost: float) -> None:
        """Take more for a search that turns out to be many: the next one waits the longer."""
        with self._lock:
            if client in self._buckets:
                left, last = self._buckets[client]
                self._buckets[client] = (max(left - cost, -self._full), last)

"""The thread in which a worker asks the engine: it gives way once a query is long.

Linux has a priority for each thread, and who may not raise one can still begin anew: a thread that has been slowed ends
with its query, and the next query has a fresh one.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")

SHORT = 0.2
"""Seconds of a query before it gives way to shorter ones."""

_NICE = 19
_STACK_BYTES = 8 << 20
"""As the first thread of a process has it: what the limit of nesting was measured with."""


class Lane:
    """Runs one thing after another."""

    def __init__(self) -> None:
        self._executor: ThreadPoolExecutor | None = None
        self._thread = 0

    def run(self, work: Callable[[], T]) -> T:
        """Run something to its end, and give what it gives or raise what it raises."""
        executor = self._executor = self._executor or self._fresh()
        future: Future[T] = executor.submit(work)
        if wait([future], SHORT).not_done:
            os.setpriority(os.PRIO_PROCESS, self._thread, _NICE)
            self._executor = None
            wait([future])
            executor.shutdown(wait=False)
        return future.result()

    def _fresh(self) -> ThreadPoolExecutor:
        before = threading.stack_size(_STACK_BYTES)
        try:
            executor = ThreadPoolExecutor(1, "query")
            self._thread = executor.submit(threading.get_native_id).result()
        finally:
            threading.stack_size(before)
        return executor

"""Tasks in flight: their results in the order of the tasks, at most so many under way, so that memory stays flat."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_order(tasks: Iterable[Future[T]], ahead: int) -> Iterator[T]:
    """Give the results of tasks, each begun when the iterable gives it, at most `ahead` of them before their results.

    Raises what a task raised. Whoever asks no further leaves nothing waiting.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as pool:
    ...     list(in_order((pool.submit(pow, 2, power) for power in range(5)), 2))
    [1, 2, 4, 8, 16]
    """
    waiting: deque[Future[T]] = deque()
    try:
        for task in tasks:
            waiting.append(task)
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for task in waiting:
            task.cancel()

"""Worker processes behind one `concurrent.futures` executor, so that a cluster's can take its place."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")


class Inline(Executor):
    """An executor that works in this process, at once."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Do the work now."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def executor(processes: int, prepare: Callable[..., None], *arguments: Any) -> Executor:
    """Give an executor whose processes (0: one a core) have each called `prepare(*arguments)`; 1 works inline."""
    count = processes or len(os.sched_getaffinity(0))
    if count == 1:
        prepare(*arguments)
        return Inline()
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(count, context, prepare, arguments)


def ordered(pool: Executor, work: Callable[[S], T], inputs: Iterable[S], ahead: int = 8) -> Iterator[T]:
    """Map over inputs in their order, with at most `ahead` in flight, so that memory stays flat."""
    waiting: deque[Future[T]] = deque()
    for one in inputs:
        waiting.append(pool.submit(work, one))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def nothing() -> None:
    """Prepare nothing."""

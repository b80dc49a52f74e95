"""Worker processes behind one `concurrent.futures` executor, so that a cluster's can take its place."""

import gc
import multiprocessing
import multiprocessing.forkserver
import os
import select
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from dip_lod.errors import DipLodError
from dip_lod.in_flight import in_order

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")


_SELDOM = 100_000
"""New objects between two searches for cycles: workers make none, and searching took a tenth of their time."""


_IMPORTED = [f"dip_lod.pipeline.{stage}" for stage in ("mapping_stage", "finishing", "parts")]
"""What the fork server imports once, so that each worker does not: it took them a fifth of a second each."""


class WorkerError(DipLodError):
    """Say at which stage a worker process died."""


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
    serve()
    return ProcessPoolExecutor(count, context, _begin, (os.getpid(), prepare, *arguments))


def beside(pool: Executor) -> Executor:
    """Give an executor for one piece of work in this process, beside what the pool does; one process works inline."""
    return Inline() if isinstance(pool, Inline) else ThreadPoolExecutor(1)


def serve() -> None:
    """Start the fork server, which imports the stages while this process goes on."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(_IMPORTED)
    multiprocessing.forkserver.ensure_running()


def ordered(pool: Executor, work: Callable[[S], T], inputs: Iterable[S], ahead: int = 8) -> Iterator[T]:
    """Map over inputs in their order, with at most `ahead` in flight, so that memory stays flat.

    Raises WorkerError, which names the stage by the module of `work`, when a worker dies. Whoever asks no further,
    for something failed, leaves nothing waiting.
    """
    with named(work.__module__.rpartition(".")[2].removesuffix("_stage")):
        yield from in_order((pool.submit(work, one) for one in inputs), ahead)


@contextmanager
def named(stage: str) -> Iterator[None]:
    """Turn the death of a worker into one sentence with the stage."""
    try:
        yield
    except BrokenExecutor:
        raise WorkerError(
            f"{stage}: a worker process died, of too little memory or of a query nested too deep; "
            "free memory, or simplify the query"
        ) from None


def _begin(build: int, prepare: Callable[..., None], *arguments: Any) -> None:
    """Begin the work of a process, which ends when the build does: its parent, the fork server, would outlive that."""
    try:
        ended = os.pidfd_open(build)
    except ProcessLookupError:
        os._exit(1)
    threading.Thread(target=_end_with, args=(ended,), daemon=True).start()
    prepare(*arguments)
    gc.freeze()
    gc.set_threshold(_SELDOM)


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Let this process, too, seldom search its objects for cycles."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_with(ended: int) -> None:
    """Wait until a process is no more, and end this one."""
    select.select([ended], [], [])
    os._exit(1)


def nothing() -> None:
    """Prepare nothing."""

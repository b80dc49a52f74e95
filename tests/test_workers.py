"""Worker processes end with their build, and a death among them is one sentence."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import toy
from patience import until

from dip_lod.journal.reading import current
from dip_lod.pipeline import workers
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout

BUILD = """\
import time
from dip_lod.pipeline import workers
if __name__ == "__main__":
    with workers.executor(2, workers.nothing) as pool:
        print(list(workers.ordered(pool, abs, [-1])), flush=True)
        list(workers.ordered(pool, time.sleep, [300, 300]))
"""


def session(leader: int) -> set[int]:
    """List the live processes of a session."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, of = (folder / "stat").read_text().rpartition(") ")[2].split()[:4]
        except OSError:
            continue
        if int(of) == leader and state != "Z":
            found.add(int(folder.name))
    return found


def test_all_processes_end_when_the_build_is_killed(tmp_path: Path) -> None:
    (tmp_path / "build.py").write_text(BUILD, "utf-8")
    with subprocess.Popen(
        [sys.executable, tmp_path / "build.py"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as build:
        assert build.stdout and build.stdout.readline() == b"[1]\n"
        until(lambda: len(session(build.pid)) >= 4)
        build.kill()
    until(lambda: not session(build.pid))


def _die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGSEGV)
    return number


def test_a_worker_that_dies_is_one_sentence_with_its_stage() -> None:
    with (
        workers.executor(2, workers.nothing) as pool,
        pytest.raises(workers.WorkerError, match=r"^test_workers: a worker process died, [^\n]+; [^\n]+$"),
    ):
        list(workers.ordered(pool, _die, [1, 2]))


class _Cluster(Executor):
    """An executor as a cluster's: tasks and results travel as bytes, and it knows no more than PEP 3148 asks of it."""

    def __init__(self, prepare: Callable[..., None], *arguments: object) -> None:
        self._worker = ThreadPoolExecutor(1)
        self._send(prepare, *arguments).result()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        assert not kwargs
        return self._send(fn, *args)

    def _send(self, fn: Callable[..., Any], *args: Any) -> "Future[Any]":
        sent = pickle.dumps((fn, args))
        return self._worker.submit(_received, sent)

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
        self._worker.shutdown(wait)


def _received(sent: bytes) -> Any:
    fn, args = pickle.loads(sent)
    return pickle.loads(pickle.dumps(fn(*args)))


def test_another_executor_takes_the_place_of_the_pool_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [{"id": str(number), "name": f"Persoon {number}"} for number in range(30)]
    extra = '[build]\nviolations = "report"\nbatch = 7\nprocesses = 1'
    first = toy.site(tmp_path / "pool", people, extra=extra)
    second = toy.site(tmp_path / "cluster", people, extra=extra)
    toy.published(first)
    monkeypatch.setattr(workers, "executor", lambda _, prepare, *arguments: _Cluster(prepare, *arguments))
    toy.published(second)
    folders = [current(config.data_folder) for config in (first, second)]
    assert (folders[0] / layout.DUMP).read_bytes() == (folders[1] / layout.DUMP).read_bytes()
    assert not [check for check in verify(second.data_folder, folders[1]) if check.wrong]


def test_what_waits_is_not_done_when_somebody_asks_no_further() -> None:
    with ThreadPoolExecutor(1) as pool:
        begun: list[int] = []

        def work(number: int) -> None:
            begun.append(number)

        results = workers.ordered(pool, work, range(100))
        next(results)
        del results
    assert len(begun) < 12

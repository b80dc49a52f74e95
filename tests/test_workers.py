"""Worker processes end with their build, and a death among them is one sentence."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from patience import until

from dip_lod.pipeline import workers

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

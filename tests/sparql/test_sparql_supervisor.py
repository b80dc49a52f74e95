"""dip_lod/sparql/supervisor.py and pool.py: how workers come and go."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from endpoints import LIMITS, Endpoint, alive, children
from patience import SOON, until

from dip_lod.sparql import supervisor
from dip_lod.sparql.answer import Busy, Result
from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.ledger import Fate, Ledger, ledger_path


def test_stopping_leaves_nothing_behind(start: Callable[..., Endpoint]) -> None:
    endpoint = start()
    endpoint.settle()
    pids = [endpoint.supervisor.pid, *endpoint.workers()]
    endpoint.supervisor.stop()
    assert not any(map(alive, pids))
    assert not endpoint.socket_path.exists()
    assert not ledger_path(endpoint.socket_path).exists()
    assert isinstance(endpoint.ask("ASK {}"), Busy)


def test_a_killed_supervisor_takes_its_workers_along(start: Callable[..., Endpoint]) -> None:
    endpoint = start()
    endpoint.settle()
    pids = endpoint.workers()
    os.kill(endpoint.supervisor.pid, signal.SIGKILL)
    until(lambda: not any(map(alive, pids)))
    assert not endpoint.supervisor.running
    again = supervisor.start(endpoint.socket_path, endpoint.limits)  # the socket that was left is no obstacle
    assert isinstance(endpoint.ask("ASK {}"), Result)
    again.stop()


PARENT = """
import json, sys, time
from pathlib import Path
from dip_lod.config import Limits
from dip_lod.sparql import supervisor
print(supervisor.start(Path(sys.argv[1]), Limits(workers=2)).pid, flush=True)
time.sleep(300)
"""


def test_all_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "s")],
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        until(lambda: len(children(pid)) == 2)
        pids = [pid, *children(pid)]
        parent.kill()
    until(lambda: not any(map(alive, pids)))


def test_a_killed_worker_is_replaced(start: Callable[..., Endpoint]) -> None:
    endpoint = start()
    endpoint.settle()
    before = endpoint.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(endpoint.workers()) == endpoint.limits.workers and not set(before) & set(endpoint.workers()))
    assert isinstance(endpoint.ask("ASK {}"), Result)


def test_the_socket_is_for_this_user_only(endpoint: Endpoint) -> None:
    assert stat.S_IMODE(endpoint.socket_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(ledger_path(endpoint.socket_path).stat().st_mode) == 0o600


def test_workers_leave_no_core_and_have_a_limit_of_memory(endpoint: Endpoint) -> None:
    endpoint.settle()
    until(lambda: "Max data size             400000000" in limits_of(endpoint.workers()[0]))
    assert "Max core file size        0 " in limits_of(endpoint.workers()[0])


def limits_of(pid: int) -> str:
    return Path(f"/proc/{pid}/limits").read_text()


def test_workers_are_filtered_or_the_supervisor_says_why_not(endpoint: Endpoint) -> None:
    endpoint.settle()
    expected = "0" if endpoint.supervisor.missing_barrier else "2"  # SECCOMP_MODE_FILTER
    for pid in endpoint.workers():
        until(lambda pid=pid: f"Seccomp:\t{expected}\n" in Path(f"/proc/{pid}/status").read_text())


def test_a_second_supervisor_on_one_socket_is_told(endpoint: Endpoint) -> None:
    with pytest.raises(EndpointError, match="another supervisor answers there"):
        supervisor.start(endpoint.socket_path, LIMITS)
    assert isinstance(endpoint.ask("ASK {}"), Result)


def test_a_socket_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "folder.sock", tmp_path / ("long" * 40)):
        with pytest.raises(EndpointError, match=r": .*; name a short path"):
            supervisor.start(path, LIMITS)


def test_limits_under_which_nothing_works_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match="memory_bytes is 1,000; set it to 256,000,000 or more"):
        supervisor.start(tmp_path / "s", replace(LIMITS, memory_bytes=1000))


def test_the_ledger_tells_of_what_a_worker_died(tmp_path: Path) -> None:
    written = Ledger(tmp_path / "ledger", 2, create=True)
    read = Ledger(tmp_path / "ledger", 2)
    for number in range(1, 600):
        written.bury(number, Fate.STACK)
    written.store = Path("/stores/één")
    assert read.fate(599) is Fate.STACK
    assert read.fate(1, patience=0.01) is Fate.LOST  # overwritten: the ring is long enough for the living
    assert read.store == Path("/stores/één")
    written.begin(1, 7, 3.5)
    assert read.at_hand(1) == (7, 3.5)
    written.close()
    read.close()


def test_the_supervisor_is_ready_once_it_has_started(start: Callable[..., Endpoint]) -> None:
    started = time.monotonic()
    endpoint = start()
    assert isinstance(endpoint.ask("ASK {}"), Result)
    assert time.monotonic() - started < SOON

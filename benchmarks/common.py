"""What the benchmarks share: the peers' environment, timing of whole commands, and the record of a result."""

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PEERS = ROOT / ".venv-peers"
OURS = Path(sys.executable).parent / "dip-lod"


@dataclass(frozen=True)
class Run:
    """A whole command: its seconds and the peak memory of its largest process in megabytes."""

    seconds: float
    megabytes: float
    output: str


def run(*command: str | Path, folder: Path) -> Run:
    """Run a command to its end and time it from outside; the kernel's own account gives the memory."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([*map(str, command)], cwd=folder, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        output.seek(0)
        if process.returncode:
            sys.exit(f"{command[0]} ended with {process.returncode}:\n{errors.read()[-2000:]}")
        return Run(seconds, usage.ru_maxrss / 1024, output.read())


def median(values: list[float]) -> float:
    """Give the middle value."""
    return sorted(values)[len(values) // 2]


def machine() -> str:
    """Name the machine and the commit, for the record."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    cores = len(os.sched_getaffinity(0))
    return f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, commit {commit.stdout.strip()}"


@contextmanager
def server(command: list[object], port: int, folder: Path) -> Iterator[None]:
    """Run a server until it has been asked enough."""
    process = subprocess.Popen(
        [*map(str, command)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    try:
        until = time.monotonic() + 300
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"{command[0]} does not answer")
            time.sleep(0.2)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # rdflib-endpoint ends no query
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free() -> int:
    """Find a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

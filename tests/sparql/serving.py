"""A real server in a process of its own, over a publication of made-up edge cases."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import web_harness
from patience import LATE, until

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import web_harness
from dip_lod.config import Limits, Log, Serve
from dip_lod.web.server import serve
config = web_harness.config(Path(sys.argv[1]))
limits = Limits(seconds=float(sys.argv[4]), memory_bytes=400_000_000)
serve(replace(config, limits=limits, log=Log(form="json"), serve=Serve(port=int(sys.argv[2]), workers=2)))
"""


@contextmanager
def serving(data: Path, seconds: float = 4.0) -> Iterator[tuple[int, int, Path]]:
    """Serve a data folder; gives the port, the process, and the file of its log."""
    log = data / "serve.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    tests = str(Path(web_harness.__file__).parent)
    with log.open("wb") as stream:
        command = [sys.executable, "-c", PROGRAM, str(data), str(port), tests, str(seconds)]
        process = subprocess.Popen(command, stderr=stream)
        try:
            until(
                lambda: b"Serving" in log.read_bytes() or process.poll() is not None,
                why=lambda: log.read_text("utf-8"),
            )
            assert process.poll() is None, log.read_text("utf-8")
            yield port, process.pid, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(LATE)


def family(pid: int) -> list[int]:
    """List a process and all that descend from it."""
    found = [pid]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except FileNotFoundError:
            continue
        found.extend(map(int, children))
    return found


def resident(pid: int) -> int:
    """Give the resident memory of a family in bytes, each shared page by its share."""
    total = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def descriptors(pid: int) -> int:
    """Count what a family has open."""
    total = 0
    for one in family(pid):
        try:
            total += len(list(Path(f"/proc/{one}/fd").iterdir()))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total

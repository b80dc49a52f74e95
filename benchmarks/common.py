"""What the benchmarks share: the peers' environment, timing of whole commands, and the record of a result."""

import os
import platform
import resource
import subprocess
import sys
import time
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
    """Run a command to its end and time it from outside."""
    started = time.monotonic()
    process = subprocess.run(
        ["/usr/bin/env", "time", "-f", "peak %M", *map(str, command)] if Path("/usr/bin/time").exists() else [*map(str, command)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = time.monotonic() - started
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{process.stderr[-2000:]}")
    peaks = [line for line in process.stderr.splitlines() if line.startswith("peak ")]
    peak = float(peaks[-1].split()[1]) / 1024 if peaks else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Run(seconds, peak, process.stdout)


def median(values: list[float]) -> float:
    """Give the middle value."""
    return sorted(values)[len(values) // 2]


def machine() -> str:
    """Name the machine and the commit, for the record."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    cores = len(os.sched_getaffinity(0))
    return f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, commit {commit.stdout.strip()}"

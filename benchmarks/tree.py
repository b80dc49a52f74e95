"""A command and all its processes: seconds, processor seconds, and the peak of their memory, sampled from /proc.

The kernel's account of a command leaves out processes that it did not wait for, as those of a fork server; so the
whole session is sampled. Memory is PSS: a page that processes share counts once. Pages of files that are mapped count
too, though the kernel may drop them at any time: memory of their own is told apart.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.5
"""Seconds between samples: what a process did after its last one is lost, half of that on the average."""


@dataclass
class Tree:
    """What a session of processes used."""

    seconds: float = 0.0
    output: str = ""
    peak: int = 0
    """Bytes, of all processes together."""
    own: int = 0
    """Bytes at most that are no pages of files."""
    largest: dict[int, int] = field(default_factory=dict)
    """Peak of each process by its id."""
    samples: list[tuple[float, int, float]] = field(default_factory=list)
    """Time since the start, bytes of all processes, processor seconds so far."""
    _used: dict[int, float] = field(default_factory=dict)

    @property
    def processor(self) -> float:
        """Processor seconds, user and system, of all processes."""
        return sum(self._used.values())

    def sample(self, leader: int, since: float, *, memory: bool) -> None:
        """Look at every process of a session once, and at its memory too where that is asked for."""
        total = own = 0
        for pid in _session(leader):
            try:
                words = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
                self._used[pid] = (int(words[11]) + int(words[12])) / _TICKS
                rolled = Path(f"/proc/{pid}/smaps_rollup").read_text() if memory else ""
            except OSError:
                continue
            sizes = {name: int(rest.split()[0]) * 1024 for name, _, rest in map(_named, rolled.splitlines()[1:])}
            size = sizes.get("Pss", 0)
            self.largest[pid] = max(size, self.largest.get(pid, 0))
            total += size
            own += size - sizes.get("Pss_File", 0)
        self.peak = max(self.peak, total)
        self.own = max(self.own, own)
        self.samples.append((time.monotonic() - since, total, self.processor))


def run(*command: str | Path, folder: Path, memory: bool = True) -> Tree:
    """Run a command to its end, in a session of its own.

    Asking for memory costs the command time: the kernel walks all its pages at each sample.
    """
    tree = Tree()
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [*map(str, command)], cwd=folder, stdout=output, stderr=errors, start_new_session=True
        )
        ended = threading.Event()
        sampler = threading.Thread(target=_watch, args=(tree, process.pid, started, ended, memory))
        sampler.start()
        code = process.wait()
        tree.seconds = time.monotonic() - started
        ended.set()
        sampler.join()
        errors.seek(0)
        output.seek(0)
        if code:
            sys.exit(f"{command[0]} ended with {code}:\n{errors.read()[-2000:]}")
        tree.output = output.read()
    return tree


def _named(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _watch(tree: Tree, leader: int, started: float, ended: threading.Event, memory: bool) -> None:
    while not ended.wait(EVERY):
        tree.sample(leader, started, memory=memory)


def _session(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(") ")[2].split()[3]) == leader:
                found.append(int(folder.name))
        except OSError:
            continue
    return found

"""The supervisor of the SPARQL workers, as the process that serves starts and stops it."""

import json
import os
import select
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

import dip_lod
from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.ledger import ledger_path
from dip_lod.sparql.limits import Limits, check

_START_SECONDS = 20.0
_STOP_SECONDS = 3.0


class Supervisor:
    """A running supervisor. It and its workers also end when the process that started it does."""

    def __init__(self, process: subprocess.Popen[bytes], socket_path: Path, missing_barrier: str | None) -> None:
        self._process = process
        self.socket_path = socket_path
        self.missing_barrier = missing_barrier
        """Why workers can open sockets here, so that SERVICE is refused by its text alone; None where they cannot."""

    @property
    def pid(self) -> int:
        """The process id of the supervisor."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it still runs; one that does not is to be started again."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the workers and the supervisor, and remove the socket."""
        _close(self._process.stdin)  # the lifeline
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process.stdout)
        self.socket_path.unlink(missing_ok=True)
        ledger_path(self.socket_path).unlink(missing_ok=True)


def start(socket_path: Path, limits: Limits) -> Supervisor:
    """Start a supervisor and wait until its socket answers; raises EndpointError where it cannot.

    It is a fresh process, not a fork of this one, which may have threads and open stores; in a process group of its
    own, so that Ctrl-C ends it through us; and its standard input is the lifeline by which it learns that we have gone.
    """
    check(limits)
    path = os.pathsep.join(filter(None, (str(Path(dip_lod.__file__).parents[1]), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-m", "dip_lod.sparql", str(socket_path.absolute()), json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path, "RUST_BACKTRACE": "0"},  # a line in the log for each bomb, not sixty
        process_group=0,
    )
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], _START_SECONDS)
    line = process.stdout.readline() if ready else b""
    report = json.loads(line) if line else {"error": f"{socket_path}: the supervisor said nothing; see the log"}
    supervisor = Supervisor(process, socket_path, report.get("missing_barrier"))
    if error := report.get("error"):
        _clear_away(process)
        raise EndpointError(error)
    return supervisor


def _clear_away(process: subprocess.Popen[bytes]) -> None:
    """Clear away a supervisor that did not start."""
    process.kill()
    process.wait()
    _close(process.stdin)
    _close(process.stdout)


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        stream.close()

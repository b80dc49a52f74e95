"""The supervisor's own process: it keeps as many workers as there should be, and kills those that run too long."""

import os
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass

from dip_lod.sparql import worker
from dip_lod.sparql.ledger import Fate, Ledger
from dip_lod.sparql.limits import Limits

_LONGEST_SLEEP = 1.0
"""How soon the loss of the parent is noticed where the pipe does not tell."""

_HASTE_SECONDS = 0.2
"""A worker that ends sooner than this without a request is not replaced before so much time is up."""

_FATES = {
    signal.SIGSEGV: Fate.STACK,
    signal.SIGBUS: Fate.STACK,
    signal.SIGABRT: Fate.MEMORY,
    signal.SIGSYS: Fate.SOCKET,
}
"""A stack that overflows ends in SIGSEGV; memory that is refused in abort(); a filtered call in SIGSYS."""


@dataclass(slots=True)
class _Child:
    slot: int
    born: float
    killed: bool = False


class Pool:
    """The workers. The process has one thread and opens no store, so it can fork at any time."""

    def __init__(self, listener: socket.socket, ledger: Ledger, limits: Limits) -> None:
        self._listener = listener
        self._ledger = ledger
        self._limits = limits
        self._children: dict[int, _Child] = {}
        self._generation = 0
        self._rest_until = 0.0
        self._wakeup, self._signalled = os.pipe()
        os.set_blocking(self._signalled, False)
        os.set_blocking(self._wakeup, False)

    def run(self, lifeline: int) -> None:
        """Supervise until the other end of the lifeline (a file descriptor) is closed, or SIGTERM comes."""
        parent = os.getppid()
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: None)
        signal.set_wakeup_fd(self._signalled, warn_on_full_buffer=False)
        while os.getppid() == parent:
            self._fill()
            ready, _, _ = select.select([lifeline, self._wakeup], [], [], self._patience())
            if lifeline in ready or (self._wakeup in ready and signal.SIGTERM in os.read(self._wakeup, 1024)):
                break
            self._kill_overdue()
            self._reap()
        self._kill_all()

    def _fill(self) -> None:
        if time.monotonic() < self._rest_until:
            return
        taken = {child.slot for child in self._children.values()}
        for slot in range(self._limits.workers):
            if slot not in taken:
                self._fork(slot)

    def _fork(self, slot: int) -> None:
        self._generation += 1
        self._ledger.end(slot)
        parent = os.getpid()
        if (pid := os.fork()) != 0:
            self._children[pid] = _Child(slot, time.monotonic())
            return
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            worker.live(slot, self._generation, self._listener, self._ledger, self._limits, parent)
            status = 0
        finally:  # whatever it was: never return into the supervisor's loop
            if status and sys.exc_info()[1] is not None:
                traceback.print_exc()
            os._exit(status)

    def _patience(self) -> float:
        """Until the next deadline. One that is set meanwhile lies a whole time limit ahead."""
        now = time.monotonic()
        ends = [deadline for number, deadline in map(self._ledger.at_hand, self._slots()) if number]
        if now < self._rest_until:
            ends.append(self._rest_until)
        return max(0.0, min([end - now for end in ends] + [self._limits.seconds, _LONGEST_SLEEP]))

    def _slots(self) -> list[int]:
        return [child.slot for child in self._children.values() if not child.killed]

    def _kill_overdue(self) -> None:
        for pid, child in self._children.items():
            number, deadline = self._ledger.at_hand(child.slot)
            if number and not child.killed and time.monotonic() >= deadline:
                child.killed = True
                os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self._children.pop(pid)
            number, deadline = self._ledger.at_hand(child.slot)
            if number:
                self._ledger.bury(number, _fate(status, child.killed, time.monotonic() >= deadline))
                self._ledger.end(child.slot)
            elif os.waitstatus_to_exitcode(status) and time.monotonic() - child.born < _HASTE_SECONDS:
                self._rest_until = time.monotonic() + _HASTE_SECONDS

    def _kill_all(self) -> None:
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in self._children:
            os.waitpid(pid, 0)


def _fate(status: int, killed: bool, overdue: bool) -> Fate:
    """Tell of what a worker died that was at work. Killed but not overdue: it had just taken up another request."""
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGKILL and not killed:  # the kernel's, for want of memory
        return Fate.MEMORY
    if killed:
        return Fate.TIME if overdue else Fate.LOST
    return _FATES.get(signal.Signals(-code), Fate.LOST) if code < 0 else Fate.LOST

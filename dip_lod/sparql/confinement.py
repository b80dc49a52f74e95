"""What a worker takes upon itself before it sees a query."""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

from dip_lod.sparql import seccomp

_PR_SET_PDEATHSIG = 1
_NICE = 10


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent, a process of one thread, is gone (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:  # it went before we asked
        os._exit(1)


def confine(memory_bytes: int, *, sockets: bool = False) -> None:
    """Bound the memory, leave no core file, give way to the web, and open no socket from here on if so asked.

    RLIMIT_DATA counts what a process allocates; RLIMIT_AS would also count mapped files and reserved addresses.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _give_way()
    with contextlib.suppress(OSError):  # should memory run out after all, a worker goes first; a container may forbid
        Path("/proc/self/oom_score_adj").write_text("1000")
    if not sockets:
        seccomp.forbid_sockets()


def _give_way() -> None:
    """Leave nine tenths of a core to whoever asks for a page; no less than a tenth, or queries would starve.

    Where the kernel groups tasks by session (autogroup, sched(7)), a lower priority counts within the session alone; so
    the supervisor stays in that of the web server.
    """
    os.nice(_NICE)


def missing_barrier() -> str | None:
    """Learn in a process of its own why sockets cannot be forbidden here, or None."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, (seccomp.forbid_sockets() or "").encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        reason = stream.read().decode()
    os.waitpid(child, 0)
    return reason or None

"""The supervisor's process: `python -m dip_lod.sparql SOCKET LIMITS`, as supervisor.py starts it."""

import json
import os
import socket
import stat
import sys
from pathlib import Path

from dip_lod.sparql import confinement
from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.ledger import Ledger, ledger_path
from dip_lod.sparql.limits import Limits
from dip_lod.sparql.pool import Pool

_BACKLOG = 1024
"""Not the queue (see waiting_room.py): also room for those who went, until a worker has looked at them."""


def main(socket_path: Path, limits: Limits) -> int:
    """Supervise until standard input ends. The first line of standard output says how the start went."""
    try:
        listener = listen(socket_path)
    except EndpointError as error:
        _report({"error": str(error)})
        return error.exit_code
    pool = Pool(listener, Ledger(ledger_path(socket_path), limits.workers, create=True), limits)
    _report({"missing_barrier": confinement.missing_barrier()})
    pool.run(sys.stdin.fileno())
    return 0


def listen(socket_path: Path) -> socket.socket:
    """Open the socket of the workers, for this user only. Raises EndpointError."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if socket_path.exists() and stat.S_ISSOCK(socket_path.stat().st_mode):
            if _answers(socket_path):
                raise EndpointError(f"{socket_path}: another supervisor answers there; stop it or name another socket")
            socket_path.unlink()
        before = os.umask(0o177)
        try:
            listener.bind(str(socket_path))
        finally:
            os.umask(before)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise EndpointError(
            f"{socket_path}: {error.strerror or error}; name a short path in a folder of yours"
        ) from None
    return listener


def _answers(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        return caller.connect_ex(str(socket_path)) == 0


def _report(report: dict[str, str | None]) -> None:
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    settings = json.loads(sys.argv[2])
    sys.exit(main(Path(sys.argv[1]), Limits(**settings | {"services": tuple(settings["services"])})))

"""A deadline for a whole exchange over HTTP, from connecting to the last byte.

A time-out of a socket counts anew with every byte, so a server that trickles could hold a thread for ever. Here a timer
shuts the connection when the time is over, whatever it is doing.
"""

import socket
import threading
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from types import TracebackType
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)


class Deadline:
    """A timer for the time of a `with`; `passed` says whether it ran out."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        """Watch the connection at hand."""
        with self._lock:
            self._socket = connection
            if self.passed:
                _shut(connection)

    def _cut(self) -> None:
        with self._lock:
            self.passed = True
            if self._socket is not None:
                _shut(self._socket)

    def opener(self, scheme: str, *handlers: BaseHandler) -> OpenerDirector:
        """Make an opener of urllib whose connections are watched, and that follows no redirect and asks no proxy."""
        made = OpenerDirector()
        carrier = _Secure(self) if scheme == "https" else _Plain(self)
        for handler in (carrier, HTTPDefaultErrorHandler(), HTTPErrorProcessor(), *handlers):
            made.add_handler(handler)
        return made


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has been closed already


class _Plain(HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        deadline = self._deadline

        class Connection(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                deadline.watch(self.sock)

        return self.do_open(Connection, req)


class _Secure(HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, req: Request) -> HTTPResponse:
        deadline = self._deadline

        class Connection(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                deadline.watch(self.sock)

        return self.do_open(Connection, req)

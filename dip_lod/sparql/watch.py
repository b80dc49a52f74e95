"""The end of a worker whose client has hung up: nobody waits for the rest of its query."""

import os
import select
import socket
import threading

ABANDONED = 3
"""The exit status of a worker that was in the middle of a query nobody waits for."""

_STACK_BYTES = 1 << 18


class Watch:
    """A thread that ends the process when the watched connection is closed from the other side.

    The engine cannot be interrupted, but it lets other threads run.
    """

    def __init__(self) -> None:
        self._epoll = select.epoll()
        before = threading.stack_size(_STACK_BYTES)
        threading.Thread(target=self._wait, name="watch", daemon=True).start()
        threading.stack_size(before)

    def begin(self, connection: socket.socket) -> None:
        """Watch a connection."""
        self._epoll.register(connection, select.EPOLLRDHUP)

    def end(self, connection: socket.socket) -> None:
        """Leave it alone: the client may go once it has what it asked for."""
        self._epoll.unregister(connection)

    def _wait(self) -> None:
        while not self._epoll.poll():
            pass
        os._exit(ABANDONED)

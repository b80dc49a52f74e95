"""A false store: a server on a socket that says what a test wants, however wrong."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Conversation = Callable[[socket.socket], None]


def says(head: str, body: bytes = b"", *, length: int | None = None) -> Conversation:
    """Answer with a status line and headers, and a body with its length."""

    def answer(client: socket.socket) -> None:
        size = len(body) if length is None else length
        client.sendall(f"HTTP/1.1 {head}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n".encode() + body)

    return answer


@contextmanager
def stub(conversation: Conversation) -> Iterator[str]:
    """Run a false store for the time of a `with`; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(client, conversation), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/query"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _talk(client: socket.socket, conversation: Conversation) -> None:
    with client:
        try:
            client.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request:
                request += client.recv(65536)
            head, _, body = request.partition(b"\r\n\r\n")
            headers = [line.lower() for line in head.split(b"\r\n")]
            length = next((int(line[15:]) for line in headers if line.startswith(b"content-length:")), 0)
            while len(body) < length:
                body += client.recv(65536)
            conversation(client)
        except OSError:
            return

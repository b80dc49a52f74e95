"""The rest of a request's body: what was refused before it was read is read to its end, so that the refusal arrives.

A server that closes a connection while bytes of the body still come answers them with a reset, and whoever sends (a
client, or a proxy, which then says 502) may never read why.
"""

import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request
from gunicorn.http.errors import ParseException

MOST = 32_000_000
"""Bytes that are read and thrown away; who sends more may see the connection close."""

SECONDS = 5.0
"""How long that may take in all: a slow body holds a thread no longer than silence does."""

_PIECE = 1 << 16


def install(app: Flask) -> None:
    """Read what is left of the body of each request before it is answered."""

    @app.after_request
    def finish(response: Response) -> Response:
        drain(request.environ)
        return response


def drain(environ: Mapping[str, Any]) -> None:
    """Read a body to its end, where it has one and the server ends the stream there (`wsgi.input_terminated`).

    Of a server that does not, such as the one of Werkzeug for development, a read past the body would wait for ever.

    >>> from io import BytesIO
    >>> body = BytesIO(b"x" * 100_000)
    >>> drain({"CONTENT_LENGTH": "100000", "wsgi.input": body, "wsgi.input_terminated": True})
    >>> body.read()
    b''
    """
    if not environ.get("wsgi.input_terminated"):
        return
    if not (environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ):
        return
    stream, left, last = environ["wsgi.input"], MOST, time.monotonic() + SECONDS
    try:
        while left > 0 and time.monotonic() < last and (piece := stream.read(min(_PIECE, left))):
            left -= len(piece)
    except (OSError, ParseException):  # the client has gone, or sends no chunks: it is told nothing more
        return

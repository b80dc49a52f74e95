"""A result on its way to the client: its headers, its coding, and the bound on large ones."""

from collections.abc import Iterator

from flask import Request, Response

from dip_lod.sparql.answer import Busy, Result
from dip_lod.web.endpoint.answer_cache import AnswerCache
from dip_lod.web.endpoint.answer_etag import VARY
from dip_lod.web.http import coding
from dip_lod.web.http.door import Readers
from dip_lod.web.http.sending import Sending

_SMALL = 1 << 16
"""What the kernel takes off our hands at once, however slowly it is read."""


class Answering:
    """Turns results into responses; who reads a large one takes a place."""

    def __init__(self, cache: AnswerCache, readers: int, per_client: int) -> None:
        self._cache = cache
        self._readers = Readers(readers, per_client)

    def respond(self, request: Request, result: Result, key: str | None, client: int) -> Response | Busy:
        """Make a response, or find that too many large results are being read."""
        chosen = coding.choose(request.headers.get("Accept-Encoding"), result.size)
        streamed = not isinstance(result.body, bytes)
        if chosen and not streamed:
            result = self._cache.coded(key, result, chosen)
        if streamed and request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
            chosen = None  # without chunks only a length tells whole from cut
        if isinstance(result.body, bytes) and result.size <= _SMALL:
            response = Response(result.body, content_type=result.content_type)
        elif not self._readers.enter(client):
            if not isinstance(result.body, bytes):
                result.body.close()
            return Busy(5, "readers")
        else:
            response = Response(
                self._sending(result, chosen if streamed else None, client), content_type=result.content_type
            )
            if not streamed or not chosen:
                response.content_length = result.size
        if chosen:
            response.headers["Content-Encoding"] = chosen
        response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
        return response

    def _sending(self, result: Result, chosen: str | None, client: int) -> Sending:
        closing = [lambda: self._readers.leave(client)]
        if isinstance(result.body, bytes):
            pieces: Iterator[bytes] = iter([result.body])
        else:
            closing.append(result.body.close)
            pieces = coding.stream(result.body, chosen) if chosen else result.body
        return Sending(pieces, *closing)

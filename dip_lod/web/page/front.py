"""What answers before Flask begins: documents that were answered in the same way before, headers and all."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dip_lod.web.http import coding
from dip_lod.web.http.page_cache import ANSWERED, Kept, Written
from dip_lod.web.page import remembering
from dip_lod.web.page.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Note = Callable[["WSGIEnvironment", str, int, str, float], None]
"""Told of each answer: the request, its route, how many bytes, of which type, in how many seconds."""

_OWN_WAY = ("HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_DATETIME")
"""Headers of requests that the application answers in a way of its own."""


class Front:
    """A WSGI application before another: it writes down what that one answers, and gives it again."""

    def __init__(self, site: Site, behind: "WSGIApplication", notes: Sequence[Note]) -> None:
        self._site = site
        self._behind = behind
        self._notes = notes
        self._documents = site.root + "doc/"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory, else from behind."""
        begun = time.perf_counter()
        found = self._find(environ)
        if found is None:
            return self._ask(environ, start_response)
        (route, headers), body, kind = found
        start_response("200 OK", list(headers))
        for note in self._notes:
            note(environ, route, len(body), kind, time.perf_counter() - begun)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    def _find(self, environ: "WSGIEnvironment") -> tuple[Written, bytes, str] | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or any(name in environ for name in _OWN_WAY):
            return None
        if not environ.get("PATH_INFO", "").startswith(self._documents):
            return None
        kept = self._site.pages.get(remembering.key(self._site, environ))
        if kept is None:
            return None
        chosen = coding.choose(environ.get("HTTP_ACCEPT_ENCODING"), len(kept.body))
        written = kept.written.get(chosen)
        body = kept.encoded.get(chosen) if chosen else kept.body
        return None if written is None or body is None else (written, body, kept.content_type)

    def _ask(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        caught: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            caught.append((status, headers))
            return start_response(status, headers, *more)

        answer = self._behind(environ, begin)
        kept, chosen, route = environ.pop(ANSWERED, (None, None, ""))
        if isinstance(kept, Kept) and len(caught) == 1 and caught[0][0].startswith("200 "):
            kept.written[chosen] = (str(route), list(caught[0][1]))
        return answer

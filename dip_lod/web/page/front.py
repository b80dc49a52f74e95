"""What answers before Flask begins: whole documents, from memory, from the store or made from their address alone.

The headers of such an answer are those that Flask gave to the first one of its media type and coding; only what says
which document it is, is its own.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dip_lod.web.http import coding
from dip_lod.web.http.page_cache import ANSWERED, Kept, Written
from dip_lod.web.page import remembering
from dip_lod.web.page.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Note = Callable[["WSGIEnvironment", str, int, str, float], None]
"""Told of each answer: the request, its route, how many bytes, of which type, in how many seconds."""

Make = Callable[[Site, Mapping[str, Any]], Kept | None]
"""Makes what a request without conditions or a query asks for; None where Flask is to answer, also for a failure."""

Find = Callable[[tuple[str, ...]], Kept | None]
"""Finds what `remembering.key` names among pages that were made before; None where it is not there."""

_OWN_WAY = ("HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_DATETIME")
"""Headers of requests that the application answers in a way of its own."""

_PLAIN = ("QUERY_STRING", "HTTP_ACCEPT_PROFILE")
"""What a request for a whole document has nothing in."""

_OWN = frozenset(("content-length", "content-location", "content-language", "etag", "link"))
"""Headers in which answers of a media type and a coding differ from each other."""


class Front:
    """A WSGI application before another: it answers for whole documents, and asks that one everything else."""

    def __init__(self, site: Site, behind: "WSGIApplication", find: Find, make: Make, notes: Sequence[Note]) -> None:
        self._site = site
        self._behind = behind
        self._stored = find
        self._make = make
        self._notes = notes
        self._documents = site.root + "doc/"
        self._patterns: dict[tuple[str, str | None], Written] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory, else with what is stored or made, else from behind."""
        begun = time.perf_counter()
        found = self._find(environ)
        if found is None:
            return self._ask(environ, start_response)
        self._site.publications.current().let_go()
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
        key = remembering.key(self._site, environ)
        kept = self._site.pages.get(key) or self._made(environ, key)
        if kept is None:
            return None
        chosen = coding.choose(environ.get("HTTP_ACCEPT_ENCODING"), len(kept.body))
        body = self._site.pages.encoded(key, kept, chosen) if chosen else kept.body
        written = kept.written.get(chosen) or self._written(kept, chosen, body)
        return (written, body, kept.content_type) if written else None

    def _made(self, environ: "WSGIEnvironment", key: tuple[str, ...]) -> Kept | None:
        """Find or make a whole document, and remember it."""
        if any(environ.get(name) for name in _PLAIN):
            return None
        kept = self._stored(key) or self._make(self._site, environ)
        if kept is not None:
            self._site.pages.keep(key, kept)
        return kept

    def _written(self, kept: Kept, chosen: str | None, body: bytes) -> Written | None:
        """Write the headers of an answer after the pattern of its kind; None where there is none yet."""
        pattern = self._patterns.get((kept.content_type, chosen))
        if pattern is None or not kept.whole:
            return None
        etag = f'W/"{kept.etag}"' if chosen else f'"{kept.etag}"'
        own = [*kept.headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        written = kept.written[chosen] = (pattern[0], [*pattern[1], *own])
        return written

    def _ask(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        caught: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            caught.append((status, headers))
            return start_response(status, headers, *more)

        answer = self._behind(environ, begin)
        kept, chosen, route = environ.pop(ANSWERED, (None, None, ""))
        if isinstance(kept, Kept) and len(caught) == 1 and caught[0][0].startswith("200 "):
            headers = list(caught[0][1])
            kept.written[chosen] = (str(route), headers)
            if kept.whole:
                shared = [(name, value) for name, value in headers if name.lower() not in _OWN]
                self._patterns[kept.content_type, chosen] = (str(route), shared)
        return answer

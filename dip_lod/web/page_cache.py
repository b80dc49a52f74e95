"""Documents as they were answered last, remembered by a web worker in a bounded room: what is read often costs little.

A publication does not change, so a page stays true until the publication, the day (it stands in citations) or the form
is another; all of these are in its key.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from flask import Request, Response

from dip_lod.web import borrowed, coding, forms, negotiation, paths
from dip_lod.web.site import Site, not_modified, unchanged

ROOM = 48 << 20
"""Bytes of pages that a worker remembers, encoded ones beside plain ones."""

_SHARE = 16
"""One page may take this part of the room."""

_EVER = ("Content-Location", "Content-Language", "Link")
_form = lru_cache(1024)(forms.accepted)
_language = lru_cache(1024)(negotiation.language)

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its body, plain and encoded, its headers and its ETag."""

    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...]
    etag: str
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """What it takes of the room."""
        return len(self.body) + sum(map(len, self.encoded.values())) + 1024


class PageCache:
    """The answers; who has not been asked for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        """Find an answer."""
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Kept) -> None:
        """Remember an answer, or that it has grown, if it is small enough."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._used -= before.size if before else 0
            if answer.size * _SHARE <= self._room:
                self._kept[key] = answer
                self._used += answer.size
            while self._used > self._room:
                self._used -= self._kept.popitem(last=False)[1].size

    def encoded(self, key: Key, answer: Kept, chosen: str) -> bytes:
        """Give an answer in a coding, made once."""
        if (found := answer.encoded.get(chosen)) is None:
            found = coding.encode(answer.body, chosen)
            self.keep(key, replace(answer, encoded={**answer.encoded, chosen: found}))
        return found


def through(cache: PageCache, site: Site, asked: Request, make: Callable[[], Response]) -> Response:
    """Answer from what is remembered, else make the answer and remember it, if it is a whole document."""
    if asked.method not in ("GET", "HEAD") or "Accept-Datetime" in asked.headers:
        return make()
    key = _key(site, asked)
    found = cache.get(key)
    if found is None:
        response = make()
        if (made := _kept(response)) is None:
            return response
        cache.keep(key, made)
        found = made
    return _answer(cache, key, found, asked)


def _key(site: Site, asked: Request) -> Key:
    """Name all that decides an answer: the publication, the address, what the client accepts, and the day."""
    form = _form(asked.headers.get("Accept"))
    return (
        site.publications.current().id,
        paths.raw(asked.environ),
        asked.query_string.decode("latin-1"),
        form.name if form else "",
        _language(asked.headers.get("Accept-Language"), tuple(site.texts)),
        asked.headers.get("Accept-Profile", ""),
        date.today().isoformat(),
    )


def _kept(response: Response) -> Kept | None:
    """Take what is to be remembered from an answer; None for what is not a whole document with headers that we know."""
    etag, weak = response.get_etag()
    known = {"content-type", "content-length", "etag", *(name.lower() for name in _EVER)}
    others = {name.lower() for name, _ in response.headers} - known
    if response.status_code != 200 or response.is_streamed or not etag or weak or others:
        return None
    body = borrowed.mended(response.get_data(), response.mimetype or "")
    headers = tuple((name, value) for name, value in response.headers if name.lower() in map(str.lower, _EVER))
    return Kept(body, response.content_type or "", headers, etag)


def _answer(cache: PageCache, key: Key, found: Kept, asked: Request) -> Response:
    if unchanged(asked, found.etag):
        response = not_modified(found.etag)
        response.headers.extend([(name, value) for name, value in found.headers if name == "Content-Location"])
        return response
    chosen = coding.choose(asked.headers.get("Accept-Encoding"), len(found.body))
    body = cache.encoded(key, found, chosen) if chosen else found.body
    response = Response(body, content_type=found.content_type)
    response.headers.extend(found.headers)
    if chosen:
        response.headers["Content-Encoding"] = chosen
    response.set_etag(found.etag, weak=bool(chosen))
    return response

"""Answering from the cache of pages, and remembering what was made.

A publication does not change, so a page stays true until the publication, the day (it stands in citations) or the form
is another; all of these are in its key.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from flask import Request, Response

from dip_lod.web.http import coding, forms, paths
from dip_lod.web.http.page_cache import ANSWERED, Kept, Key, PageCache
from dip_lod.web.page.site import Site, not_modified, unchanged
from dip_lod.web.words import borrowed, visitor

_EVER = ("Content-Location", "Content-Language", "Link")
form = lru_cache(1024)(forms.accepted)
"""`forms.accepted`, remembered: clients send the same few headers."""


def key(site: Site, environ: Mapping[str, Any]) -> Key:
    """Name all that decides an answer: the publication, the address, what the client accepts, and the day."""
    wanted = form(environ.get("HTTP_ACCEPT"))
    return (
        site.publications.current().id,
        paths.raw(environ),
        environ.get("QUERY_STRING", ""),
        wanted.name if wanted else "",
        visitor.language(environ.get("HTTP_ACCEPT_LANGUAGE"), tuple(site.texts)),
        environ.get("HTTP_ACCEPT_PROFILE", ""),
        date.today().isoformat(),
    )


def through(cache: PageCache, site: Site, asked: Request, make: Callable[[], Response]) -> Response:
    """Answer from what is remembered, else make the answer and remember it, if it is a whole document."""
    if asked.method not in ("GET", "HEAD") or "Accept-Datetime" in asked.headers:
        return make()
    named = key(site, asked.environ)
    found = cache.get(named)
    if found is None:
        response = make()
        if (made := _kept(response)) is None:
            return response
        cache.keep(named, made)
        found = made
    return _answer(cache, named, found, asked)


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


def _answer(cache: PageCache, named: Key, found: Kept, asked: Request) -> Response:
    if unchanged(asked, found.etag):
        response = not_modified(found.etag)
        response.headers.extend([(name, value) for name, value in found.headers if name == "Content-Location"])
        return response
    chosen = coding.choose(asked.headers.get("Accept-Encoding"), len(found.body))
    body = cache.encoded(named, found, chosen) if chosen else found.body
    if asked.method == "GET":
        asked.environ[ANSWERED] = (cache.get(named), chosen, asked.endpoint)
    response = Response(body, content_type=found.content_type)
    response.headers.extend(found.headers)
    if chosen:
        response.headers["Content-Encoding"] = chosen
    response.set_etag(found.etag, weak=bool(chosen))
    return response

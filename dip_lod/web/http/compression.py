"""Answers in gzip or br for clients that ask for it (RFC 9110, 8.4)."""

from flask import Flask, Response, request

from dip_lod.web.http import coding
from dip_lod.web.http.page_cache import ANSWERED

VARY = "Accept-Encoding"
_TYPES = (
    "text/",
    "application/ld+json",
    "application/json",
    "application/n-",
    "application/rdf+xml",
    "application/trig",
    "application/sparql-query",
    "application/toml",
    "image/svg+xml",
)


def install(app: Flask) -> None:
    """Encode what is text and in memory, but for answers that have seen to it themselves.

    The ETag of an encoded answer is weak, for the same tag stands for other bytes; the tags of requests are compared
    weakly anyway.
    """

    @app.after_request
    def encode(response: Response) -> Response:
        if ANSWERED in request.environ:  # it was encoded when it was remembered
            return response
        if response.is_streamed or response.content_encoding or response.direct_passthrough:
            return response
        if response.status_code == 304:
            if request.if_none_match.is_weak(response.get_etag()[0] or ""):
                response.set_etag(response.get_etag()[0] or "", weak=True)
            return response
        if not response.content_type or not response.content_type.startswith(_TYPES):
            return response
        response.vary.add(VARY)
        chosen = coding.choose(request.headers.get("Accept-Encoding"), response.content_length or 0)
        if chosen:
            response.set_data(coding.encode(response.get_data(), chosen))
            response.headers["Content-Encoding"] = chosen
            etag, _ = response.get_etag()
            if etag:
                response.set_etag(etag, weak=True)
        return response

"""The ETag of an answer: a digest of all that decides it, so that a 304 asks no worker."""

import hashlib
import re

from flask import Request, Response

from dip_lod.sparql.limits import Limits
from dip_lod.sparql.request import QueryRequest
from dip_lod.web.page import site

VARY = "Accept, Accept-Encoding"
_CHANGING = re.compile(r"(?<![a-z])(?:now|rand|uuid|struuid|bnode)(?![a-z])", re.IGNORECASE)
"""Functions whose values are new each time; the words elsewhere cost a query its ETag, no more."""


def make(query: QueryRequest, limits: Limits) -> str | None:
    """Make the ETag, which is weak: rows may come in another order. None where answers differ by themselves.

    >>> make(QueryRequest("SELECT (NOW() AS ?t) {}", None), Limits()) is None
    True
    """
    if _CHANGING.search(query.query) or (limits.services and "service" in query.query.lower()):
        return None
    parts = (
        query.publication,
        query.view,
        query.query,
        query.select_type,
        query.graph_type,
        query.base or "",
        *("d" + graph for graph in query.default_graphs),
        *("n" + graph for graph in query.named_graphs),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def unchanged(request: Request, tag: str) -> bool:
    """Tell whether the client has this answer."""
    return site.unchanged(request, tag)


def not_modified(tag: str) -> Response:
    """Answer 304."""
    response = site.not_modified(tag)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
    return response

"""The headers that every answer has."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script runs, and nothing comes from elsewhere. (JSON-LD in a page is data, not a script.)"""

PAGES = POLICY + "; script-src 'self'; connect-src 'self'"
"""On our pages scripts run that are files of ours, and they ask nobody but us: suggestions in the search box, the map
(decision 0029), the query editor (decision 0021)."""

MAPPED = ("documents", "home", "search")
"""Blueprints whose pages may have a map: with a tile server configured, its tiles are images from elsewhere."""

FRAMED = ("reconcile.preview", "reconcile.preview_draft")
"""Pages that clients of reconciliation show in a frame of theirs: nothing can be done there but read and follow."""

ENDPOINT = "endpoint"
"""The blueprint of `/sparql`."""

_ALWAYS = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Allow, Content-Location, Content-Range, ETag, Link, Location, Memento-Datetime, Repr-Digest,"
        " Retry-After, Vary",
    ),
    ("Content-Security-Policy", PAGES),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
)
_PREFLIGHT = (
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Datetime, Accept-Language, Accept-Profile, Content-Type, If-None-Match, If-Range, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)

_DATA = frozenset(("application/sparql-results+json", "text/csv", "text/tab-separated-values", "text/turtle"))
"""Answers in which no browser runs anything: a policy says nothing there."""

VARY = "Accept, Accept-Language, Accept-Profile, Accept-Encoding"


def map_policy(tiles: str) -> str:
    """Write the policy of pages with a map; `tiles` is the origin of a tile server, if there is one."""
    images = f"img-src 'self' {tiles}".rstrip()
    return PAGES.replace("img-src 'self'", images)


def install(app: Flask, tiles: str = "") -> None:
    """Put the headers on every answer, errors included; a page is asked for again before it is used again."""
    mapped = map_policy(tiles)

    @app.after_request
    def complete(response: Response) -> Response:
        for name, value in _ALWAYS:
            response.headers[name] = value
        if request.blueprint == ENDPOINT and response.mimetype in _DATA and response.status_code == 200:
            del response.headers["Content-Security-Policy"]
        elif request.blueprint in MAPPED:  # also on a 304, whose headers replace those that the browser kept
            response.headers["Content-Security-Policy"] = mapped
        if request.endpoint in FRAMED:
            response.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
            response.headers["Vary"] = f"{VARY}, Accept-Datetime" if request.blueprint == "documents" else VARY
        if "Allow" in response.headers:
            response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
            for name, value in _PREFLIGHT:
                response.headers[name] = value
        return response

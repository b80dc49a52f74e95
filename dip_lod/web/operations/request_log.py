"""A line for each request, if the settings ask for it: what was asked and how it went, never by whom."""

import re
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request

from dip_lod import logs
from dip_lod.web.http import paths

_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,30}")
_LONGEST = 200
_BEGUN = "dip_lod.logged"


def note(environ: Mapping[str, Any], route: str, size: int, kind: str, seconds: float) -> None:
    """Log an answer that was given before the application began (web.page.front)."""
    fields = {
        "method": environ["REQUEST_METHOD"],
        "path": paths.raw(environ)[:_LONGEST],
        "route": route,
        "status": 200,
        "type": kind.partition(";")[0],
        "program": program(environ.get("HTTP_USER_AGENT", "")),
    }
    logs.event("requests", "request", fields | {"bytes": size, "seconds": round(seconds, 4)})


def install(app: Flask) -> None:
    """Log each request of an application when its answer has been handed on."""

    @app.before_request
    def begin() -> None:
        request.environ[_BEGUN] = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        begun = request.environ.get(_BEGUN, time.perf_counter())
        fields = {
            "method": request.method,
            "path": paths.raw(request.environ)[:_LONGEST],
            "route": request.endpoint or "none",
            "status": response.status_code,
            "type": response.mimetype,
            "program": program(request.headers.get("User-Agent", "")),
        }
        size = response.content_length

        def close() -> None:
            spent = round(time.perf_counter() - begun, 4)
            logs.event("requests", "request", fields | {"bytes": size, "seconds": spent})

        response.call_on_close(close)
        return response


def program(agent: str) -> str:
    """Reduce a User-Agent to the name of the program: versions and systems could tell people apart.

    >>> program("python-requests/2.32"), program("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    ('python-requests', 'Mozilla')
    """
    found = _PRODUCT.match(agent)
    return found[0].partition("/")[0] if found else ""

"""The log of queries: what became of each and how long it took, and nothing of who asked.

The query itself may tell of its writer: the log has its digest alone.
"""

import hashlib

from flask import has_request_context, request

from dip_lod import logs
from dip_lod.sparql.answer import Answer, Broken, Busy, Exceeded, Malformed, Refused, Result, Unreachable

NOTED = "dip_lod.query"
"""Where a request's environment keeps what became of its query: fate, view and seconds."""


def fate(answer: Answer) -> str:
    """Name what became of a query.

    >>> fate(Exceeded("seconds", 10)), fate(Refused("update", "…"))
    ('exceeded seconds', 'refused update')
    """
    match answer:
        case Result():
            return "answered"
        case Malformed():
            return "malformed"
        case Refused(what, _):
            return f"refused {what}"
        case Exceeded(limit, _):
            return f"exceeded {limit}"
        case Busy(_, limit):
            return f"busy {limit}"
        case Unreachable():
            return "unreachable"
        case Broken():
            return "broken"


def digest(query: str) -> str:
    """Give a query a name that does not tell what it says."""
    return hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def note(what: str, query: str, view: str, seconds: float, rows: int = 0, size: int = 0) -> None:
    """Write a line, and leave word of it for the metrics (web.operations.metrics)."""
    if has_request_context():
        request.environ[NOTED] = (what, view, seconds)
    fields = {
        "fate": what,
        "seconds": round(seconds, 4),
        "rows": rows,
        "bytes": size,
        "query": digest(query),
        "view": view,
    }
    logs.event("queries", "query", fields)

"""Parts of a file, for who takes up a download where it broke off (RFC 9110, 14)."""

from typing import NamedTuple

from flask import Request
from werkzeug.http import http_date, parse_if_range_header, parse_range_header


class Span(NamedTuple):
    """A part of a file: from the first byte to before the last, and whether it is all of it."""

    start: int
    stop: int
    whole: bool

    def header(self, size: int) -> str:
        """Write Content-Range."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def asked(request: Request, size: int, etag: str, modified: str) -> Span | None:
    """Find which part is asked for; None where the file has none of it (416).

    All of it where no part is asked for, where several are, in a unit that we do not know, and where If-Range
    names another file than ours.
    """
    whole = Span(0, size, True)
    wanted = parse_range_header(request.headers.get("Range")) if request.method == "GET" else None
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or not _same(request, etag, modified):
        return whole
    start, stop = wanted.ranges[0]
    if stop is None and start < 0:
        return Span(max(size + start, 0), size, False) if size else None
    return Span(start, size if stop is None else min(stop, size), False) if start < size else None


def _same(request: Request, etag: str, modified: str) -> bool:
    header = request.headers.get("If-Range")
    if not header:
        return True
    said = parse_if_range_header(header)
    if said.date is not None:
        return http_date(said.date) == modified
    return said.etag == etag and not header.lstrip().startswith("W/")

"""Sitemaps (sitemaps.org 0.9): an index, and lists of addresses with the date of their last change."""

import gzip
from collections.abc import Iterable
from html import escape

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Listed = tuple[str, str | None]
"""An address, and when it was last changed (W3C Datetime: a date, or a moment with its zone)."""


def index(sitemaps: Iterable[Listed]) -> bytes:
    """Write an index of sitemaps."""
    return _write("sitemapindex", "sitemap", sitemaps)


def urls(pages: Iterable[Listed]) -> bytes:
    """Write a sitemap.

    >>> urls([("https://example.org/a", "2026-03-02")]).decode().splitlines()[2]
    '<url><loc>https://example.org/a</loc><lastmod>2026-03-02</lastmod></url>'
    """
    return _write("urlset", "url", pages)


def packed(body: bytes) -> bytes:
    """Pack a sitemap, to the same bytes each time."""
    return gzip.compress(body, 6, mtime=0)


def _write(whole: str, one: str, listed: Iterable[Listed]) -> bytes:
    lines = [
        f"<{one}><loc>{escape(uri)}</loc>{f'<lastmod>{escape(date)}</lastmod>' if date else ''}</{one}>"
        for uri, date in listed
    ]
    return "\n".join(
        ('<?xml version="1.0" encoding="UTF-8"?>', f'<{whole} xmlns="{SPACE}">', *lines, f"</{whole}>", "")
    ).encode()

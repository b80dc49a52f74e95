"""Content codings (RFC 9110, 8.4): gzip and br, for those who ask."""

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import brotli

from dip_lod.web.http import negotiation

CODINGS = ("br", "gzip")
_LEAST_BYTES = 512
"""Below this a coding saves less than its header costs."""


def choose(header: str | None, size: int) -> str | None:
    """Choose the coding that an Accept-Encoding header would rather have; None for none.

    >>> choose("gzip, br;q=0.5", 9000), choose("gzip, br", 9000), choose("br;q=0, *", 9000), choose(None, 9000)
    ('gzip', 'br', 'gzip', None)
    """
    if not header or size < _LEAST_BYTES:
        return None
    return _best(header)


@lru_cache(1024)
def _best(header: str) -> str | None:
    wanted = {one.name: one.quality for one in negotiation.ranges(header)}
    worth = [(wanted.get(coding, wanted.get("*", 0.0)), coding) for coding in CODINGS]
    best, coding = max(worth, key=lambda one: one[0])
    return coding if best > 0 and best >= wanted.get("identity", 0.0) else None


def encode(body: bytes, coding: str) -> bytes:
    """Encode a whole body."""
    return brotli.compress(body, quality=5) if coding == "br" else zlib.compress(body, 6, wbits=31)


def stream(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Encode a body piece by piece, at the pace of the engine rather than as small as can be."""
    if coding == "br":
        shorter = brotli.Compressor(quality=2)
        for piece in pieces:
            if made := shorter.process(piece):
                yield made
        yield shorter.finish()
        return
    packer = zlib.compressobj(1, wbits=31)
    for piece in pieces:
        if made := packer.compress(piece):
            yield made
    yield packer.flush()

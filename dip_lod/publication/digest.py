"""The digest of a document: what two publications are compared by."""

import hashlib
import sqlite3
import zlib

SIZE = 16


def digest(statements: bytes, rda: bytes = b"") -> bytes:
    """Digest a document: its statements and those of its RDA view, as sorted N-Triples (BLAKE2b, 128 bits).

    >>> digest(b"<urn:a> <urn:b> <urn:c> .\\n").hex()[:8]
    '91a620f2'
    """
    return hashlib.blake2b(statements + b"\0" + rda, digest_size=SIZE).digest()


def install(connection: sqlite3.Connection) -> None:
    """Give SQL the function `digest(body, rda)` of the two packed columns of `document`."""

    def packed(body: bytes, rda: bytes | None) -> bytes:
        return digest(zlib.decompress(body), zlib.decompress(rda) if rda else b"")

    connection.create_function("digest", 2, packed, deterministic=True)

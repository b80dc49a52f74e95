"""Who asks, as a number that says nothing of the address: enough to be fair, too little to know."""

import hashlib
import ipaddress
from collections.abc import Collection

from flask import Request

NOBODY = 0
_BYTES = 5
_NETWORK = 64
"""A client of IPv6 has at least so many bits of addresses to itself."""


def number(request: Request, proxies: Collection[str], salt: bytes) -> int:
    """Give the number of a client, other after each start (`salt`), or NOBODY where no address is known.

    A proxy that is named adds the address of its client at the end of X-Forwarded-For; what stands before it, the
    client may have written.
    """
    address = request.remote_addr or ""
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while address in proxies and named:
        address = named.pop() or address
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return NOBODY
    packed = found.packed[: _NETWORK // 8] if found.version == 6 else found.packed
    return int.from_bytes(hashlib.blake2b(packed, digest_size=_BYTES, key=salt[:64]).digest()) or 1

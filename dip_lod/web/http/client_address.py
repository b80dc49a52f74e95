"""Who asks, as a number that says nothing of the address: enough to be fair, too little to know."""

import hashlib
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address

from flask import Request

from dip_lod.web.http.access import Network

NOBODY = 0
_BYTES = 5
_NETWORK = 8
"""A client of IPv6 has at least an address's first so many bytes to itself."""


def number(request: Request, proxies: Collection[Network], salt: bytes) -> int:
    """Give the number of a client, other after each start (`salt`), or NOBODY where no address is known.

    A proxy that is named adds the address of its client at the end of X-Forwarded-For; what stands before it, the
    client may have written.
    """
    found = _address(request.remote_addr or "")
    named = request.headers.get("X-Forwarded-For", "").split(",")
    while found and named and any(found in network for network in proxies):
        found = _address(named.pop()) or found
    if found is None:
        return NOBODY
    packed = found.packed if found.version == 4 else found.packed[:_NETWORK]
    return int.from_bytes(hashlib.blake2b(packed, digest_size=_BYTES, key=salt[:64]).digest()) or 1


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address as it stands in X-Forwarded-For: of IPv6 in brackets, zone and port aside.

    >>> _address(" [2001:db8::7]"), _address("::ffff:192.0.2.7"), _address("unknown")
    (IPv6Address('2001:db8::7'), IPv4Address('192.0.2.7'), None)
    """
    try:
        found = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found

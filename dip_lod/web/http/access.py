"""Who may read what is for those who run the site: by the address of the connection itself."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from flask import Request

Network = IPv4Network | IPv6Network

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""What a proxy adds: behind one every connection comes from the proxy, so its address says nothing."""


def networks(text: str) -> tuple[Network, ...]:
    """Read networks with spaces between them.

    >>> [str(one) for one in networks("127.0.0.0/8 ::1/128")]
    ['127.0.0.0/8', '::1/128']
    """
    return tuple(ip_network(one) for one in text.split())


def direct(request: Request, allowed: Iterable[Network]) -> bool:
    """Tell whether a request came straight from one of the networks, through no proxy that says so."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in allowed)

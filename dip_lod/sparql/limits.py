"""The limits of the endpoint: the settings of `[limits]`, and the few constants beside them."""

import re

from dip_lod.config import Limits
from dip_lod.sparql.errors import EndpointError

__all__ = ["GRACE_SECONDS", "GROWTH_SHARE", "HELD_BYTES", "Limits", "check", "turns"]

_ADDRESS = re.compile(r"https?://[^<>\s\"{}|^`\\]+")

HELD_BYTES = 1 << 20
"""An answer up to this size waits in memory until it is whole, a larger one in an unnamed temporary file."""

GRACE_SECONDS = 1.0
"""How long a client waits past the time limit for word of the supervisor, which kills at the limit itself."""

GROWTH_SHARE = 0.25
"""A worker whose resident memory has grown by this share of `memory_bytes` is replaced after its answer."""

LEAST = {"seconds": 0.1, "memory_bytes": 256_000_000, "workers": 1, "queue": 0, "wait_seconds": 0.0, "per_client": 1}
"""Below this nothing would be answered: opening a store alone takes some 100 MB of address space."""


def check(limits: Limits) -> None:
    """Refuse limits under which no query could be answered; raises EndpointError."""
    for name, least in LEAST.items():
        if getattr(limits, name) < least:
            raise EndpointError(f"limits: {name} is {getattr(limits, name):,}; set it to {least:,} or more")
    for address in limits.services:
        if not _ADDRESS.fullmatch(address):
            raise EndpointError(f"limits: services names '{address}', which is no web address; give https://…")


def turns(limits: Limits) -> int:
    """Say how many queries of one client may run at a time: one worker is left to the others."""
    return max(1, min(limits.per_client, limits.workers - 1))

"""The limits of the endpoint: the settings of `[limits]`, and the few constants beside them."""

from dip_lod.config import Limits

__all__ = ["GRACE_SECONDS", "GROWTH_SHARE", "HELD_BYTES", "Limits"]

HELD_BYTES = 1 << 20
"""An answer up to this size waits in memory until it is whole, a larger one in an unnamed temporary file."""

GRACE_SECONDS = 1.0
"""How long a client waits past the time limit for word of the supervisor, which kills at the limit itself."""

GROWTH_SHARE = 0.25
"""A worker whose resident memory has grown by this share of `memory_bytes` is replaced after its answer."""

"""dip-lod.toml: what one installation publishes, and how."""

from dip_lod.config.file import STORE_PASSWORD, STORE_USER, load
from dip_lod.config.settings import EMBEDDED, Build, Config, Limits, Log, Operations, Remote, Serve, Source

__all__ = [
    "EMBEDDED", "STORE_PASSWORD", "STORE_USER", "Build", "Config", "Limits", "Log", "Operations", "Remote", "Serve",
    "Source", "load",
]  # fmt: skip

"""What a setting may be, beyond its kind: bounds, choices, addresses and networks."""

import re
from ipaddress import ip_network
from math import inf
from urllib.parse import urlsplit

from dip_lod.config.settings import Config
from dip_lod.errors import ConfigurationError
from dip_lod.tiles import fault

_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
"""The characters of a URI (RFC 3986, 2)."""
BOUNDS = {
    "build.processes": (0, inf),
    "build.batch": (1, inf),
    "build.keep": (1, inf),
    "build.vanished": (0, 1),
    "serve.port": (1, 65535),
    "serve.workers": (0, inf),
    "serve.pages_megabytes": (1, inf),
    "operations.free_bytes": (0, inf),
    "audiences.fewest": (3, inf),
}
"""The least and the most that a setting may be; limits are checked by sparql.limits."""
CHOICES = {
    "build.violations": ("stop", "report"),
    "build.validator": ("shacl", "pyshacl"),
    "log.form": ("plain", "json"),
    "log.level": ("debug", "info", "warning", "error"),
}
"""The words that a setting may be."""


def checked(config: Config, where: str) -> Config:
    """Give the settings back when each may be what it is; raises ConfigurationError."""
    if not _URI.fullmatch(config.base_uri) or re.search(r"/\.\.?(/|$)", config.base_uri):
        raise ConfigurationError(
            f"{where}: base_uri '{config.base_uri}' is no URI that can stay; use ASCII letters, digits and - . _ ~ : / "
            "only, and no '..'"
        )
    base = urlsplit(config.base_uri)
    if base.scheme not in ("http", "https") or not base.hostname or base.query or base.fragment:
        raise ConfigurationError(f"{where}: base_uri '{config.base_uri}' is no web address; give https://…/")
    if not base.path.endswith("/"):
        raise ConfigurationError(f"{where}: base_uri '{config.base_uri}' must end in '/'; add it")
    if base.scheme == "http" and base.hostname not in ("localhost", "127.0.0.1"):
        raise ConfigurationError(
            f"{where}: base_uri '{config.base_uri}' must be https, for its URIs are to last; only localhost may be http"
        )
    for name, (least, most) in BOUNDS.items():
        section, _, key = name.partition(".")
        value = getattr(getattr(config, section), key)
        if not least <= value <= most:
            wanted = f"{least} or more" if most == inf else f"{least} to {most}"
            raise ConfigurationError(f"{where}: {name} is {value}; give {wanted}")
    for name, words in CHOICES.items():
        section, _, key = name.partition(".")
        value = getattr(getattr(config, section), key)
        if value not in words:
            raise ConfigurationError(f"{where}: {name} '{value}' is unknown; choose from {', '.join(words)}")
    for name in ("operations.metrics", "serve.proxies"):
        section, _, key = name.partition(".")
        try:
            [ip_network(network) for network in getattr(getattr(config, section), key).split()]
        except ValueError as error:
            raise ConfigurationError(f"{where}: {name}: {error}; give networks such as 10.0.0.0/8") from None
    if wrong := fault(config.maps):
        raise ConfigurationError(f"{where}: maps.tiles {wrong}")
    return config

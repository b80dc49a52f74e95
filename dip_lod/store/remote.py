"""Where a remote store is, and who asks: what `store`, `[remote]` and the environment say together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dip_lod.config import EMBEDDED, STORE_PASSWORD, STORE_USER, Config
from dip_lod.errors import ConfigurationError, choices
from dip_lod.store.kinds import KINDS, Kind

SCHEME = "sparql+"


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote store."""

    kind: Kind
    query: str
    """The address that answers queries."""
    graphs: str
    """The address of its graph store (SPARQL 1.1 Graph Store HTTP Protocol)."""
    seconds: float
    """How long the build waits for one piece of a dump, or for a count."""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def read(config: Config, environment: Mapping[str, str] = os.environ) -> Remote | None:
    """Read what the configuration says; None for the embedded store. Raises ConfigurationError.

    >>> from dip_lod.config import Config, Remote as Settings
    >>> read(Config(store="sparql+http://localhost:7878/query", remote=Settings("oxigraph")), {}).graphs
    'http://localhost:7878/store'
    """
    if config.store == EMBEDDED:
        return None
    if not config.store.startswith(SCHEME):
        raise ConfigurationError(
            f"store: '{config.store}' is no store; write \"{EMBEDDED}\", or the address that answers queries as"
            ' "sparql+https://…"'
        )
    query = _address("store", config.store.removeprefix(SCHEME))
    if config.remote.engine not in KINDS:
        what = f"'{config.remote.engine}' is unknown" if config.remote.engine else "is missing, and 'store' is remote"
        raise ConfigurationError(f"remote.engine: {what}; {choices(config.remote.engine, KINDS)}")
    kind = KINDS[config.remote.engine]
    graphs = config.remote.graphs or kind.graph_store(query)
    if graphs is None:
        raise ConfigurationError(
            f"store: where graphs are loaded is not known for '{query}' (engine: {kind.name}); set remote.graphs to"
            " the address of its graph store"
        )
    if config.remote.seconds <= 0:
        raise ConfigurationError(f"remote.seconds: is {config.remote.seconds}; give more than 0")
    return Remote(
        kind,
        query,
        _address("remote.graphs", graphs),
        config.remote.seconds,
        environment.get(STORE_USER, ""),
        environment.get(STORE_PASSWORD, ""),
    )


def _address(setting: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or not address.isascii() or any(character <= " " for character in address):
        raise ConfigurationError(f"{setting}: is no web address; give http://… or https://…")
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(
            f"{setting}: holds a user or a password; take them out, and set {STORE_USER} and {STORE_PASSWORD} in the"
            " environment"
        )
    if parts.query or parts.fragment:
        raise ConfigurationError(f"{setting}: has a '?' or a '#'; give the address without them")
    return address

"""What answers a query: the one seam between `/sparql` and whatever store stands behind it."""

from collections.abc import Callable
from pathlib import Path

from dip_lod.config import Config
from dip_lod.sparql import client
from dip_lod.sparql.answer import Answer
from dip_lod.sparql.remote import RemoteEngine
from dip_lod.sparql.request import QueryRequest
from dip_lod.store import remote

Engine = Callable[[QueryRequest], Answer]
"""Answers a request, from any thread of any process; every failure that is to be expected is a value."""


def choose(config: Config, socket_path: Path) -> Engine:
    """Choose the engine that the configuration names; `socket_path` is that of a supervisor (`supervisor.start`).

    Raises ConfigurationError.
    """

    def embedded(request: QueryRequest) -> Answer:
        return client.ask(socket_path, request, config.limits)

    where = remote.read(config)
    return embedded if where is None else RemoteEngine(where, config.limits, embedded)

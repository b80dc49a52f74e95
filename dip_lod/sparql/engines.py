"""What answers a query: the one seam between `/sparql` and whatever store stands behind it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dip_lod.config import Config
from dip_lod.publication.reading import Publication
from dip_lod.sparql import client, federation
from dip_lod.sparql.answer import Answer, Broken
from dip_lod.sparql.remote import RemoteEngine
from dip_lod.sparql.request import QueryRequest
from dip_lod.store import remote

_START_SECONDS = 5.0
"""How long a server that starts waits for a remote store: pages need none."""

Engine = Callable[[QueryRequest], Answer]
"""Answers a request, from any thread of any process; every failure that is to be expected is a value."""


def choose(config: Config, socket_path: Path) -> Engine:
    """Choose the engine that the configuration names; `socket_path` is that of a supervisor (`supervisor.start`).

    Raises ConfigurationError.
    """

    alone = replace(config.limits, services=())

    def embedded(request: QueryRequest) -> Answer:
        chosen, limits = federation.pool(socket_path, config.limits, request)
        return client.ask(chosen, request, limits)

    def judge(request: QueryRequest) -> Answer:
        return client.ask(socket_path, request, alone)

    where = remote.read(config)
    return embedded if where is None else RemoteEngine(where, alone, judge)


def lacking(config: Config, publication: Publication) -> str | None:
    """Say in a sentence why the store of a configuration would fail readers; None where it would not.

    Raises ConfigurationError.
    """
    where = remote.read(config)
    if where is None:
        return None
    return RemoteEngine(where, config.limits, _nobody).lacking(publication, _START_SECONDS)


def _nobody(_: QueryRequest) -> Answer:
    return Broken("no worker has been started")

"""Queries that ask other endpoints, where the configuration names some: answered by a worker of their own.

The workers of all other queries can open no socket. This one can, so all that keeps it to the addresses that are named
is the judgement of the text (guard.py), by which it runs nothing else; the engine follows no redirection.
"""

from dataclasses import replace
from pathlib import Path

from dip_lod.sparql.limits import Limits
from dip_lod.sparql.request import QueryRequest

_WORKERS = 1


def pools(socket_path: Path, limits: Limits) -> dict[Path, Limits]:
    """Say which supervisors there are to be, each by its socket: one, and one more for SERVICE where it is allowed."""
    found = {socket_path: replace(limits, services=())}
    if limits.services:
        found[_socket(socket_path)] = replace(limits, workers=_WORKERS)
    return found


def pool(socket_path: Path, limits: Limits, request: QueryRequest) -> tuple[Path, Limits]:
    """Choose who answers a query; the word alone decides, for its text is judged by those who can be killed."""
    chosen = _socket(socket_path) if limits.services and "service" in request.query.lower() else socket_path
    return chosen, pools(socket_path, limits)[chosen]


def _socket(socket_path: Path) -> Path:
    return socket_path.with_name(socket_path.name + ".services")

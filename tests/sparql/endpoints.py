"""Real stores of made-up triples, and real supervisors over them."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from patience import until

from dip_lod.config import Limits
from dip_lod.sparql import client, supervisor
from dip_lod.sparql.answer import Answer
from dip_lod.sparql.request import QueryRequest

EX = "http://example.org/"
LIMITS = Limits(seconds=20.0, memory_bytes=400_000_000, queue=8, wait_seconds=20.0)
"""So patient that a plain query is answered whoever else wants the cores; tests of a limit set their own."""


def build_store(folder: Path, marker: str) -> Path:
    """Build a store of 3,000 triples in a graph of many circles, with one literal that tells it from others."""
    store = ox.Store(str(folder))
    node = [ox.NamedNode(f"{EX}s{number}") for number in range(1500)]
    knows, label = ox.NamedNode(EX + "knows"), ox.NamedNode(EX + "label")
    store.bulk_extend(ox.Quad(node[n], knows, node[(n * 7 + 1) % 1500]) for n in range(1500))
    store.bulk_extend(ox.Quad(node[n], label, ox.Literal(f"maker {n}", language="nl")) for n in range(1500))
    store.add(ox.Quad(ox.NamedNode(EX + "marker"), ox.NamedNode(EX + "is"), ox.Literal(marker)))
    store.add(ox.Quad(node[0], ox.NamedNode(EX + "in"), ox.Literal("graph"), ox.NamedNode(EX + "graph")))
    store.flush()
    store.optimize()
    return folder


class Endpoint:
    """A supervisor, its limits and a store: what the web side has."""

    def __init__(self, socket_path: Path, store: Path, limits: Limits) -> None:
        self.socket_path = socket_path
        self.store = store
        self.limits = limits
        self.supervisor = supervisor.start(socket_path, limits)

    def ask(self, query: str, **fields: object) -> Answer:
        request = replace(QueryRequest(query, self.store), **fields)  # type: ignore[arg-type]
        return client.ask(self.socket_path, request, self.limits)

    def workers(self) -> list[int]:
        return children(self.supervisor.pid)

    def settle(self) -> None:
        """Wait until all workers idle, as many as there should be."""
        until(lambda: len(self.workers()) == self.limits.workers)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

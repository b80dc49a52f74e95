"""Documents as graphs: the dataset of a query that names some of ours, made when it is asked for.

The store keeps no named graphs, which would double its index. A graph here has the URI of a document, as in its
N-Quads, and holds the statements that it makes.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing

import pyoxigraph as ox

from dip_lod.publication import layout
from dip_lod.sparql import prologue, reading
from dip_lod.sparql.request import QueryRequest

_SPACE = r"(?:\s++|\#[^\n\r]*+)*+"
_CLAUSE = re.compile(
    rf"FROM{_SPACE}(?P<named>NAMED{_SPACE})?(?:<(?P<iri>[^<>\s]*)>|(?P<prefix>[^\s:<>{{}}]*):(?P<local>[^\s<>{{}}]*)){_SPACE}",
    re.IGNORECASE,
)
_BODY = {"main": "SELECT body FROM document WHERE key = ?", "rda": "SELECT rda FROM document WHERE key = ?"}

Graphs = tuple[tuple[str, ...], tuple[str, ...]]
"""Default graphs and named graphs."""


def named(request: QueryRequest) -> Graphs | None:
    """Give the graphs that a request or its FROM names, if a document of ours is among them."""
    graphs = (request.default_graphs, request.named_graphs)
    if not any(graphs):
        graphs = _clauses(request.query)
    space = f"{request.base}doc/"
    return graphs if request.base and any(graph.startswith(space) for part in graphs for graph in part) else None


def _clauses(query: str) -> Graphs:
    """Read the FROM clauses of a query; it is judged by the engine all the same."""
    place = reading.read(query).dataset if "from" in query.lower() else None
    default: list[str] = []
    named: list[str] = []
    prefixes = prologue.read(query).prefixes if place is not None else {}
    while place is not None and (clause := _CLAUSE.match(query, place)):
        iri = clause["iri"] if clause["iri"] is not None else prefixes.get(clause["prefix"], "") + clause["local"]
        (named if clause["named"] else default).append(iri)
        place = clause.end()
    return tuple(default), tuple(named)


def store(request: QueryRequest, graphs: Iterable[str]) -> ox.Store:
    """Make a store of the documents among some graphs; a graph that is none of them is empty. Raises sqlite3.Error."""
    made = ox.Store()
    space = f"{request.base}doc/"
    assert request.store is not None
    file = (request.store.parent / layout.DOCUMENTS).absolute().as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(file, uri=True)) as documents:
        for graph in sorted(set(graphs)):
            if not graph.startswith(space):
                continue
            row = documents.execute(_BODY[request.view], (graph.removeprefix(space),)).fetchone()
            if row and row[0]:
                made.load(zlib.decompress(row[0]), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
    return made

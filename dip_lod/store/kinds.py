"""The engines that are known by name: where their graphs are loaded, how they ask who one is, what else they lack."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between engines that all speak the SPARQL 1.1 protocols."""

    name: str
    query: str = ""
    """A pattern that the address for queries ends with…"""
    graphs: str = ""
    """… and what stands there in the address of the graph store; empty where it has to be configured."""
    auth: str = "basic"
    """How it asks who loads: `basic`, `digest`, or `bearer` for a token."""
    timeout: str = ""
    """The parameter that carries a time limit with a query, as a template of `seconds` and `milliseconds`."""
    quick: str = ""
    """A parameter that makes loading quicker."""
    hides: bool = False
    """Whether it has been tried that GRAPH finds no graph but those that a query's dataset names.

    Virtuoso 7.2.5 finds any graph that GRAPH names by its IRI within ASK and EXISTS.
    """
    cuts: bool = False
    """Whether it leaves rows out of a graph without saying so: then they are counted."""

    def graph_store(self, address: str) -> str | None:
        """Give the address of the graph store that belongs to an address for queries; None where that is not known.

        >>> KINDS["virtuoso"].graph_store("http://localhost:8890/sparql")
        'http://localhost:8890/sparql-graph-crud-auth'
        """
        if not self.graphs or not re.search(self.query + r"\Z", address):
            return None
        return re.sub(self.query + r"\Z", self.graphs, address, count=1)

    def limit(self, seconds: float) -> dict[str, str]:
        """Say with which parameter a query tells how long it may take.

        >>> KINDS["qlever"].limit(10)
        {'timeout': '10s'}
        """
        if not self.timeout:
            return {}
        return {"timeout": self.timeout.format(seconds=max(1, round(seconds)), milliseconds=round(seconds * 1000))}


_ALL = (
    Kind("oxigraph", "/query", "/store", quick="no_transaction", hides=True),
    Kind("virtuoso", "/sparql", "/sparql-graph-crud-auth", "digest", "{milliseconds}", cuts=True),
    Kind("graphdb", "(/repositories/[^/]+)", r"\1/rdf-graphs/service", timeout="{seconds}"),
    Kind("fuseki", "(/[^/]+)/(?:query|sparql)", r"\1/data", timeout="{seconds}"),
    Kind("neptune", "/sparql/?", "/sparql/gsp/"),
    Kind("qlever", "", r"\g<0>", auth="bearer", timeout="{seconds}s"),
    Kind("other"),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""The engines by the name that `remote.engine` gives."""

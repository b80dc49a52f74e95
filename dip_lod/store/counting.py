"""What a remote store holds of a graph, and how many rows it is willing to give."""

import json
import math

from dip_lod.store import asking
from dip_lod.store.errors import StoreError
from dip_lod.store.remote import Remote

_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
_ANY = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
_MANY = "SELECT (1 AS ?x) WHERE {{ {pattern} }} LIMIT {rows}"
_LARGEST = 10_000


def triples(remote: Remote, graph: str) -> int:
    """Count the triples of a graph; raises StoreError."""
    return number(remote, _COUNT, graph, remote.seconds)


def number(remote: Remote, query: str, graph: str, seconds: float) -> int:
    """Give the one number that a query answers as `?count`; raises StoreError."""
    rows = _rows(remote, query, graph, seconds)
    try:
        return int(rows[0]["count"]["value"])
    except (LookupError, TypeError, ValueError):
        raise StoreError(f"{remote.query}: counts nothing; see whether it answers SPARQL 1.1") from None


def holds_some(remote: Remote, graph: str, seconds: float) -> bool:
    """Say whether a graph has any triple; raises StoreError."""
    return bool(_rows(remote, _ANY, graph, seconds))


def gives(remote: Remote, graph: str, rows: int, triples: int) -> int:
    """Count the rows that come when many are asked for, at most `rows`; raises StoreError.

    A graph of fewer triples than that is left alone: three lists of numbers make the rows.
    """
    numbers = " ".join(map(str, range(math.ceil(rows ** (1 / 3)) + 1)))
    lists = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
    query = _MANY.format(pattern="?a ?b ?c" if triples >= rows else lists, rows=rows)
    with asking.ask(remote, query, graph, "text/csv", remote.seconds) as response:
        found = -1  # the header
        while piece := response.read(1 << 16):
            found += piece.count(b"\n")
        return found


def _rows(remote: Remote, query: str, graph: str, seconds: float) -> list[dict[str, dict[str, str]]]:
    with asking.ask(remote, query, graph, asking.SOLUTIONS, seconds) as response:
        text = b""
        while len(text) < _LARGEST and (piece := response.read(_LARGEST)):
            text += piece
    try:
        rows = json.loads(text)["results"]["bindings"]
    except (ValueError, LookupError, TypeError):
        raise StoreError(
            f"{remote.query}: gives no SPARQL results; see whether 'store' is the address that answers queries"
        ) from None
    return list(rows)

"""A query and all that is needed to answer it, as the web side hands it over."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A SPARQL query over one store.

    The form of a query is known only after parsing, so a request names two media types: `select_type` (a key of
    SELECT_FORMATS) for SELECT and ASK, `graph_type` (a key of GRAPH_FORMATS) for CONSTRUCT and DESCRIBE. Where
    `default_graphs` or `named_graphs` is given, they are the dataset and FROM in the query does not count (SPARQL
    1.1 Protocol, 2.1.4).
    """

    query: str
    store: Path | None
    """The folder of an Oxigraph store; None for an empty one, over which a query is only judged."""
    select_type: str = "application/sparql-results+json"
    graph_type: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    publication: str = ""
    """Which publication the store is of: another one at the same path is opened anew."""
    view: str = "main"
    """`main` or `rda`."""
    counts: Path | None = None
    """The folder of a store from the counts of whose publication alone the query is answered, over an empty store."""
    client: int = 0
    """Who asks: a number that says nothing of an address, below 2^40; 0 is nobody, who has no bounds."""

    def __post_init__(self) -> None:
        for chosen, known in ((self.select_type, SELECT_FORMATS), (self.graph_type, GRAPH_FORMATS)):
            if chosen not in known:
                raise EndpointError(f"request: '{chosen}' is no result format; choose from {', '.join(known)}")

    def to_json(self) -> bytes:
        """Write the request for the worker's socket. Raises UnicodeEncodeError for lone surrogates.

        >>> QueryRequest.from_json(QueryRequest("ASK {}", Path("store")).to_json()).query
        'ASK {}'
        """
        texts = {"store": _text(self.store), "counts": _text(self.counts)}
        return json.dumps(asdict(self) | texts, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "QueryRequest":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        for name in ("default_graphs", "named_graphs"):
            values[name] = tuple(values[name])
        return cls(**values | {name: values[name] and Path(values[name]) for name in ("store", "counts")})


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)

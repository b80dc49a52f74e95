"""The forms in which a query is answered: media types, short names, and what the engine calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Format:
    """A result format. The engine finds its own by `media_type` (QueryResultsFormat, RdfFormat)."""

    name: str
    """Its value in `format=…`."""
    media_type: str
    extension: str
    charset: bool = False
    """Whether the Content-Type names UTF-8: text types do, where the media type does not fix it."""
    aliases: tuple[str, ...] = ()
    """Other media types that ask for it, less specific ones included."""
    names: tuple[str, ...] = ()
    """Other values of `format=`, as clients send them (SPARQLWrapper, Jena, Virtuoso)."""
    row_marks: tuple[bytes, ...] = ()
    """What the engine writes once a row (SELECT), by which rows are counted: exact but where a text contains it."""
    header_rows: int = 0

    @property
    def content_type(self) -> str:
        """The Content-Type of an answer in this format.

        >>> SELECT_FORMATS["text/csv"].content_type
        'text/csv; charset=utf-8'
        """
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


def _table(*formats: Format) -> Mapping[str, Format]:
    return MappingProxyType({one.media_type: one for one in formats})


SELECT_FORMATS = _table(
    Format(
        "json",
        "application/sparql-results+json",
        "srj",
        aliases=("application/json", "text/json"),
        names=("sparql-results+json",),
        row_marks=(b"},{", b'"bindings":[{'),
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        "srx",
        aliases=("application/xml", "text/xml"),
        names=("sparql-results+xml", "sparql"),
        row_marks=(b"<result>",),
    ),
    Format("csv", "text/csv", "csv", charset=True, row_marks=(b"\r\n",), header_rows=1),
    Format("tsv", "text/tab-separated-values", "tsv", charset=True, row_marks=(b"\n",), header_rows=1),
)
"""For SELECT and ASK, by media type; the first is the default."""

GRAPH_FORMATS = _table(
    Format(
        "turtle",
        "text/turtle",
        "ttl",
        charset=True,
        aliases=("application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
        names=("n3",),
    ),
    Format(
        "jsonld", "application/ld+json", "jsonld", aliases=("application/json",), names=("json", "json-ld", "ld+json")
    ),
    Format("ntriples", "application/n-triples", "nt", aliases=("text/plain",), names=("n-triples",)),
    Format("rdfxml", "application/rdf+xml", "rdf", aliases=("application/xml", "text/xml"), names=("xml", "rdf+xml")),
    Format("nquads", "application/n-quads", "nq", names=("n-quads",)),
    Format("trig", "application/trig", "trig", aliases=("application/x-trig",)),
)
"""For CONSTRUCT and DESCRIBE, by media type; the first is the default."""

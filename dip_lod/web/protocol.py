"""Reading a SPARQL request from HTTP (SPARQL 1.1 Protocol, section 2.1), and choosing the form of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request

from dip_lod.sparql import prologue
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS, Format
from dip_lod.web import negotiation

HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A request that is none: the status to answer, and why."""

    status: int
    why: str


def read(request: Request) -> Asked | Wrong | None:
    """Read a request; None where no query is asked (then the form is shown)."""
    values = request.args
    body: str | None = None
    if request.method == "POST":
        if request.mimetype == FORM:
            values = request.form
        elif request.mimetype == DIRECT:
            try:
                body = request.get_data().decode("utf-8")
            except UnicodeDecodeError as error:
                return Wrong(400, f"The query is not UTF-8 at byte {error.start}.")
        else:
            return Wrong(415, f"POST a query as {FORM} or {DIRECT}.")
    if "update" in values or "using-graph-uri" in values:
        return Wrong(400, "This endpoint only answers queries; it takes no updates.")
    queries = values.getlist("query") if body is None else [body]
    if not queries:
        return Wrong(400, "There is no parameter 'query'.") if request.method == "POST" else None
    if len(queries) > 1:
        return Wrong(400, "There are several parameters 'query'; send one.")
    return Asked(
        queries[0],
        tuple(values.getlist("default-graph-uri")),
        tuple(values.getlist("named-graph-uri")),
        values.get("format", "") or request.args.get("format", ""),
    )


def formats(query: str) -> Mapping[str, Format]:
    """Say in which formats a query can be answered; that depends on its kind alone."""
    return GRAPH_FORMATS if prologue.read(query).word in ("CONSTRUCT", "DESCRIBE") else SELECT_FORMATS


def choose(asked: Asked, accept: str | None) -> str | None:
    """Choose the media type of the answer, a page included; None where nothing fits (406).

    `format=` counts before Accept: a short name, an extension or a media type. Clients such as SPARQLWrapper send
    `format=xml` with every query, so a graph takes it for RDF/XML.
    """
    offered = formats(asked.query)
    if asked.format:
        wanted = asked.format.strip().lower()
        if wanted in ("html", HTML):
            return HTML
        for kind, one in offered.items():
            if wanted in (one.name, one.extension, kind) or f"application/{wanted}" in one.aliases:
                return kind
        return None
    aliases = {alias: kind for kind, one in reversed(list(offered.items())) for alias in one.aliases}
    return negotiation.media_type(accept, [*offered, HTML], aliases | {"application/xhtml+xml": HTML})

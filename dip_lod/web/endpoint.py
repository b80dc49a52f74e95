"""`/sparql`: the query form for people, the SPARQL 1.1 Protocol for programs."""

import threading
from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from dip_lod.sparql import prologue
from dip_lod.sparql.answer import Broken, Busy, Exceeded, Failure, Malformed, Refused, Result, Unreachable
from dip_lod.sparql.formats import GRAPH_FORMATS
from dip_lod.sparql.request import QueryRequest
from dip_lod.web import negotiation, protocol, queries, results
from dip_lod.web.problems import problem
from dip_lod.web.protocol import HTML, Asked, Wrong
from dip_lod.web.site import Site, redirect

LONGEST_ADDRESS = 6000
"""A query whose address is longer is answered where it was posted: servers refuse lines of over 8 kB."""

WAITING = 8
"""Queries that one web worker waits for at a time, so that pages always find a thread."""


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("endpoint", __name__)
    places = threading.BoundedSemaphore(WAITING)
    examples = queries.load(site.folder / "queries")

    @made.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        asked = protocol.read(request)
        if isinstance(asked, Wrong):
            headers = {"Accept-Post": f"{protocol.FORM}, {protocol.DIRECT}"} if asked.status == 415 else {}
            return problem(site, request, asked.status, asked.why, headers=headers)
        if asked is None or (not asked.query.strip() and request.method == "GET"):
            return _empty(site, examples)
        kind = protocol.choose(asked, request.headers.get("Accept"))
        if kind is None:
            offered = [(one.name, media_type, "/sparql") for media_type, one in protocol.formats(asked.query).items()]
            return problem(site, request, 406, links=offered)
        if kind == HTML and (address := _address(site)):
            return redirect(request, address, 303)
        if site.engine is None:
            return problem(site, request, 503, site.visitor(request).texts("no_endpoint"))
        if not places.acquire(blocking=False):
            return _failed(site, asked, kind, Busy(1), examples)
        try:
            answer = site.engine(_request(site, asked, kind))
        finally:
            places.release()
        if not isinstance(answer, Result):
            return _failed(site, asked, kind, answer, examples)
        if kind == HTML:
            return _form(site, examples, asked, answer)
        return _stream(answer)

    return made


def _address(site: Site) -> str | None:
    """Give the address of a query that a browser posted, so that it can be cited; None where it would be too long."""
    if request.method != "POST":
        return None
    address = f"{site.root}sparql?{urlencode(list(request.form.items(multi=True)))}"
    return address if len(address) < LONGEST_ADDRESS else None


def _request(site: Site, asked: Asked, kind: str) -> QueryRequest:
    publication = site.publications.current()
    page = kind == HTML
    graph = protocol.formats(asked.query) is GRAPH_FORMATS
    return QueryRequest(
        asked.query,
        publication.store_folder,
        select_type=results.SELECT_TYPE if page or graph else kind,
        graph_type=results.GRAPH_TYPE if page or not graph else kind,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=publication.base,
        publication=publication.id,
    )


def _stream(answer: Result) -> Response:
    body: bytes | Iterator[bytes] = answer.body
    response = Response(body, content_type=answer.content_type)
    response.content_length = answer.size
    return response


def _empty(site: Site, examples: tuple[queries.Query, ...]) -> Response:
    """Show the form, for nothing was asked."""
    if negotiation.media_type(request.headers.get("Accept"), (HTML,)) is None:
        return problem(site, request, 400, "There is no parameter 'query'.")
    return _form(site, examples)


def _form(
    site: Site,
    examples: tuple[queries.Query, ...],
    asked: Asked | None = None,
    answer: Result | None = None,
    failure: str = "",
    status: int = 200,
) -> Response:
    reader = site.visitor(request)
    prefixes = prologue.read(asked.query).prefixes if asked else {}
    body = site.page(
        "sparql.html",
        reader,
        query=asked.query if asked else examples[0].text if examples else "",
        table=results.table(answer, reader, prefixes) if answer else None,
        formats=protocol.formats(asked.query).values() if asked else (),
        failure=failure,
        examples=examples,
        limits=site.config.limits,
    )
    response = Response(body, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = reader.language
    return response


def _failed(site: Site, asked: Asked, kind: str, answer: Failure, examples: tuple[queries.Query, ...]) -> Response:
    status, why, headers = _why(answer)
    if kind == HTML:
        response = _form(site, examples, asked, failure=why, status=status)
        response.headers.update(headers)
        return response
    return problem(site, request, status, why, headers=headers)


def _why(answer: Failure) -> tuple[int, str, dict[str, str]]:
    match answer:
        case Malformed(message, line, column):
            place = f" (line {line}, column {column})" if line and column and "line" not in message else ""
            return 400, message + place, {}
        case Refused(_, message):
            return 400, message, {}
        case Exceeded():
            return 503, answer.message, {}
        case Busy(seconds):
            why = f"All workers are taken; try again in {seconds} seconds."
            return 503, why, {"Retry-After": str(seconds)}
        case Unreachable(status, message):
            return status, message, {"Retry-After": "60"} if status == 503 else {}
        case Broken(message):
            return 500, message, {}

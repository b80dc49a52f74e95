"""`/sparql` and `/sparql/rda`: the query form for people, the SPARQL 1.1 Protocol for programs."""

import time

from flask import Blueprint, Response, request

from dip_lod.sparql.answer import Answer, Busy, Failure, Result
from dip_lod.sparql.formats import GRAPH_FORMATS
from dip_lod.sparql.request import QueryRequest
from dip_lod.web.endpoint import answer_etag, failures, protocol, query_log, query_page, results, service_description
from dip_lod.web.endpoint.answer_cache import AnswerCache
from dip_lod.web.endpoint.answering import Answering
from dip_lod.web.endpoint.protocol import HTML, Asked, Wrong
from dip_lod.web.http import access, client_address, negotiation
from dip_lod.web.http.door import Door
from dip_lod.web.http.forms import FORMS
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect

INSIDE = 8
"""Queries that one web worker waits for at a time, …"""
BEFORE = 32
"""… those who wait to be let in, …"""
READERS = 8
"""… and those who read a large result: what is left of the threads (server.THREADS) is for pages."""

_PATIENCE = 0.5
"""Part of `wait_seconds` spent before the door; inside, the whole of it is spent on waiting for a worker."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("endpoint", __name__)
    endpoint = _Endpoint(site)

    @made.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        return endpoint.answer("main")

    @made.route("/sparql/", methods=["GET", "POST"])
    @made.route("/sparql/rda/", methods=["GET", "POST"])
    def with_a_slash() -> Response:
        return redirect(request, site.root.rstrip("/") + request.path.rstrip("/"), 308)

    @made.route("/sparql/rda", methods=["GET", "POST"])
    def rda() -> Response:
        return endpoint.answer("rda")

    return made


class _Endpoint:
    """What one web worker knows of its queries: who is in, who reads, and what has been answered."""

    def __init__(self, site: Site) -> None:
        self._site = site
        limits = site.config.limits
        self._door = Door(INSIDE, BEFORE, limits.wait_seconds * _PATIENCE)
        self._cache = AnswerCache(limits.cache_bytes)
        self._answering = Answering(self._cache, READERS, limits.per_client)
        self._page = query_page.QueryPage(site)
        self._proxies = access.networks(site.config.serve.proxies)

    def answer(self, view: str) -> Response:
        """Answer the request at hand."""
        site, asked = self._site, protocol.read(request)
        if isinstance(asked, Wrong):
            headers = {"Accept-Post": f"{protocol.FORM}, {protocol.DIRECT}"} if asked.status == 415 else {}
            return self._wrong(asked, headers)
        if asked is None or (not asked.query.strip() and request.method == "GET"):
            return self._nothing_asked(view)
        kind = protocol.choose(asked, request.headers.get("Accept"))
        if kind is None:
            offered = [
                (one.name, media_type, request.path) for media_type, one in protocol.formats(asked.query).items()
            ]
            return problem(site, request, 406, links=offered, english=True)
        if kind == HTML and (address := query_page.address(request, asked)):
            return redirect(request, address, 303)
        if site.engine is None:
            return problem(site, request, 503, site.visitor(request).texts("no_endpoint"))
        return self._ask(asked, view, kind)

    def _nothing_asked(self, view: str) -> Response:
        """Show the form to people, and describe the service to programs."""
        rdf = tuple(form for form in FORMS if form.rdf)
        types = [form.media_type for form in rdf]
        chosen = negotiation.media_type(request.headers.get("Accept"), [*types, HTML])
        if chosen is None:
            return self._wrong(Wrong(400, "no_query"), {})
        if chosen == HTML:
            return self._page.form(view)
        return service_description.answer(self._site, request, view, rdf[types.index(chosen)])

    def _ask(self, asked: Asked, view: str, kind: str) -> Response:
        site, started = self._site, time.monotonic()
        query = self._query(asked, view, kind)
        key = answer_etag.make(query, site.config.limits)
        if key and answer_etag.unchanged(request, self._tag(key, kind)):
            query_log.note("not modified", asked.query, view, time.monotonic() - started)
            return answer_etag.not_modified(self._tag(key, kind))
        found: Answer | None = self._cache.get(key) if key else None
        remembered = found is not None
        if found is None:
            found = self._let_in(query)
        fate = "remembered" if remembered else query_log.fate(found)
        rows, size = (found.rows, found.size) if isinstance(found, Result) else (0, 0)
        query_log.note(fate, asked.query, view, time.monotonic() - started, rows, size)
        if not isinstance(found, Result):
            return self._failed(asked, view, kind, found)
        if key and not remembered and isinstance(found.body, bytes):
            self._cache.keep(key, found)
        if kind == HTML:
            response = self._page.form(view, asked, found)
        else:
            made = self._answering.respond(request, found, key, query.client)
            if isinstance(made, Busy):
                return self._failed(asked, view, kind, made)
            response = made
        if key:
            response.set_etag(self._tag(key, kind), weak=True)
        return response

    def _let_in(self, query: QueryRequest) -> Answer:
        assert self._site.engine is not None
        with self._door.passage() as entered:
            return self._site.engine(query) if entered else Busy(1)

    def _query(self, asked: Asked, view: str, kind: str) -> QueryRequest:
        publication = self._site.publications.current()
        page = kind == HTML
        graph = protocol.formats(asked.query) is GRAPH_FORMATS
        return QueryRequest(
            asked.query,
            publication.store_folder if view == "main" else publication.rda_store_folder,
            select_type=results.SELECT_TYPE if page or graph else kind,
            graph_type=results.GRAPH_TYPE if page or not graph else kind,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=publication.base,
            publication=publication.id,
            view=view,
            client=client_address.number(request, self._proxies, self._site.salt),
        )

    def _tag(self, key: str, kind: str) -> str:
        """A page changes with its language and the site, other answers do not."""
        return f"{key}-{self._site.edition}-{self._site.visitor(request).language}" if kind == HTML else key

    def _failed(self, asked: Asked, view: str, kind: str, failure: Failure) -> Response:
        status, why, headers = failures.explain(failure, self._site.config.limits)
        told = failures.say(failure, why, self._site.visitor(request).texts)
        if kind == HTML:
            response = self._page.form(view, asked, failure=told, status=status)
            response.headers.update(headers)
            return response
        return problem(self._site, request, status, why, headers=headers, told=told, english=True)

    def _wrong(self, wrong: Wrong, headers: dict[str, str]) -> Response:
        """Say what is wrong with a request: in English to programs, in their language to readers."""
        own, texts = self._site.texts["en"].tables["wrong"], self._site.visitor(request).texts.tables["wrong"]
        why, told = wrong.why(own), wrong.why(texts)
        return problem(self._site, request, wrong.status, why, headers=headers, told=told, english=True)

"""`/ldes`: the event stream, for harvesters; people are led to the page of changes."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from dip_lod.errors import PublicationError
from dip_lod.harvest import ldes_node
from dip_lod.harvest.activities import place
from dip_lod.harvest.ldes import Stream
from dip_lod.harvest.ldes_node import Node
from dip_lod.web.http.forms import BY_EXTENSION, accepted
from dip_lod.web.page import harvesting
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect

FORMS = tuple(BY_EXTENSION[one] for one in ("trig", "nq", "jsonld"))
"""Those that know graphs, for the statements of a member stand in a graph of its own."""
_HTML = BY_EXTENSION["html"]


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("ldes", __name__)

    def stream() -> Stream:
        return Stream(site.publications.current().base, site.publications.journal, harvesting.reasons(site))

    @made.get("/ldes")
    def root() -> Response:
        def make() -> Node:
            titles, keeping = harvesting.words(site, "ldes_title"), harvesting.words(site, "ldes_keeping")
            return stream().root_node(titles, keeping, site.config.licence)

        return _answer(site, "ldes", make)

    @made.get("/ldes/year/<year>")
    def year(year: str) -> Response:
        if harvesting.number(year) is None:
            return harvesting.no_such_page(site, request, "ldes")
        return _answer(site, f"ldes/year/{year}", lambda: stream().year(year))

    @made.get("/ldes/publication/<number>")
    def page(number: str) -> Response:
        start = harvesting.start(number, request.args)
        if start is None:
            return harvesting.no_such_page(site, request, "ldes")
        return _answer(site, f"ldes/publication/{place(*start)}", lambda: stream().page(start))

    return made


def _answer(site: Site, local: str, make: Callable[[], Node | None]) -> Response:
    if found := harvesting.elsewhere(site, request, local):
        return found
    form = accepted(request.headers.get("Accept"), (*FORMS, _HTML))
    if form is _HTML:
        return redirect(request, f"{site.root}changes", 303)
    if form is None or form.rdf is None:
        offered = [(one.name, one.media_type, site.root + local) for one in FORMS]
        return problem(site, request, 406, links=offered)
    try:
        node = make()
    except PublicationError:
        return problem(site, request, 503, headers={"Retry-After": "5"})
    if node is None:
        return harvesting.no_such_page(site, request, "ldes")
    return harvesting.sent(request, ldes_node.write(node, form.rdf), form.content_type, node.closed)

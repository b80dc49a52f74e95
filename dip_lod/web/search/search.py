"""`/search`: one box over everything, with facets; the same as CSV, JSON and SPARQL, and suggestions while typing."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.errors import PublicationError
from dip_lod.search import query as queries
from dip_lod.search.query import Query
from dip_lod.search.reading import Index
from dip_lod.web.http.search_rate import Rate
from dip_lod.web.page.fairness import Fairness
from dip_lod.web.page.site import Site
from dip_lod.web.search import search_answer, search_data, search_telling, search_views
from dip_lod.web.words.visitor import Visitor

_FORMS = {"csv": search_data.table, "json": search_data.listed}


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("search", __name__)
    Fairness(site, Rate(), "search").hold(made)

    def index() -> Index:
        try:
            return search_answer.index(site.publications.current())
        except PublicationError as error:
            raise NotFound from error

    @made.get("/search")
    def page() -> Response:
        found, reader, query = index(), site.visitor(request), _asked()
        after, number = _after(found)
        view = request.args.get("view", "")
        view = view if view in search_views.VIEWS else ""
        if view:
            after, number = "", 0  # a map or a timeline has one page
        canonical = reader.path(search_answer.address(query, after, view))
        if f"{site.root}search?{request.query_string.decode('latin-1')}".rstrip("?") != canonical:
            return Response(status=301, headers={"Location": canonical})
        return site.answer(request, _page(site, found, query, number, view, reader), reader)

    @made.get("/search.<extension>")
    def data(extension: str) -> Response:
        if extension == "rq":
            if not index().known(_asked()):
                raise NotFound
            return search_data.query_text(site, request, _asked())
        if extension not in _FORMS:
            raise NotFound
        return _FORMS[extension](site, request, index(), _asked(), _after(index())[1])

    @made.get("/search/suggest")
    def suggest() -> Response:
        return search_data.suggestions(site, request, index(), _asked().text)

    return made


def _asked() -> Query:
    return queries.read(request.args.items(multi=True))


def _after(index: Index) -> tuple[str, int]:
    """Read after which thing the page begins; what is not there is taken for the beginning."""
    key = request.args.get("after", "")
    number = index.number(key) if key else 0
    return (key if number else ""), number


def _page(site: Site, index: Index, query: Query, after: int, view: str, reader: Visitor) -> str:
    publication = site.publications.current()
    total = index.count(query)
    listed = index.count(query, gathered=True) if query.gathered and not view else total
    gathered = listed != total and listed.number > 0
    found = index.find(query, after, 1 if view else search_answer.PAGE + 1, gathered)
    shown = found[: search_answer.PAGE]
    follows = len(found) > len(shown)
    address = search_answer.address
    tail = address(query).removeprefix("search")
    return site.page(
        "search.html",
        reader,
        s=reader.texts.tables["search"],
        query=query,
        told=search_answer.told(total, reader.texts),
        showings=search_answer.showings(index, query, listed, reader) if gathered else None,
        lines=search_answer.lines(shown, query, publication, reader),
        telling=() if view else search_telling.tell(index, shown, publication, reader),
        kind=query.values.get("kind"),
        facets=search_answer.facets(publication, query, reader, view),
        chosen=search_answer.chosen(publication, query, reader, view),
        first=reader.path(address(query)) if after else None,
        view=view,
        views=[(name, reader.path(address(query, view=name))) for name in ("", *search_views.VIEWS)],
        seen=search_views.view(view, publication, index, query, total, reader) if view and shown else None,
        next=reader.path(address(query, shown[-1].key)) if follows else None,
        forms=[(name, reader.path(f"search.{name}{tail}")) for name in ("csv", "json")],
        sparql=reader.path(f"search.rq{tail}") if index.known(query) else None,
        ask=search_data.asked_in_the_editor(query, publication.base, reader) if index.known(query) else None,
        everything=reader.path(address(Query(query.text))) if query.values and query.text else None,
    )

"""`/`: what is here, and where to begin; and the paths that lead there."""

from flask import Blueprint, Response, request

from dip_lod import uris
from dip_lod.errors import PublicationError
from dip_lod.publication.reading import Publication
from dip_lod.search.query import Query
from dip_lod.web.about import notices
from dip_lod.web.http import page_cache
from dip_lod.web.kinds import nights, pictured
from dip_lod.web.page import queries, remembering
from dip_lod.web.page.site import Site, redirect
from dip_lod.web.search import search_answer
from dip_lod.web.words import bylines, dates, values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

EXAMPLES = 5
COMING = 8
_ROOM = 8 << 20
"""Bytes of front pages that a worker remembers: one for each language and coding."""
_SHOWN_FIRST = ("production", "person", "venue", "work", "organization", "festival", "hall", "place", "poster")
"""Posters last: none of them is played more than another, so that the first by name would stand here."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("home", __name__)
    cache = page_cache.PageCache(_ROOM)
    examples = queries.load(site.folder / "queries")

    @made.get("/")
    def home() -> Response:
        return remembering.through(cache, site, request, front)

    def front() -> Response:
        reader, publication = site.visitor(request), site.publications.current()
        entities = _entities(publication, reader)
        body = site.page(
            "home.html",
            reader,
            kinds=[(kind, count) for kind in uris.KINDS if (count := publication.kinds.get(kind, 0))],
            manifest=publication.manifest,
            as_of=dates.moment(publication.manifest.as_of, reader.texts),
            sources=[title for title, _ in notices.sources(publication, reader)],
            entities=entities,
            coming=nights.coming(publication, reader, COMING),
            example=entities[0][1] if entities else "",
            figures=pictured.season_in_figures(publication, reader),
            queries=queries.front(examples, reader),
        )
        return site.answer(request, body, reader)

    @made.get("/id")
    @made.get("/id/")
    @made.get("/doc")
    @made.get("/doc/")
    def top() -> Response:
        return redirect(request, site.root, 303)

    @made.get("/favicon.ico")
    def icon() -> Response:
        return redirect(request, site.root + "static/favicon.svg", 301)

    return made


def _entities(publication: Publication, reader: Visitor) -> list[tuple[str, str, Value, str]]:
    """Choose example entities, with who made them: what is played most of each kind, then the next of each."""
    kinds = [kind for kind in _SHOWN_FIRST if publication.kinds.get(kind)]
    found = {kind: _most(publication, kind) for kind in kinds[:EXAMPLES]}
    chosen = [
        (kind, of_kind[turn]) for turn in range(EXAMPLES) for kind, of_kind in found.items() if turn < len(of_kind)
    ][:EXAMPLES]
    labels = publication.labels(uri for _, uri in chosen)
    by = bylines.bylines(publication, (uri for _, uri in chosen), reader)
    return [(kind, uri, values.node(uri, labels, reader), by.get(uri, "")) for kind, uri in chosen]


def _most(publication: Publication, kind: str) -> list[str]:
    """List the first of a kind by weight; of a publication without an index the first by name."""
    try:
        found = search_answer.index(publication).find(Query(values={"kind": kind}), limit=EXAMPLES)
    except PublicationError:
        return list(publication.listed(kind, limit=EXAMPLES))
    return [f"{publication.base}id/{one.key}" for one in found]

"""`/sitemap.xml` and `/robots.txt`: what search engines find, and what they need not ask for."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod import uris
from dip_lod.harvest import sitemap
from dip_lod.publication.reading import Publication
from dip_lod.web.page import harvesting
from dip_lod.web.page.site import Site, conditional

XML = "application/xml; charset=utf-8"
GZIP = "application/gzip"
_PAGES = ("", "agenda", "about", "model", "changes", "quality", "privacy", "accessibility", "ontology", "doc/catalog")
"""Pages of ours that are no document."""
_CLOSED = (
    "sparql", "questions", "search", "history/", "timemap/", "changes/", "figures/of/*/counted", "agenda?",
    "*?in=", "*?list=", "*?after=", "*&after=", "*?_profile=", "*&_profile=", "*?_mediatype=", "*&_mediatype=",
)  # fmt: skip
"""Questions, facets and the past have no end, and each page of a document in another model says the same again."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("sitemap", __name__)

    def answer(content_type: str, make: Callable[[Publication], bytes]) -> Response:
        etag = site.etag("sitemap", request.path)
        body = b"" if request.if_none_match.contains_weak(etag) else make(site.publications.current())
        return conditional(request, body, content_type, etag)

    @made.get("/robots.txt")
    def robots() -> Response:
        closed = "".join(f"Disallow: {site.root}{path}\n" for path in _CLOSED)
        base = site.publications.current().base
        text = f"User-agent: *\n{closed}\nSitemap: {base}sitemap.xml\n"
        return Response(text, content_type="text/plain; charset=utf-8")

    @made.get("/sitemap.xml")
    def index() -> Response:
        return answer(XML, _index)

    @made.get("/sitemap/site.xml")
    def pages() -> Response:
        return answer(XML, _pages)

    @made.get("/sitemap/<number>.xml.gz")
    def part(number: str) -> Response:
        asked = harvesting.number(number)
        found = next((one for one in site.publications.current().parts.all() if one.number == asked), None)
        if found is None:
            raise NotFound

        def make(publication: Publication) -> bytes:
            listed = publication.parts.documents(found)
            return sitemap.packed(sitemap.urls((f"{publication.base}doc/{key}", date) for key, date in listed))

        return answer(GZIP, make)

    return made


def _index(publication: Publication) -> bytes:
    own = (f"{publication.base}sitemap/site.xml", publication.manifest.committed)
    parts = [(f"{publication.base}sitemap/{one.number}.xml.gz", one.modified) for one in publication.parts.all()]
    return sitemap.index([own, *parts])


def _pages(publication: Publication) -> bytes:
    kinds = [f"doc/{kind}" for kind in uris.KINDS if publication.kinds.get(kind)]
    changed = publication.manifest.committed
    return sitemap.urls((f"{publication.base}{page}", changed) for page in (*_PAGES, *kinds))

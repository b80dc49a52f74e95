"""`/about`, `/privacy` and `/accessibility`: who publishes what since when, and what a reader may count on."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from dip_lod import uris
from dip_lod.errors import PublicationError
from dip_lod.publication.manifest import SourceEntry
from dip_lod.publication.reading import Publication
from dip_lod.web.page.site import Site
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor, linkable

STATEMENTS = ("privacy", "accessibility")


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal knows of this site: since when, how many publications, and when the last."""

    first: str
    last: str
    publications: int


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("notices", __name__)

    @made.get("/about")
    def about() -> Response:
        reader, publication = site.visitor(request), site.publications.current()
        body = site.page(
            "about.html",
            reader,
            sources=[_stated(title, one, publication, reader) for title, one in sources(publication, reader)],
            licence=values.node(site.config.licence, {}, reader),
            publisher_link=_link(site.config.publisher.url),
            past=_past(site, reader),
            as_of=dates.moment(publication.manifest.as_of, reader.texts),
        )
        return site.answer(request, body, reader)

    @made.get("/<any(privacy, accessibility):name>")
    def statement(name: str) -> Response:
        reader, publication = site.visitor(request), site.publications.current()
        body = site.page(
            "notice.html",
            reader,
            name=name,
            words=reader.texts.tables[name],
            publisher_link=_link(site.config.publisher.url),
            tiles=site.config.maps.origin.removeprefix("https://") if name == "privacy" else "",
            statement_link=_link(site.config.publisher.privacy) if name == "privacy" else None,
            sources=sources(publication, reader) if name == "privacy" else [],
        )
        return site.answer(request, body, reader)

    return made


def sources(publication: Publication, reader: Visitor) -> list[tuple[str, SourceEntry]]:
    """Name the sources in the reader's language."""
    return [(reader.texts.told(source.title, source.name), source) for source in publication.manifest.sources]


def _stated(
    title: str, source: SourceEntry, publication: Publication, reader: Visitor
) -> tuple[Value, SourceEntry, Value | None]:
    """Name a source, with a link where its dataset has a page, and its licence."""
    dataset = uris.Name("dataset", source.name)
    path = reader.path(f"doc/dataset/{source.name}") if publication.document(dataset) else None
    return Value(title, href=path), source, values.node(source.licence, {}, reader) if source.licence else None


def _link(uri: str) -> str | None:
    return uri if linkable(uri) else None


def _past(site: Site, reader: Visitor) -> Past | None:
    """Ask the journal; None while it cannot be read, for the rest of the page does not need it."""
    try:
        published = site.publications.journal.publications()
    except PublicationError:
        return None
    if not published:
        return None
    first, last = (dates.moment(one.committed.partition("T")[0], reader.texts) for one in (published[0], published[-1]))
    return Past(first, last, len(published))

"""`/history/{kind}/{key}`: what became of a document, and every version of it."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from dip_lod import uris
from dip_lod.errors import PublicationError
from dip_lod.journal.reading import Change
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import entity, gone, remembered, version
from dip_lod.web.http import forms, negotiation, paths
from dip_lod.web.page import harvesting
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import HTML, Site, redirect
from dip_lod.web.rdf import graph
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Step:
    """A change, as the page tells it."""

    number: int
    when: str
    what: str
    why: str
    version: str | None
    """Where it can be read what the document said from then on."""
    survivor: str | None


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("history", __name__)

    @made.get("/history/<rest:rest>")
    def history(rest: str) -> Response:
        path = paths.raw(request.environ)
        local = path.removeprefix(site.root + "history/")
        asked = paths.read(f"{site.root}doc/{local}", site.root) if local != path else None
        if asked is None:
            return problem(site, request, 404)
        try:
            return _version(site, asked) if "version" in request.args else _list(site, asked)
        except PublicationError:
            return problem(site, request, 503, headers={"Retry-After": "5"})

    return made


def _list(site: Site, asked: paths.Asked) -> Response:
    name = asked.name
    canonical = f"{site.root}history/{remembered.key_of(name)}"
    if asked.raw != f"{site.root}doc/{remembered.key_of(name)}":
        return redirect(request, canonical, 301)
    if negotiation.media_type(request.headers.get("Accept"), ("text/html",)) is None:
        return problem(site, request, 406, links=[("HTML", "text/html", canonical)])
    changes = site.publications.journal.history(remembered.key_of(name))
    if not changes:
        return problem(site, request, 404)
    reader, publication = site.visitor(request), site.publications.current()
    thing = uris.mint(publication.base, *name)
    body = site.page(
        "history.html",
        reader,
        uri=thing,
        document=reader.link(thing),
        title=_title(site, publication, name, changes, reader) or Value("", ""),
        steps=[_step(change, name, reader) for change in reversed(changes)],
    )
    return Response(body, content_type=HTML, headers={"Content-Language": reader.language})


def _title(
    site: Site, publication: Publication, name: uris.Name, changes: list[Change], reader: Visitor
) -> Value | None:
    """Find what the thing is called, or was when it last was there."""
    last = next((change.number for change in reversed(changes) if change.there), None)
    past = site.publications.journal.version(remembered.key_of(name), last) if last else None
    if past is None:
        return None
    return entity.heading(graph.read(publication.base, Document(name, None, past.statements)), reader)


def _step(change: Change, name: uris.Name, reader: Visitor) -> Step:
    words = reader.texts.tables["change"]
    return Step(
        change.number,
        dates.moment(change.at, reader.texts),
        str(words.get(change.change, change.change)),
        gone.reason(change, reader),
        reader.path(f"history/{remembered.key_of(name)}?version={change.number}") if change.there else None,
        reader.path(f"doc/{change.survivor}") if change.survivor else None,
    )


def _version(site: Site, asked: paths.Asked) -> Response:
    number = harvesting.number(request.args["version"])
    if number is None:
        return problem(site, request, 404)
    accept = request.args.get("_mediatype", "").replace(" ", "+") or request.headers.get("Accept")
    wanted = [(asked.name, forms.accepted(accept), "")]
    if split := forms.split(asked.name.key):
        wanted.append((uris.Name(asked.name.kind, split[0]), split[1], f".{split[1].extension}"))
    for name, form, extension in wanted:
        changes = site.publications.journal.history(remembered.key_of(name))
        if not changes:
            continue
        local = f"{remembered.key_of(name)}{extension}"
        if asked.raw != f"{site.root}doc/{local}":
            return redirect(request, f"{site.root}history/{local}", 301)
        return version.answer(site, request, version.Asked(name, form, extension, changes, number))
    return problem(site, request, 404)

"""`/agenda/{kind}/{key}.ics`: the performances of a venue, hall, town, company or production, to subscribe to."""

from datetime import datetime
from typing import Literal

from flask import Blueprint, Response, request

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.events import Event
from dip_lod.web.documents import gone
from dip_lod.web.http import page_cache, paths
from dip_lod.web.kinds.pictured import AGENDAS
from dip_lod.web.page import remembering
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, not_modified, redirect, unchanged
from dip_lod.web.pictures import ical
from dip_lod.web.pictures.ical import Agenda, Entry
from dip_lod.web.words import dates, texts, values
from dip_lod.web.words.visitor import Visitor

LONGEST = 1000
"""Performances in one file: those to come first."""
_ROOM = 16 << 20
"""Bytes of agendas that a worker remembers: calendars come back for the same ones."""
_TYPE = "text/calendar; charset=utf-8"
_END = ".ics"


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("agenda", __name__)
    cache = page_cache.PageCache(_ROOM)

    @made.get("/agenda/<rest:rest>")
    def agenda(rest: str) -> Response:
        return remembering.through(cache, site, request, answer)

    def answer() -> Response:
        path = paths.raw(request.environ)
        local = path.removeprefix(site.root + "agenda/").removesuffix(_END)
        asked = paths.read(f"{site.root}doc/{local}", site.root) if path.endswith(_END) else None
        if asked is None or asked.name.kind not in AGENDAS:
            return problem(site, request, 404)
        canonical = f"{site.root}{address(asked.name)}"
        if path != canonical:
            return redirect(request, canonical, 301)
        reader, publication = site.visitor(request), site.publications.current()
        etag = site.etag("agenda", path, reader.language)
        if unchanged(request, etag):
            return not_modified(etag)
        if survivor := publication.redirect(asked.name):
            return redirect(request, site.root + address(survivor), 301)
        if publication.document(asked.name) is None:
            return gone.answer(site, request, publication, [(asked.name, None, "")])
        response = Response(ical.write(_agenda(site, publication, asked.name, reader)), content_type=_TYPE)
        response.set_etag(etag)
        response.headers["Content-Language"] = reader.language
        return response

    return made


def address(name: uris.Name) -> str:
    """Spell where the agenda of a thing is, from the root of the site.

    >>> address(uris.Name("venue", "v.stad"))
    'agenda/venue/v.stad.ics'
    """
    return uris.path(*name, prefix="agenda") + _END


def _agenda(site: Site, publication: Publication, name: uris.Name, reader: Visitor) -> Agenda:
    repertoire, thing = publication.repertoire, uris.mint(publication.base, *name)
    as_of = publication.manifest.as_of
    total, coming = repertoire.count_agenda(thing), repertoire.count_agenda(thing, as_of)
    start = as_of if coming >= LONGEST else repertoire.agenda_start(thing, LONGEST)
    found = repertoire.agenda(thing, start, LONGEST)
    words = reader.texts.tables["agenda"]
    title = _name(publication, thing, reader)
    document = publication.base + uris.path(*name, prefix="doc")
    about = [str(words["about"]).format(name=title, site=reader.texts("name"), page=document)]
    if total > len(found):
        number = reader.texts.number
        key = "bounded_coming" if coming >= LONGEST else "bounded"
        about.append(str(words[key]).format(shown=number(len(found)), total=number(total), coming=number(coming)))
    about.append(str(words["undated"]))
    return Agenda(
        title,
        " ".join(about),
        document,
        reader.language,
        datetime.fromisoformat(publication.manifest.committed),
        _entries(publication, name, found, reader),
    )


def _entries(publication: Publication, name: uris.Name, found: list[Event], reader: Visitor) -> list[Entry]:
    wanted = {uri for one in found for uri in (one.uri, one.production, one.run, one.location, one.town) if uri}
    labels = publication.labels(wanted)

    def named(uri: str | None) -> str:
        return values.node(uri, labels, reader).text if uri else ""

    made = []
    for one in found:
        around = [named(uri) for uri in dict.fromkeys((one.location, one.town)) if uri]
        where = around[:1] if len(around) > 1 and around[0].endswith(around[1]) else around
        status: Literal["CONFIRMED", "CANCELLED"] = "CONFIRMED"
        if one.status in ("cancelled", "postponed"):
            status = "CANCELLED"
        title = named(one.production or one.run or one.uri)
        made.append(
            Entry(one.uri, title, one.day or "", one.start, one.end, ", ".join(where), _about(one, reader), status)
        )
    return made


def _about(one: Event, reader: Visitor) -> str:
    """Say what became of a performance."""
    words = reader.texts.tables["page"]
    if one.status in ("cancelled", "postponed"):
        return str(words[one.status])
    if one.status == "rescheduled":
        before = dates.moment((one.before or "").partition("T")[0], reader.texts)
        return str(words["moved_from"]).format(day=before) if before else str(words["moved"])
    return ""


def _name(publication: Publication, thing: str, reader: Visitor) -> str:
    found = texts.best(publication.labels([thing]).get(thing, {}), reader.language)
    return found[0] if found else thing

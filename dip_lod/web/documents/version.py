"""What a document said from one publication on: in every form and model, at an address that stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox
from flask import Request, Response

from dip_lod import uris
from dip_lod.harvest import memento as mementos
from dip_lod.journal.reading import Change, Version
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import entity, gone, memento, remembered, sheet, views
from dip_lod.web.http import forms
from dip_lod.web.http.forms import FORMS, Form
from dip_lod.web.http.headers import VARY
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, conditional, redirect
from dip_lod.web.rdf import extracts, profiles, serialisation
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words import dates
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Asked:
    """A version that a request means."""

    name: uris.Name
    form: Form | None
    """None: none that the client accepts."""
    extension: str
    history: Sequence[Change]
    number: int

    @property
    def change(self) -> Change | None:
        """The last change up to that publication; None before the first."""
        return next((one for one in reversed(self.history) if one.number <= self.number), None)


def answer(site: Site, request: Request, asked: Asked) -> Response:
    """Answer with a version; raises PublicationError."""
    change = asked.change
    if change is None:
        return problem(site, request, 404)
    key = remembered.key_of(asked.name)
    if change.number != asked.number:  # it was no other before that one changed it
        return memento.onward(site, f"{key}{asked.extension}", change.number)
    if not change.there:
        return _gone(site, request, asked, change)
    past = site.publications.journal.version(key, change.number)
    if past is None:
        return problem(site, request, 404)
    found = profiles.choose(request.args.get("_profile"), request.headers.get("Accept-Profile"), lambda: bool(past.rda))
    if found is None or found is profiles.ALTERNATES:
        offered = [one for one in profiles.offered(bool(past.rda)) if one is not profiles.ALTERNATES]
        there = [(one.token, "text/html", address(site.root, key, "", one, change.number)) for one in offered]
        return problem(site, request, 406, site.visitor(request).texts("why_406_profile"), links=there)
    if asked.form is None:
        there = [
            (one.name, one.media_type, address(site.root, key, f".{one.extension}", profiles.WHOLE, change.number))
            for one in FORMS
        ]
        return problem(site, request, 406, links=there)
    return _said(site, request, asked, asked.form, past, found)


def address(root: str, key: str, extension: str, profile: Profile, number: int) -> str:
    """Spell where a version can be had in a form and a model."""
    return f"{root}history/{key}{extension}{profiles.query(profile, number)}"


def _said(site: Site, request: Request, asked: Asked, form: Form, past: Version, profile: Profile) -> Response:
    publication, reader = site.publications.current(), site.visitor(request)
    whole = Document(asked.name, None, past.statements)
    part = _part(publication, whole, past, profile)
    number, key = past.change.number, past.change.key
    if form.rdf:
        body = _rdf(publication, part, form)
    elif profile is profiles.WHOLE:
        body = _page(site, publication, whole, past, reader).encode()
    else:
        body = views.page(site, publication, whole, part, profile, reader, past=past).encode()
    language = "" if form.rdf else reader.language
    etag = site.etag("version", request.full_path, form.extension, profile.token, language)
    response = conditional(request, body, form.content_type, etag)
    response.headers["Memento-Datetime"] = mementos.stated(past.change.at)
    response.headers["Content-Location"] = address(site.root, key, f".{form.extension}", profile, number)
    response.headers["Link"] = memento.relations(site, key, asked.history, number) + "".join(
        f', <{uri}>; rel="profile"' for uri in (profile.uri, *profile.standards)
    )
    response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
    if language:
        response.headers["Content-Language"] = language
    return response


def _part(publication: Publication, whole: Document, past: Version, profile: Profile) -> Document:
    if profile is profiles.WHOLE:
        return whole
    if profile is profiles.RDA:
        return Document(whole.name, None, past.rda)
    return extracts.extract(publication, whole, profile)


def _rdf(publication: Publication, part: Document, form: Form) -> bytes:
    """Write what the document said, and nothing else: the labels of what it names are those of today."""
    thing = uris.mint(publication.base, *part.name)
    stated = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(part.statements, format=ox.RdfFormat.N_TRIPLES)
    ]
    rda = ox.NamedNode(thing + "#rda")
    about = rda if any(one.subject == rda for one in stated) else ox.NamedNode(thing)
    stated.sort(key=lambda one: one.subject != about)
    return serialisation.write(stated, part.statements, form, uris.document(thing), about.value)


def _page(site: Site, publication: Publication, whole: Document, past: Version, reader: Visitor) -> str:
    view = entity.as_it_was(publication, whole, reader, site.publications.journal)
    key, number = past.change.key, past.change.number
    offered = [one for one in profiles.offered(bool(past.rda)) if one not in (profiles.ALTERNATES, profiles.WHOLE)]
    words = reader.texts.tables["view"]
    return site.page(
        "version.html",
        reader,
        sheet=sheet,
        entity=replace(view, pointing=[], pointing_for_machines=[]),
        when=dates.moment(past.change.at, reader.texts),
        history=reader.path(f"history/{key}"),
        views=[(words[one.token], reader.path(address("", key, "", one, number))) for one in offered],
        forms=[
            (one.name, one.media_type, address(site.root, key, f".{one.extension}", profiles.WHOLE, number))
            for one in forms.FORMS
            if one.rdf
        ],
    )


def _gone(site: Site, request: Request, asked: Asked, change: Change) -> Response:
    """Answer for a moment at which the document was gone, as its own address did then."""
    if change.survivor:
        response = redirect(request, f"{site.root}id/{change.survivor}", 301)
        response.headers["Location"] = f"{site.root}id/{change.survivor}"
    else:
        response = problem(site, request, 410, gone.reason(change, site.visitor(request)))
    response.headers["Memento-Datetime"] = mementos.stated(change.at)
    response.headers["Link"] = memento.relations(site, change.key, asked.history, change.number)
    return response

"""What is not there any more: a redirect to what it has been merged into, 410 with its last state, or 404."""

from collections.abc import Sequence

import pyoxigraph as ox
from flask import Request, Response

from dip_lod import uris, vocabulary
from dip_lod.errors import PublicationError
from dip_lod.journal.reading import Change, Journal, Version
from dip_lod.journal.reading import current as newest
from dip_lod.publication.damaged import DamagedError
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import entity, remembered, sheet
from dip_lod.web.http.forms import Form
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect
from dip_lod.web.rdf import graph, serialisation
from dip_lod.web.words import dates, texts
from dip_lod.web.words.visitor import Visitor

Candidate = tuple[uris.Name, Form | None, str]
"""What a path may name, the form that it asks for (None: none that we have) and its extension."""

_HOPS = 50
"""Mergers that are followed: what was merged may have been merged again."""


def answer(site: Site, asked: Request, publication: Publication, candidates: Sequence[Candidate]) -> Response:
    """Answer for a thing that has no document: 301, 410 or 404; 503 while the journal cannot be read.

    Raises DamagedError where the publication should have it: a page of the file that has become zeros is read as empty.
    """
    for name, _, extension in candidates:
        survivor = publication.redirect(name)
        if survivor:
            return _onward(site, asked, survivor, extension)
    journal = site.publications.journal
    lost = ""
    try:
        for name, form, extension in candidates:
            state = journal.state(remembered.key_of(name))
            if state is None:
                continue
            if state.change == "merged":
                return _onward(site, asked, _survivor(journal, publication, state), extension)
            if not state.there:
                return _tombstone(site, asked, publication, name, form, state)
            lost = lost or state.key
        if lost and publication.folder != newest(journal.data):
            lost = ""  # of a publication that is served in a second
    except PublicationError:
        return problem(site, asked, 503, headers={"Retry-After": "5"})
    if lost:
        raise DamagedError(f"it lacks {lost}")
    return problem(site, asked, 404)


def reason(change: Change, reader: Visitor) -> str:
    """Say in words why a document is gone."""
    table = reader.texts.tables["erased" if change.change == "erased" else "gone"]
    return str(table.get(change.why or "", ""))


def _onward(site: Site, asked: Request, survivor: uris.Name, extension: str) -> Response:
    space = "doc" if extension else "id"
    return redirect(asked, site.root + uris.path(*survivor, prefix=space) + extension, 301)


def _survivor(journal: Journal, publication: Publication, state: Change) -> uris.Name:
    """Follow mergers to what is there, or to the end of them."""
    for _ in range(_HOPS):
        key = state.survivor or state.key
        following = journal.state(key)
        if following is None or following.survivor is None or publication.document(_name(key)):
            break
        state = following
    return _name(key)


def _name(key: str) -> uris.Name:
    name = uris.parse("", "id/" + key)
    assert name is not None, key
    return name


def _tombstone(
    site: Site, asked: Request, publication: Publication, name: uris.Name, form: Form | None, state: Change
) -> Response:
    """Answer 410: a page with the last state, or a small document that says when and why."""
    reader = site.visitor(asked)
    past = remembered.last_version(site.publications.journal, state)
    if form is None:
        response = problem(site, asked, 410, reason(state, reader))
    elif form.rdf:
        body = _document(site, publication, name, form, state, past)
        response = Response(body, 410, content_type=form.content_type)
    else:
        response = Response(_page(site, publication, name, reader, state, past), 410, content_type=form.content_type)
        response.headers["Content-Language"] = reader.language
    if past:
        response.headers.add("Link", f'<{site.root}history/{state.key}>; rel="version-history"')
    return response


def _page(
    site: Site, publication: Publication, name: uris.Name, reader: Visitor, state: Change, past: Version | None
) -> str:
    notice = {"when": dates.moment(state.at, reader.texts), "why": reason(state, reader)}
    if past is None:
        return site.page("gone.html", reader, uri=uris.mint(publication.base, *name), **notice)
    last = entity.as_it_was(publication, Document(name, None, past.statements), reader, site.publications.journal)
    history = reader.path(f"history/{state.key}")
    return site.page("gone_entity.html", reader, sheet=sheet, entity=last, history=history, **notice)


def _document(
    site: Site, publication: Publication, name: uris.Name, form: Form, state: Change, past: Version | None
) -> bytes:
    """Write the tombstone: when the document became invalid (PROV-O), why, and what the thing was called."""
    thing = uris.mint(publication.base, *name)
    node, page = ox.NamedNode(thing), ox.NamedNode(uris.document(thing))

    def term(short: str) -> ox.NamedNode:
        return ox.NamedNode(vocabulary.expand(short))

    moment = ox.Literal(state.at, datatype=term("xsd:dateTime"))
    stated = [
        ox.Triple(page, term("rdf:type"), term("prov:Entity")),
        ox.Triple(page, term("schema:mainEntity"), node),
        ox.Triple(page, term("prov:invalidatedAtTime"), moment),
    ]
    table = "erased" if state.change == "erased" else "gone"
    for language in texts.LANGUAGES:
        words = site.texts[language].tables[table].get(state.why or "")
        if words:
            stated.append(ox.Triple(page, term("rdfs:comment"), ox.Literal(str(words), language=language)))
    if past:
        labels = graph.read(publication.base, Document(name, None, past.statements)).labels(thing)
        stated += [
            ox.Triple(node, term("rdfs:label"), ox.Literal(text, language=tag or None)) for tag, text in labels.items()
        ]
    text = ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES) or b""
    return serialisation.write(stated, text, form, uris.document(thing), thing)

"""`/ontology`: our own terms at a URI of their own, in the forms that documents have."""

import hashlib
from typing import Any

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod import resources, vocabulary
from dip_lod.web.http import forms
from dip_lod.web.http.forms import BY_EXTENSION, FORMS, Form
from dip_lod.web.page.problems import not_acceptable
from dip_lod.web.page.site import Site, conditional

PATH = "ontology"


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("ontology", __name__)

    @made.get("/ontology")
    def negotiated() -> Response:
        form = forms.accepted(request.headers.get("Accept"))
        return _answer(site, form) if form else not_acceptable(site, request, site.root + PATH, FORMS)

    @made.get("/ontology.<extension>")
    def fixed(extension: str) -> Response:
        if extension not in BY_EXTENSION:
            raise NotFound
        return _answer(site, BY_EXTENSION[extension])

    return made


def _answer(site: Site, form: Form) -> Response:
    body = _page(site) if form.rdf is None else _data(form.rdf)
    language = "" if form.rdf else site.visitor(request).language
    etag = site.etag("ontology", form.extension, request.full_path, language, hashlib.sha256(body).hexdigest())
    response = conditional(request, body, form.content_type, etag)
    response.headers["Content-Location"] = f"{site.root}{PATH}.{form.extension}"
    for other in FORMS:
        if other != form:
            link = f'<{site.root}{PATH}.{other.extension}>; rel="alternate"; type="{other.media_type}"'
            response.headers.add("Link", link)
    if language:
        response.headers["Content-Language"] = language
    return response


def _page(site: Site) -> bytes:
    from dip_lod.model import terms

    reader = site.visitor(request)
    words = reader.texts.tables["model"]
    values = {
        "m": words,
        "say": reader.texts.told,
        "ontology": terms.read(),
        "forms": FORMS,
        "short": vocabulary.shorten,
    }
    return site.page("model/ontology.html", reader, **values).encode()


def _data(form: ox.RdfFormat) -> bytes:
    """Write the ontology in a form; as Turtle it is the file itself."""
    text = (resources.folder("ontology") / "dip.ttl").read_bytes()
    if form == ox.RdfFormat.TURTLE:
        return text
    named: dict[ox.BlankNode, ox.BlankNode] = {}
    stated = [
        ox.Triple(_steady(quad.subject, named), quad.predicate, _steady(quad.object, named))
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
    ]
    prefixes = {name: space for name, space in sorted(vocabulary.prefixes().items()) if space.encode() in text}
    return ox.serialize(stated, format=form, prefixes=prefixes) or b""


def _steady(term: Any, named: dict[ox.BlankNode, ox.BlankNode]) -> Any:
    """Name blank nodes by their order, so that every process answers with the same bytes."""
    return named.setdefault(term, ox.BlankNode(f"n{len(named)}")) if isinstance(term, ox.BlankNode) else term

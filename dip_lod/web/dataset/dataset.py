"""`/id/dataset/…`, `/id/catalog` and the well-known addresses: descriptions of datasets, as data and as pages."""

import hashlib

import pyoxigraph as ox
from flask import Blueprint, Request, Response, request
from werkzeug.exceptions import NotFound

from dip_lod import uris
from dip_lod.dataset import catalog, finding, partitions
from dip_lod.dataset.description import Dataset
from dip_lod.publication.statistics.reading import Statistics
from dip_lod.web.dataset import dataset_page
from dip_lod.web.dataset.datasets import Datasets
from dip_lod.web.http import forms, paths
from dip_lod.web.http.forms import BY_EXTENSION, FORMS, Form
from dip_lod.web.http.headers import VARY
from dip_lod.web.page.problems import not_acceptable
from dip_lod.web.page.site import Site, conditional, not_modified, redirect, unchanged
from dip_lod.web.rdf import serialisation

_ELSEWHERE = ("in", "list", "_profile")
"""What is asked of any document, and of a source's dataset too: the documents answer that."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes of the catalogue."""
    made = Blueprint("dataset", __name__)
    datasets = Datasets(site)
    path = f"{site.root}doc/catalog"

    @made.get("/id/catalog")
    def thing() -> Response:
        return _see(request, path)

    @made.get("/doc/catalog")
    @made.get("/.well-known/datacatalog")
    def negotiated() -> Response:
        form = forms.accepted(_accept(request))
        return _catalog(site, datasets, form) if form else not_acceptable(site, request, path, FORMS)

    @made.get("/doc/catalog.<extension>")
    def fixed(extension: str) -> Response:
        if extension not in BY_EXTENSION:
            raise NotFound
        return _catalog(site, datasets, BY_EXTENSION[extension])

    @made.get("/.well-known/void")
    def void() -> Response:
        return redirect(request, f"{site.root}doc/dataset/{uris.WHOLE}", 303)

    @made.get("/id/dataset/<key>/.well-known/void")
    def parts(key: str) -> Response:
        return _parts(site, datasets, key)

    return made


def _parts(site: Site, datasets: Datasets, key: str) -> Response:
    """Answer with the parts of a dataset, which no page shows: there are thousands."""
    publication = site.publications.current()
    found = datasets.named(publication, finding.name(key))
    if found is None:
        raise NotFound
    path = f"{site.root}id/dataset/{key}{partitions.PLACE}"
    form = forms.accepted(_accept(request))
    if form is None:
        return not_acceptable(site, request, path, ())
    if not form.rdf:
        return redirect(request, f"{site.root}doc/dataset/{key}", 303)
    etag = site.etag("parts", key, form.extension)
    if unchanged(request, etag):
        return not_modified(etag)
    of = Statistics(publication.folder, finding.SCOPES.get(key, key))
    base = publication.base
    said = list(partitions.describe(found, of, site.config, base, catalog.uri(base)))
    text = ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b""
    here = found.uri + partitions.PLACE
    response = Response(serialisation.write(said, text, form, here, found.uri), content_type=form.content_type)
    response.set_etag(etag)
    response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
    return response


def answer(site: Site, datasets: Datasets, asked: paths.Asked) -> Response | None:
    """Answer for a dataset that we describe, or for its page; None for any other, which the documents answer."""
    if asked.name.kind != "dataset" or any(name in request.args for name in _ELSEWHERE):
        return None
    publication = site.publications.current()
    wanted: list[tuple[uris.Name, Form | None, str]] = [(asked.name, forms.accepted(_accept(request)), "")]
    if asked.space == "doc" and (split := forms.split(asked.name.key)):
        wanted.append((uris.Name("dataset", split[0]), split[1], f".{split[1].extension}"))
    for name, form, extension in wanted:
        found = datasets.named(publication, name)
        if found is None:
            continue
        path = site.root + uris.path(*name, prefix="doc")
        canonical = path + extension if asked.space == "doc" else site.root + uris.path(*name)
        if asked.raw != canonical:
            return redirect(request, canonical, 301)
        if asked.space == "id":
            return _see(request, path)
        return _dataset(site, datasets, found, form) if form else not_acceptable(site, request, path, FORMS)
    return None


def _see(asked: Request, path: str) -> Response:
    response = redirect(asked, path, 303)
    response.headers["Link"] = f'<{path}>; rel="describedby"'
    return response


def _accept(asked: Request) -> str | None:
    return asked.args.get("_mediatype", "").replace(" ", "+") or asked.headers.get("Accept")


def _dataset(site: Site, datasets: Datasets, found: Dataset, form: Form) -> Response:
    publication = site.publications.current()
    said = list(catalog.single(found, site.config, publication.base))
    own = publication.document(uris.Name("dataset", found.key))
    stated = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(own.statements if own else b"", format=ox.RdfFormat.N_TRIPLES)
    ]
    return _respond(site, datasets, list(dict.fromkeys(said + stated)), found.uri, form)


def _catalog(site: Site, datasets: Datasets, form: Form) -> Response:
    publication = site.publications.current()
    listed = datasets.all(publication)
    number = request.args.get("page", "1")
    plain = number.isascii() and number.isdecimal() and len(number) < 10
    if not plain or not 1 <= int(number) <= catalog.pages(listed):
        raise NotFound
    said = catalog.page(listed, site.config, publication.base, int(number))
    query = f"?page={int(number)}" if "page" in request.args else ""
    return _respond(site, datasets, list(said), catalog.uri(publication.base), form, query)


def _respond(site: Site, datasets: Datasets, said: list[ox.Triple], main: str, form: Form, query: str = "") -> Response:
    document = uris.document(main)
    path = site.root + document.removeprefix(site.publications.current().base)
    language = ""
    if form.rdf:
        text = ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b""
        body = serialisation.write(said, text, form, document, main)
    else:
        reader = site.visitor(request)
        language = reader.language
        named = {one.uri: one.name for one in datasets.all(site.publications.current())}
        body = dataset_page.page(site, said, main, path, reader, named).encode()
    etag = site.etag("dataset", request.full_path, form.extension, language, hashlib.sha256(body).hexdigest())
    response = conditional(request, body, form.content_type, etag)
    response.headers["Content-Location"] = f"{path}.{form.extension}{query}"
    response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
    if response.status_code == 200:
        links = [f'<{document}>; rel="canonical"', f'<{main}>; rel="describes"']
        links += [
            f'<{path}.{other.extension}{query}>; rel="alternate"; type="{other.media_type}"'
            for other in FORMS
            if other != form
        ]
        response.headers["Link"] = ", ".join(links)
    if language:
        response.headers["Content-Language"] = language
    return response

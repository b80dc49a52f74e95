"""A whole document in one form, as nearly everybody asks for it: made from its address alone, without Flask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dip_lod import uris
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import entity, laid_out, links
from dip_lod.web.http import forms, paths
from dip_lod.web.http.forms import Form
from dip_lod.web.http.page_cache import Kept
from dip_lod.web.page import remembering
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import profiles, serialisation
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words import borrowed
from dip_lod.web.words.visitor import Visitor

_OTHERS = ("dataset", "catalog")
"""Kinds of which more is told than their documents say."""


def find(site: Site, environ: Mapping[str, Any]) -> Kept | None:
    """Make what a request without conditions or a query asks for; None for what needs more thought, or fails."""
    try:
        return _found(site, environ)
    except Exception:  # noqa: BLE001 (whatever it is: Flask meets it again, logs it, and answers with its page)
        return None


def _found(site: Site, environ: Mapping[str, Any]) -> Kept | None:
    raw = paths.raw(environ)
    asked = paths.read(raw, site.root)
    if asked is None or asked.space != "doc" or asked.name.kind in _OTHERS:
        return None
    publication = site.publications.current()
    name, form, extension = asked.name, remembering.form(environ.get("HTTP_ACCEPT")), ""
    found = publication.document(name)
    if found is None and (split := forms.split(name.key)):
        name, form, extension = uris.Name(name.kind, split[0]), split[1], f".{split[1].extension}"
        found = publication.document(name)
    if found is None or form is None or raw != site.root + uris.path(*name, prefix="doc") + extension:
        return None
    return make(site, publication, raw, "", found, form, site.reader(environ))


def make(
    site: Site, publication: Publication, raw: str, query: str, found: Document, form: Form, reader: Visitor
) -> Kept:
    """Make a document in a form; `raw` and `query` are the address as it was asked for."""
    place, relations = links.stated(site, publication, found.name, form, query, has_rda=found.has_rda)
    headers = [("Content-Location", place), ("Link", relations)]
    if form.rdf:
        body = serialisation.document(publication, found, form)
    else:
        view = entity.entity(publication, found, reader)
        body = borrowed.mended(laid_out.page(site, view, reader), form.media_type)
        headers.append(("Content-Language", reader.language))
    etag = tag(site, raw, query, form, profiles.WHOLE, reader)
    return Kept(body, form.content_type, tuple(headers), etag, whole=True)


def tag(site: Site, raw: str, query: str, form: Form, profile: Profile, reader: Visitor) -> str:
    """Make the ETag of a document."""
    of_a_page = () if form.rdf else (reader.language, date.today().isoformat())  # it names the day in its citation
    return site.etag(raw, query, form.extension, profile.token, *of_a_page)

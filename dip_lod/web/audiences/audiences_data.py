"""Audiences for programs: cubes in each form, the latest and as every publication gave them, schemes, crosswalk."""

from functools import lru_cache
from pathlib import Path

from flask import Request, Response
from werkzeug.exceptions import NotFound

from dip_lod.audiences.forms import files, rdf, skos
from dip_lod.audiences.forms.names import About
from dip_lod.audiences.reading import Audiences, Occasion
from dip_lod.errors import PublicationError
from dip_lod.figures.forms.cube import FORMS
from dip_lod.figures.forms.files import TYPES
from dip_lod.web.page.site import Site, not_modified, unchanged


def opened(site: Site) -> Audiences | None:
    """Open the audiences of the current publication; None where it has none."""
    try:
        return _opened(site.publications.current().folder)
    except PublicationError:
        return None


def audiences(site: Site) -> Audiences:
    """Open the audiences of the current publication; 404 where it has none."""
    found = opened(site)
    if found is None:
        raise NotFound
    return found


@lru_cache(2)
def _opened(folder: Path) -> Audiences:
    """Keep what has been looked up of the newest publications: a folder never changes."""
    return Audiences(folder)


def about(site: Site) -> About:
    """Say whose the data is."""
    return About(site.publications.current().base, site.config.publisher.name, site.config.licence)


def cube(site: Site, asked: Request, scheme: str, form: str, publication: str = "") -> Response:
    """Answer with a cube in a form: the latest, or as one publication gave it."""
    found = audiences(site)
    if scheme not in found.schemes or form not in TYPES or (publication and publication not in found.occasions):
        raise NotFound
    occasion: Occasion | None = found.occasions[publication] if publication else None
    spoken = site.visitor(asked).texts.spoken
    etag = site.etag("audiences", scheme, form, spoken, publication)
    if unchanged(asked, etag):
        return not_modified(etag)
    body = b"" if asked.method == "HEAD" else files.body(found, about(site), scheme, form, spoken, occasion)
    response = _response(body, TYPES[form], etag)
    if form == "csv":
        response.headers.add("Link", f'<{asked.path}-metadata.json>; rel="describedby"; type="application/csvm+json"')
    return response


def structure(site: Site, asked: Request, form: str) -> Response:
    """Answer with the structure of the cubes."""
    found = audiences(site)
    if form not in FORMS:
        raise NotFound
    etag = site.etag("audiences", "structure", form)
    if unchanged(asked, etag):
        return not_modified(etag)
    return _response(rdf.structured(found, about(site), form), TYPES[form], etag)


def scheme(site: Site, asked: Request, name: str, form: str) -> Response:
    """Answer with a scheme."""
    found = audiences(site)
    if form not in FORMS or name not in found.schemes:
        raise NotFound
    etag = site.etag("audiences", "scheme", name, form)
    if unchanged(asked, etag):
        return not_modified(etag)
    return _response(rdf.scheme(found, about(site), name, form), TYPES[form], etag)


def crosswalk(site: Site, asked: Request) -> Response:
    """Answer with the crosswalks."""
    found = audiences(site)
    etag = site.etag("audiences", "crosswalk")
    if unchanged(asked, etag):
        return not_modified(etag)
    return _response(skos.sssom(found, about(site)), "text/tab-separated-values; charset=utf-8", etag)


def _response(body: bytes, content_type: str, etag: str) -> Response:
    response = Response(body, content_type=content_type)
    response.set_etag(etag)
    return response

"""The figures for programs: each cube in each form, the latest and as every publication gave it."""

from functools import lru_cache
from pathlib import Path

from flask import Request, Response
from werkzeug.exceptions import NotFound

from dip_lod.errors import PublicationError
from dip_lod.figures.cubes import CUBES
from dip_lod.figures.forms import files
from dip_lod.figures.forms import revisions as csv_of_revisions
from dip_lod.figures.forms.cube import FORMS
from dip_lod.figures.forms.rdf import About
from dip_lod.figures.reading import Figures, Occasion
from dip_lod.web.http import negotiation
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, not_modified, unchanged

TYPES = {form: media.partition(";")[0] for form, media in files.TYPES.items() if form != "csv-metadata.json"}


def figures(site: Site) -> Figures:
    """Open the figures of the current publication; 404 where it has none."""
    try:
        return _opened(site.publications.current().folder)
    except PublicationError as error:
        raise NotFound from error


@lru_cache(2)
def _opened(folder: Path) -> Figures:
    """Keep what has been looked up of the newest publications: a folder never changes."""
    return Figures(folder)


def about(site: Site) -> About:
    """Say whose the figures are."""
    return About(site.publications.current().base, site.config.publisher.name, site.config.licence)


def cube(site: Site, asked: Request, name: str, form: str, occasion: Occasion | None = None) -> Response:
    """Answer with a cube in a form."""
    if name not in CUBES or form not in files.TYPES:
        raise NotFound
    reader = site.visitor(asked)
    etag = site.etag("figures", name, form, reader.texts.spoken, occasion.id if occasion else "")
    if unchanged(asked, etag):
        return not_modified(etag)
    body = b""
    if asked.method != "HEAD":
        body = files.body(figures(site), about(site), name, form, reader.texts.spoken, occasion)
    response = Response(body, content_type=files.TYPES[form])
    response.set_etag(etag)
    if form == "csv":
        response.headers.add("Link", f'<{asked.path}-metadata.json>; rel="describedby"; type="application/csvm+json"')
    return response


def structure(site: Site, asked: Request, form: str) -> Response:
    """Answer with the structure of the cubes."""
    if form not in FORMS:
        raise NotFound
    etag = site.etag("figures", "structure", form)
    if unchanged(asked, etag):
        return not_modified(etag)
    body = b"" if asked.method == "HEAD" else files.structured(figures(site), about(site), form)
    response = Response(body, content_type=files.TYPES[form])
    response.set_etag(etag)
    return response


def revisions(site: Site, asked: Request) -> Response:
    """Answer with the revisions of all publications."""
    etag = site.etag("figures", "revisions", "csv")
    if unchanged(asked, etag):
        return not_modified(etag)
    body = b"" if asked.method == "HEAD" else b"".join(csv_of_revisions.rows(figures(site)))
    response = Response(body, content_type=files.TYPES["csv"])
    response.set_etag(etag)
    return response


def chosen(site: Site, asked: Request, path: str, forms: tuple[str, ...], page: bool) -> str | Response:
    """Choose a form by Accept, `html` among them where there is a page; 406 where none will do."""
    offered = ({"html": "text/html"} if page else {}) | {form: TYPES[form] for form in forms}
    media = negotiation.media_type(asked.headers.get("Accept"), list(offered.values()))
    found = next((form for form, one in offered.items() if one == media), None)
    if found:
        return found
    links = [(form, one, f"{site.root}{path}{'' if form == 'html' else '.' + form}") for form, one in offered.items()]
    return problem(site, asked, 406, links=links)

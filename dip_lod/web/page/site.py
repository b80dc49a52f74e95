"""What every page of the site is made with."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from flask import Request, Response

from dip_lod import resources
from dip_lod.config import Config
from dip_lod.sparql.engines import Engine
from dip_lod.web.http import paths
from dip_lod.web.http.page_cache import PageCache
from dip_lod.web.page import chrome, edition, markup, markup_blocks, markup_lists, markup_pictures, queries
from dip_lod.web.page.chrome import Chromes
from dip_lod.web.page.current import Publications
from dip_lod.web.page.layout import Layouts
from dip_lod.web.words import escaping, texts
from dip_lod.web.words.links import Links
from dip_lod.web.words.texts import Texts
from dip_lod.web.words.visitor import Visitor, reader, visitor

HTML = "text/html; charset=utf-8"
_QUERY = "!$&'()*+,-./:;=?@_~%"


@dataclass(frozen=True, slots=True)
class Site:
    """The configuration, the publications, and the site's own files: templates, words, style."""

    config: Config
    publications: Publications
    engine: Engine | None
    """What answers `/sparql`; without one it answers 503."""
    salt: bytes
    """What makes the numbers of clients others after each start."""
    folder: Path
    root: str
    version: str
    """A digest of the site's own files, in the addresses of those that may be kept for ever."""
    edition: str
    """Part of every ETag: with other settings or another program an answer may be another (page.edition)."""
    texts: Mapping[str, Texts]
    templates: jinja2.Environment
    chromes: Chromes
    pages: PageCache
    """Documents as they were answered last."""
    links: Links
    layouts: Layouts
    """Templates that were laid out once."""

    def visitor(self, request: Request) -> Visitor:
        """Find out who reads."""
        publication = self.publications.current()
        return visitor(request, self.texts, self.root, publication.base, partial(self.links.of, publication.id))

    def reader(self, environ: Mapping[str, Any]) -> Visitor:
        """Find out who reads, of a request without a query."""
        publication = self.publications.current()
        return reader(environ, self.texts, self.root, publication.base, partial(self.links.of, publication.id))

    def page(self, template: str, reader: Visitor, **values: object) -> str:
        """Fill in a template."""
        return self.templates.get_template(template).render(
            t=reader.texts,
            reader=reader,
            config=self.config,
            version=self.version,
            chrome=self.chromes.of(reader),
            **values,
        )

    def etag(self, *of: str) -> str:
        """Make an ETag of what decides the bytes of an answer, the publication and the site's edition included."""
        text = "\0".join((self.publications.current().id, self.edition, *of))
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]

    def answer(self, request: Request, body: str, reader: Visitor) -> Response:
        """Answer with a page, or with 304 where the client has it."""
        return conditional(request, body.encode(), HTML, self.etag(request.full_path, "html", reader.language))


def conditional(request: Request, body: bytes, content_type: str, etag: str) -> Response:
    """Answer with a body, or with 304 where the client has it."""
    if unchanged(request, etag):
        return not_modified(etag)
    response = Response(body, content_type=content_type)
    response.set_etag(etag)
    return response


def unchanged(request: Request, etag: str) -> bool:
    """Tell whether the client says that it has an answer with this ETag.

    `*` is left alone: whether there is anything would have to be looked up, and a 304 is to touch no store.
    """
    tags = request.if_none_match
    return request.method in ("GET", "HEAD") and not tags.star_tag and tags.contains_weak(etag)


def not_modified(etag: str) -> Response:
    """Answer 304."""
    response = Response(status=304)
    response.headers.pop("Content-Type", None)
    response.set_etag(etag)
    return response


def redirect(request: Request, path: str, status: int) -> Response:
    """Send a client on, by path; what was asked after `?` goes along."""
    query = request.query_string.decode("latin-1")
    target = path + ("?" + quote(query, safe=_QUERY) if query else "")
    return Response(f"{target}\n", status, {"Location": target}, content_type="text/plain; charset=utf-8")


def load(config: Config, publications: Publications, engine: Engine | None, salt: bytes = b"") -> Site:
    """Read the site's own files."""
    folder = resources.folder("site")
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters["tame"] = escaping.tame
    templates.globals["markup"] = markup
    templates.globals["lists"] = markup_lists
    templates.globals["blocks"] = markup_blocks
    templates.globals["pictures"] = markup_pictures
    templates.globals["asking"] = queries
    templates.globals["switches"] = chrome.languages
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    version = digest.hexdigest()[:12]
    return Site(
        config,
        publications,
        engine,
        salt,
        folder,
        paths.root(config.base_uri),
        version,
        edition.edition(config, version),
        texts.load(folder / "translations"),
        templates,
        Chromes(templates, config, version),
        PageCache(),
        Links(),
        Layouts(),
    )

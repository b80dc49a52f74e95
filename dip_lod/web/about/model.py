"""`/model` and `/ontology`: the data model for people, and the files that it is made of, as they are.

The model is read when somebody first asks for it: parsing takes a tenth of a second, and rdflib its memory.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from flask import Blueprint, Response, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from dip_lod import resources, uris, vocabulary
from dip_lod.config import Config
from dip_lod.publication.reading import Publication
from dip_lod.web.page.site import HTML, Site, conditional, redirect
from dip_lod.web.words.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from dip_lod.model.files import File
    from dip_lod.model.kinds import Kind

_KEPT = 256
"""Pages that are remembered."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("model", __name__)
    pages = _Pages(site)

    @made.get("/model/")
    def slash() -> Response:
        return redirect(request, site.root + "model", 301)

    @made.get("/model")
    def overview() -> Response:
        return pages.answer("model/overview.html", lambda reader: _overview(reader, pages.files()))

    @made.get("/model/properties")
    def properties() -> Response:
        return pages.answer("model/properties.html", _properties)

    @made.get("/model/files")
    def files() -> Response:
        return pages.answer("model/files.html", lambda reader: {"folders": _folders(pages.files())})

    @made.get("/model/files/<path:path>")
    def file(path: str) -> Response:
        found = pages.files().get(path)
        if found is None:
            raise NotFound
        return conditional(request, found.data, found.content_type, pages.etag(path))

    @made.get("/model/mapping/<path:name>")
    def mapping(name: str) -> Response:
        from dip_lod.model import mappings

        if name not in mappings.names(pages.files()):
            raise NotFound
        return pages.answer("model/mapping.html", lambda reader: {"folder": mappings.read(pages.files(), name)})

    @made.get("/model/<kind>")
    def kind(kind: str) -> Response:
        from dip_lod.model import kinds

        found = kinds.read().get(kind)
        if found is None:
            raise NotFound
        return pages.answer("model/kind.html", lambda reader: _kind(found, reader, site.publications.current()))

    return made


class _Pages:
    """Makes the pages, once for each language and publication."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[tuple[object, ...], bytes] = {}
        self.files = cache(lambda: _files(site.config))

    def etag(self, *of: str) -> str:
        """Make an ETag of what decides the bytes of a page, the files of the model included."""
        return self._site.etag("model", self._digest(), *of)

    @cache  # noqa: B019 (one object for each application)
    def _digest(self) -> str:
        from dip_lod.model import files

        return files.digest(list(self.files().values()))

    def answer(self, template: str, values: Callable[[Visitor], Mapping[str, Any]]) -> Response:
        """Answer with a page, made now or before."""
        reader = self._site.visitor(request)
        publication = self._site.publications.current()
        key = (request.path, reader.language, reader.chosen, publication.id)
        usual = "?" not in reader.here
        body = self._made.get(key) if usual else None
        if body is None:
            body = self._page(template, reader, values(reader)).encode()
            if usual:
                if len(self._made) >= _KEPT:
                    self._made.clear()
                self._made[key] = body
        response = conditional(request, body, HTML, self.etag(request.full_path, reader.language))
        response.headers["Content-Language"] = reader.language
        return response

    def _page(self, template: str, reader: Visitor, values: Mapping[str, Any]) -> str:
        return self._site.page(
            template,
            reader,
            m=reader.texts.tables["model"],
            say=reader.texts.told,
            short=vocabulary.shorten,
            kind_name=lambda name: kind_name(name, reader),
            known=vocabulary.terms(),
            **values,
        )


def _files(config: Config) -> Mapping[str, "File"]:
    """List the files: ours, and the mappings that this installation brings itself."""
    from dip_lod.model import files

    own: dict[str, Path] = {}
    for source in config.sources:
        folder = config.resolve(source.mapping)
        if folder.is_dir() and not (resources.folder("mappings") / source.mapping).is_dir():
            own[folder.name] = folder
    return files.catalogue(own)


def _folders(files: Mapping[str, "File"]) -> dict[str, list["File"]]:
    found: dict[str, list[File]] = {}
    for path, file in files.items():
        found.setdefault(path.rpartition("/")[0], []).append(file)
    return dict(sorted(found.items(), key=lambda one: _rank(one[0])))


def _rank(folder: str) -> tuple[int, str]:
    order = ("ontology", "shapes", "mappings/rules", "mappings/terms", "mappings")
    return next(place for place, top in enumerate(order) if folder.startswith(top)), folder


def kind_name(name: str, reader: Visitor) -> str:
    """Name a kind or a part."""
    return str(reader.texts.tables["model_part"].get(name) or reader.texts.kind(name))


def _overview(reader: Visitor, files: Mapping[str, "File"]) -> dict[str, Any]:
    from dip_lod.model import diagram, kinds, mappings, tables

    every = kinds.read().values()
    links = [link for link in diagram.main_links() if {link.source, link.target} <= kinds.read().keys()]
    return {
        "kinds": [kind for kind in every if not kind.is_part],
        "parts": [kind for kind in every if kind.is_part],
        "links": links,
        "diagram": Markup(
            diagram.whole(
                {kind.name: kind_name(kind.name, reader) for kind in every},
                {vocabulary.shorten(link.path): reader.term(link.path) for link in links},
                str(reader.texts.tables["model"]["whole_alt"]),
            )
        ),
        "general": tables.general(),
        "never": tables.never(),
        "mappings": mappings.names(files),
    }


def _properties(reader: Visitor) -> dict[str, Any]:
    from dip_lod.model import tables

    found = tables.published()
    return {
        "groups": {
            "classes": [one for one in found if one.is_class],
            "properties": [one for one in found if not one.is_class and not one.is_value],
            "values": [one for one in found if one.is_value],
        }
    }


def _kind(kind: "Kind", reader: Visitor, publication: Publication) -> dict[str, Any]:
    from dip_lod.model import diagram, examples, kinds, tables

    names = {name: kind_name(name, reader) for name in kinds.read()}
    coming, going = diagram.neighbours(kind)
    alt = str(reader.texts.tables["model"]["around_alt"]).format(kind=names[kind.name])
    example, example_rda, uri = _example(kind, publication)
    return {
        "kind": kind,
        "count": publication.kinds.get(kind.name, 0),
        "base": publication.base,
        "diagram": Markup(diagram.around(kind, names, alt)) if coming or going else None,
        "coming": coming,
        "going": going,
        "rows": tables.rows(kind),
        "rules": tables.rules(kind),
        "example": example,
        "example_uri": uri,
        "example_rda": example_rda or (examples.compose(kind, publication.base, ("rda",)) if uri else ""),
        "example_rda_real": bool(example_rda),
    }


def _example(kind: "Kind", publication: Publication) -> tuple[str, str, str | None]:
    """Take the first document of a kind, and its RDA view; without one, what the shapes give as examples."""
    from dip_lod.model import examples

    found = publication.listed(kind.name, "", 1) if kind.name in uris.KINDS else []
    name = uris.parse(publication.base, found[0]) if found else None
    document = publication.document(name) if name else None
    if name is None or document is None:
        return examples.compose(kind, publication.base), "", None
    main, rda = (_turtle(text, found[0], publication.base) for text in (document.statements, publication.rda(name)))
    return main, rda, found[0]


def _turtle(statements: bytes, about: str, base: str) -> str:
    """Write statements for people, those about the thing first."""
    stated = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(statements, format=ox.RdfFormat.N_TRIPLES)
    ]
    stated.sort(key=lambda one: one.subject != ox.NamedNode(about))  # stable: the thing first
    used = {name: space for name, space in sorted(vocabulary.prefixes().items()) if b"<" + space.encode() in statements}
    turtle = ox.serialize(stated, format=ox.RdfFormat.TURTLE, prefixes=used, base_iri=base) or b""
    # Against a base of http:// the serialiser writes the addresses of others without their scheme.
    return turtle.decode().replace("<//", f"<{base.partition('//')[0]}//") if stated else ""

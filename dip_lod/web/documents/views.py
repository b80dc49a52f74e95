"""The page of one view: every statement of a document in schema.org, in CIDOC-CRM with LRMoo, or in RDA."""

from dataclasses import dataclass

from dip_lod import uris
from dip_lod.journal.reading import Version
from dip_lod.publication.reading import Document, Publication
from dip_lod.publication.terms import Literal
from dip_lod.web.documents import alternates, entity
from dip_lod.web.http.forms import FORMS
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import graph, profiles
from dip_lod.web.rdf.graph import TYPE, Graph
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words import dates, names, values
from dip_lod.web.words.shown import Labels, Row, Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Subject:
    """A node and what is said of it."""

    id: str
    """The part after `#`; empty for the thing."""
    uri: str
    rows: list[Row]


def page(
    site: Site,
    publication: Publication,
    whole: Document,
    part: Document,
    profile: Profile,
    reader: Visitor,
    past: Version | None = None,
) -> str:
    """Make the page of a view, from the whole document and the part of it; `past`: of an earlier version."""
    said, about = graph.read(publication.base, part), graph.read(publication.base, whole)
    wanted = said.targets()
    labels = publication.labels(wanted | {uri.partition("#")[0] for uri in wanted})
    own = {uri: said.labels(uri) for uri in said.subjects if said.labels(uri)}
    local = uris.path(*whole.name, prefix="history" if past else "doc")
    number = past.change.number if past else None
    return site.page(
        "view.html",
        reader,
        title=entity.heading(about, reader),
        uri=said.thing,
        document=said.document,
        kind=whole.name.kind,
        profile=profile,
        subjects=_subjects(said, {**labels, **own}, reader),
        when=dates.moment(past.change.at, reader.texts) if past else None,
        history=reader.path(local),
        forms=[
            (one.name, one.media_type, alternates.url(reader.root + local, one.extension, profile, number))
            for one in FORMS
            if one.rdf
        ],
        views=profiles.pages(bool(past.rda) if past else publication.has_rda(whole.name), local, reader, number),
    )


def listing(
    site: Site, publication: Publication, whole: Document, offered: tuple[Profile, ...], reader: Visitor
) -> str:
    """Make the page that lists the alternates."""
    said = graph.read(publication.base, whole)
    path = reader.root + uris.path(*whole.name, prefix="doc")
    return site.page(
        "alternates.html",
        reader,
        title=entity.heading(said, reader),
        uri=said.thing,
        document=said.document,
        page=reader.link(said.thing),
        profiles=alternates.rows(path, offered),
    )


def _subjects(said: Graph, labels: Labels, reader: Visitor) -> list[Subject]:
    first = sorted(said.subjects, key=lambda uri: (uri != said.thing, uri == said.document))
    return [
        Subject(uri.partition("#")[2] if uri.startswith(said.thing) else "", uri, _rows(said, uri, labels, reader))
        for uri in first
    ]


def _node(said: Graph, uri: str, labels: Labels, reader: Visitor) -> Value:
    """Link a part to its place on this page, by the name that tells it from its fellows."""
    part = uri.partition("#")[2]
    if part and uri in said.subjects and uri.startswith(said.thing):
        return Value(f"#{part}", "", f"#{part}")
    return values.node(uri, labels, reader)


def _rows(said: Graph, subject: str, labels: Labels, reader: Visitor) -> list[Row]:
    found, made = said.subjects[subject], []
    for predicate in sorted(found, key=lambda one: (one != TYPE, names.shorten(one))):
        shown = [
            values.literal(term, reader)
            if isinstance(term, Literal)
            else values.name(term.value, reader)
            if predicate == TYPE
            else _node(said, term.value, labels, reader)
            for term in found[predicate]
        ]
        made.append(Row(predicate, reader.term(predicate), shown))
    return made

"""What points to a thing: counted in each document, listed a page at a time, in RDF as Hydra collections."""

from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.words import names

PAGE = 50
"""Members on a page."""

HYDRA = "http://www.w3.org/ns/hydra/core#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the things that point to one with one property."""

    thing: str
    predicate: str
    after: str
    total: int
    members: tuple[str, ...]
    next: str | None
    """The last member of this page, where another page follows."""


def query(predicate: str, after: str = "", base: str = "") -> str:
    """Write the query part of a page's URL.

    >>> query("https://schema.org/performer", "http://localhost:8000/id/run/1#cast-x-y", "http://localhost:8000/")
    '?in=schema:performer&after=run/1%23cast-x-y'
    """
    name = "?in=" + quote(names.shorten(predicate), safe=":/-._~")
    return name + "&after=" + quote(after.removeprefix(base + "id/"), safe=":/-._~") if after else name


def find(publication: Publication, thing: str, name: str, after: str) -> Page | None:
    """Find a page by the property's prefixed name and the last member of the page before; None for neither."""
    for predicate, total in publication.incoming(thing):
        if names.shorten(predicate) != name:
            continue
        last = f"{publication.base}id/{after}" if after else ""
        found = list(publication.pointing(thing, predicate, last, PAGE + 1))
        members = tuple(found[:PAGE])
        return Page(thing, predicate, last, total, members, members[-1] if len(found) > PAGE else None)
    return None


def counts(publication: Publication, thing: str) -> list[ox.Triple]:
    """State in a document which collections of it there are, and how large they are."""
    document = ox.NamedNode(uris.document(thing))
    found = [(ox.NamedNode(document.value + query(name)), total) for name, total in publication.incoming(thing)]
    stated = [ox.Triple(document, _hydra("collection"), collection) for collection, _ in found]
    return stated + [one for collection, total in found for one in _described(collection, total)]


def statements(page: Page, base: str) -> list[ox.Triple]:
    """State a page: who points to the thing, which collection this is a part of, and what comes next."""
    document = uris.document(page.thing)
    collection = ox.NamedNode(document + query(page.predicate))
    view = ox.NamedNode(document + query(page.predicate, page.after, base))
    pattern = ox.NamedNode(collection.value + "#members")
    stated = _described(collection, page.total)
    stated += [
        ox.Triple(collection, _hydra("memberAssertion"), pattern),
        ox.Triple(pattern, _hydra("property"), ox.NamedNode(page.predicate)),
        ox.Triple(pattern, _hydra("object"), ox.NamedNode(page.thing)),
    ]
    for member in page.members:
        stated.append(ox.Triple(ox.NamedNode(member), ox.NamedNode(page.predicate), ox.NamedNode(page.thing)))
        stated.append(ox.Triple(collection, _hydra("member"), ox.NamedNode(member)))
    if page.next or page.after:
        stated.append(ox.Triple(collection, _hydra("view"), view))
        stated.append(ox.Triple(view, _TYPE, _hydra("PartialCollectionView")))
    if page.next:
        following = ox.NamedNode(document + query(page.predicate, page.next, base))
        stated.append(ox.Triple(view, _hydra("next"), following))
    return stated


def _described(collection: ox.NamedNode, total: int) -> list[ox.Triple]:
    return [
        ox.Triple(collection, _TYPE, _hydra("Collection")),
        ox.Triple(collection, _hydra("totalItems"), ox.Literal(str(total), datatype=_INTEGER)),
    ]


def _hydra(name: str) -> ox.NamedNode:
    return ox.NamedNode(HYDRA + name)

"""What is known of a thing, by the properties that others can compare, show and fetch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from dip_lod import uris, vocabulary
from dip_lod.publication.reading import Publication
from dip_lod.search.reading import Found, Index


@dataclass(frozen=True, slots=True)
class Property:
    """A property: of which kinds, where it stands in a document, and how values are compared."""

    id: str
    kinds: tuple[str, ...]
    paths: tuple[str, ...]
    """Properties of schema.org and SKOS; the values of all of them count."""
    compared: str = ""
    """`year`, `span`, `name`, `same`; empty: not at all."""


_AGENTS, _MADE = ("person", "organization"), ("production", "work")
_ALL = (*_AGENTS, *_MADE, "venue", "term")
PROPERTIES: Mapping[str, Property] = {
    one.id: one
    for one in (
        Property("alternateName", _ALL, ("schema:alternateName", "skos:altLabel")),
        Property("birthDate", ("person",), ("schema:birthDate",), "year"),
        Property("birthPlace", ("person",), ("schema:birthPlace",), "name"),
        Property("deathDate", ("person",), ("schema:deathDate",), "year"),
        Property("creator", _MADE, ("schema:creator", "schema:author", "schema:contributor"), "name"),
        Property("date", (*_MADE, "venue"), ("schema:dateCreated", "schema:datePublished"), "span"),
        Property("description", _ALL, ("schema:description", "skos:definition")),
        Property("genre", ("production",), ("schema:genre",), "name"),
        Property("identifier", _ALL, ("schema:identifier",), "same"),
        Property("isBasedOn", ("production",), ("schema:isBasedOn",), "name"),
        Property("latitude", ("venue",), ()),
        Property("longitude", ("venue",), ()),
        Property("name", _ALL, ("schema:name", "rdfs:label", "skos:prefLabel")),
        Property("place", (*_AGENTS, "production", "venue"), (), "name"),
        Property("sameAs", _ALL, ("schema:sameAs", "skos:exactMatch", "skos:closeMatch"), "same"),
        Property("url", _ALL, ("schema:url",), "same"),
    )
}
"""By id. `place` is every municipality and province where it is or was played, from the search index."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: a text, a number, or a thing with its names."""

    text: str = ""
    language: str = ""
    number: float | None = None
    key: str = ""
    """Of a thing of ours, after /id/."""
    names: Mapping[str, str] | None = None


class Facts:
    """What one thing's document and the index say of it."""

    def __init__(self, publication: Publication, index: Index, found: Found) -> None:
        self._publication = publication
        self._index = index
        self._found = found

    def values(self, property: Property) -> list[Value]:
        """Give the values of a property."""
        if property.id in ("latitude", "longitude"):
            number = self._found.latitude if property.id == "latitude" else self._found.longitude
            return [] if number is None else [Value(number=number)]
        if property.id == "place":
            return self._things(
                f"{self._publication.base}id/place/{key}" for key in self._index.places(self._found.number)
            )
        mine = [value for path in property.paths for value in self._said.get(vocabulary.expand(path), [])]
        if property.id == "identifier":
            mine = [number for one in mine if isinstance(one, ox.NamedNode) for number in self._numbers(one)]
        texts = [Value(one.value, one.language or "") for one in mine if isinstance(one, ox.Literal)]
        return list(dict.fromkeys(texts)) + self._pointed(one.value for one in mine if isinstance(one, ox.NamedNode))

    def years(self) -> tuple[int, int] | None:
        """Give the first and the last year in which it was played."""
        first, last = self._found.first, self._found.last
        return (int(first[:4]), int((last or first)[:4])) if first and first[:4].isdigit() else None

    @cached_property
    def _graph(self) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
        name = uris.parse("", "id/" + self._found.key)
        document = self._publication.document(name) if name else None
        graph: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for quad in ox.parse(document.statements, format=ox.RdfFormat.N_TRIPLES) if document else ():
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                graph.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
        return graph

    @property
    def _said(self) -> Mapping[str, list[ox.NamedNode | ox.Literal]]:
        return self._graph.get(f"{self._publication.base}id/{self._found.key}", {})

    def _numbers(self, node: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        return self._graph.get(node.value, {}).get(vocabulary.expand("schema:value"), [])

    def _pointed(self, targets: Iterable[str]) -> list[Value]:
        """Give things pointed to; through a part of the document, such as a credit, what that points to."""
        space, contributor = f"{self._publication.base}id/", vocabulary.expand("schema:contributor")
        ours: dict[str, None] = {}
        others: dict[str, None] = {}
        for target in targets:
            inner = self._graph.get(target, {}).get(contributor, []) if "#" in target else []
            for one in [found.value for found in inner if isinstance(found, ox.NamedNode)] or [target]:
                (ours if one.startswith(space) else others)[one] = None
        return self._things(one for one in ours if "#" not in one) + [Value(one) for one in others]

    def _things(self, targets: Iterable[str]) -> list[Value]:
        wanted = list(targets)
        labels = self._publication.labels(wanted)
        space = f"{self._publication.base}id/"
        return [Value(key=one.removeprefix(space), names=labels.get(one, {})) for one in wanted]

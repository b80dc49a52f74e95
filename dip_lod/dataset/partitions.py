"""A dataset in VoID part by part: its classes, their properties, and of what kind the values are.

The parts have the URIs that NDE's Dataset Knowledge Graph gives them, so that both speak of the same.
"""

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from dip_lod.config import Config
from dip_lod.dataset import publisher
from dip_lod.dataset.description import Dataset
from dip_lod.dataset.statements import Statements
from dip_lod.dataset.void import state
from dip_lod.publication.statistics.reading import Statistics, Use

PLACE = "/.well-known/void"
"""Where the parts of a dataset are described, after its URI."""

_EXT = "http://ldf.fi/void-ext#"
_KINDS = (
    ("datatype", "datatypePartition", f"{_EXT}datatype"),
    ("language", "languagePartition", f"{_EXT}language"),
    ("object_class", "objectClassPartition", ""),
)


def describe(of: Dataset, statistics: Statistics, config: Config, base: str, catalog: str) -> Iterator[ox.Triple]:
    """Describe a dataset with its parts, so that the description stands by itself."""
    said, place = Statements(), of.uri + PLACE
    said.type(place, "void:DatasetDescription")
    said.link(place, "dcterms:publisher", publisher.uri(config, catalog))
    said.link(place, "foaf:primaryTopic", of.uri)
    said.link(place, "foaf:topic", of.uri)
    said.words(of.uri, "dcterms:title", of.name)
    said.link(of.uri, "dcterms:license", of.licence)
    state(said, of, config, base)
    _parts(said, of.uri, statistics)
    yield from said
    for what, name, property in _KINDS:
        for (one, used, kind), count in statistics.kinds(what).items():
            part = _uri(of.uri, what.replace("_", "-"), one, used, kind)
            value = ox.Literal(kind) if what == "language" else ox.NamedNode(kind)
            yield ox.Triple(
                ox.NamedNode(_uri(of.uri, "class-property", one, used)), ox.NamedNode(_EXT + name), ox.NamedNode(part)
            )
            yield from _own(part, property, value, count)


def _parts(said: Statements, dataset: str, statistics: Statistics) -> None:
    for name, entities in statistics.classes().items():
        part = _uri(dataset, "class", name)
        said.link(dataset, "void:classPartition", part)
        said.link(part, "void:class", name)
        said.say(part, "void:entities", ox.Literal(entities))
    for name, use in statistics.properties().items():
        part = _uri(dataset, "property-partition", name)
        said.link(dataset, "void:propertyPartition", part)
        _use(said, part, name, use)
    for (one, name), use in statistics.class_properties().items():
        part = _uri(dataset, "class-property", one, name)
        said.link(_uri(dataset, "class", one), "void:propertyPartition", part)
        _use(said, part, name, use)
    for licence, triples in statistics.licences().items():
        part = _uri(dataset, "license", licence)
        said.link(dataset, "void:subset", part)
        said.link(part, "dcterms:license", licence)
        said.say(part, "void:triples", ox.Literal(triples))


def _use(said: Statements, part: str, name: str, use: Use) -> None:
    said.link(part, "void:property", name)
    said.say(part, "void:triples", ox.Literal(use.triples))
    said.say(part, "void:entities", ox.Literal(use.entities))
    said.say(part, "void:distinctObjects", ox.Literal(use.objects))


def _own(part: str, property: str, value: ox.NamedNode | ox.Literal, count: int) -> Iterator[ox.Triple]:
    said = Statements()
    said.say(part, "void:triples", ox.Literal(count))
    if not property:
        said.say(part, "void:class", value)
    else:
        yield ox.Triple(ox.NamedNode(part), ox.NamedNode(property), value)
    yield from said


def _uri(dataset: str, kind: str, *names: str) -> str:
    return f"{dataset}{PLACE}#{kind}-{hashlib.md5(''.join(names).encode(), usedforsecurity=False).hexdigest()}"

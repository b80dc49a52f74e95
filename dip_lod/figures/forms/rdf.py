"""A cube as an RDF Data Cube (qb:), with its structure and its code lists, and a slice for each indicator."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod.figures.cubes import CUBES
from dip_lod.figures.forms import cube as definition
from dip_lod.figures.forms.cube import MEASURE, STATUS, STATUSES, UNIT, named, node
from dip_lod.figures.forms.structure import coded, part, triples, unit
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures, Observation, Occasion
from dip_lod.vocabulary import expand


@dataclass(frozen=True, slots=True)
class About:
    """What a cube's description says besides: whose it is, and under which licence."""

    base: str
    publisher: str
    licence: str


def address(about: About, cube: str, occasion: Occasion | None = None) -> str:
    """Give the URI of a cube: the latest, or as one publication gave it."""
    return f"{about.base}figures/{occasion.id + '/' if occasion else ''}{cube}"


def cube_triples(figures: Figures, about: About, cube: str, occasion: Occasion | None = None) -> Iterator[ox.Triple]:
    """State a cube whole."""
    own = ox.NamedNode(address(about, cube, occasion))
    yield from triples(figures, about.base, [cube])
    yield from _dataset(figures, about, cube, occasion, own)
    found = [one for one in figures.observations(cube, occasion) if one.value is not None]
    for name in dict.fromkeys(one.key[0] for one in found):
        yield from _slice(about, cube, own, name)
    for one in found:
        yield from _observation(about, cube, own, one)


def serialised(figures: Figures, about: About, cube: str, form: str, occasion: Occasion | None = None) -> bytes:
    """Write a cube in a form of RDF."""
    return definition.serialised(cube_triples(figures, about, cube, occasion), form)


def _dataset(
    figures: Figures, about: About, cube: str, occasion: Occasion | None, own: ox.NamedNode
) -> Iterator[ox.Triple]:
    moment = occasion or figures.latest
    versions = ("dcterms:hasVersion", address(about, cube, moment))
    if occasion:
        versions = ("dcterms:isVersionOf", address(about, cube))
    told = definition.Published(
        part(about.base, f"structure.{cube}"),
        moment.committed[:10],
        about.licence,
        about.publisher,
        f"{about.base}id/dataset/figures",
        versions,
        CUBES[cube].title,
        described(cube, moment),
    )
    yield from definition.dataset(own, told)
    yield ox.Triple(own, node("dcterms:source"), ox.NamedNode(f"{about.base}id/dataset/all"))


def described(cube: str, moment: Occasion) -> dict[str, str]:
    """Describe a cube, and up to which day it counts."""
    words = CUBES[cube].description
    return {
        "nl": f"{words['nl']} Telt wat gepubliceerd is, zoals bekend op {moment.as_of}.",
        "en": f"{words['en']} Counts what is published, as known on {moment.as_of}.",
    }


def _slice(about: About, cube: str, own: ox.NamedNode, indicator: str) -> Iterator[ox.Triple]:
    whole, words = ox.NamedNode(f"{own.value}#{indicator}"), indicators()[indicator]
    code, by = coded(about.base, "indicator", indicator), part(about.base, "indicator")
    yield from definition.sliced(own, whole, part(about.base, f"slice.{cube}"), by, code)
    yield from named(whole, "rdfs:label", dict(words.title))
    yield from named(whole, "rdfs:comment", dict(words.definition))
    yield from named(unit(about.base, indicator), "rdfs:label", dict(words.unit))


def _observation(about: About, cube: str, own: ox.NamedNode, one: Observation) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(f"{own.value}#{'.'.join(one.key)}")
    yield ox.Triple(ox.NamedNode(f"{own.value}#{one.key[0]}"), node("qb:observation"), subject)
    yield ox.Triple(subject, node("rdf:type"), node("qb:Observation"))
    yield ox.Triple(subject, node("qb:dataSet"), own)
    for dimension, code in zip(CUBES[cube].dimensions, one.key, strict=True):
        yield ox.Triple(subject, part(about.base, dimension), coded(about.base, dimension, code))
    value = ox.Literal(f"{one.value:g}" if one.value is not None and one.value < 1e6 else str(one.value),
                       datatype=ox.NamedNode(expand("xsd:decimal")))  # fmt: skip
    yield ox.Triple(subject, node(MEASURE), value)
    yield ox.Triple(subject, node(UNIT), unit(about.base, one.key[0]))
    yield ox.Triple(subject, node(STATUS), node(STATUSES[one.provisional][0]))

"""A cube as an RDF Data Cube (qb:), with its structure and its code lists, and a slice for each indicator."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod.figures.cubes import CUBES
from dip_lod.figures.forms.cube import MEASURE, STATUS, STATUSES, UNIT, named, node
from dip_lod.figures.forms.structure import coded, part, triples, unit
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures, Observation, Occasion
from dip_lod.vocabulary import expand, prefixes

_PREFIXES = ("dcterms", "qb", "rdf", "rdfs", "sdmx-attribute", "sdmx-code", "sdmx-dimension", "sdmx-measure", "skos",
             "xsd")  # fmt: skip
FORMS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
         "rdf": ox.RdfFormat.RDF_XML}  # fmt: skip


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
    found = {name: prefixes()[name] for name in _PREFIXES}
    statements = cube_triples(figures, about, cube, occasion)
    return ox.serialize(statements, format=FORMS[form], prefixes=found if form in ("ttl", "rdf") else None) or b""


def _dataset(
    figures: Figures, about: About, cube: str, occasion: Occasion | None, own: ox.NamedNode
) -> Iterator[ox.Triple]:
    moment = occasion or figures.latest
    day = ox.Literal(moment.committed[:10], datatype=node("xsd:date"))
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        ("rdf:type", node("qb:DataSet")),
        ("qb:structure", part(about.base, f"structure.{cube}")),
        ("dcterms:issued", day),
        ("dcterms:modified", day),
        ("dcterms:license", ox.NamedNode(about.licence)),
        ("dcterms:isPartOf", ox.NamedNode(f"{about.base}id/dataset/figures")),
        ("dcterms:source", ox.NamedNode(f"{about.base}id/dataset/all")),
    ]
    if about.publisher:
        said.append(("dcterms:publisher", ox.Literal(about.publisher)))
    if occasion is None:
        said.append(("dcterms:hasVersion", ox.NamedNode(address(about, cube, moment))))
    else:
        said.append(("dcterms:isVersionOf", ox.NamedNode(address(about, cube))))
    yield from (ox.Triple(own, node(predicate), value) for predicate, value in said)
    yield from named(own, "dcterms:title", dict(CUBES[cube].title))
    yield from named(own, "rdfs:label", dict(CUBES[cube].title))
    yield from named(own, "dcterms:description", described(cube, moment))


def described(cube: str, moment: Occasion) -> dict[str, str]:
    """Describe a cube, and up to which day it counts."""
    words = CUBES[cube].description
    return {
        "nl": f"{words['nl']} Telt wat gepubliceerd is, zoals bekend op {moment.as_of}.",
        "en": f"{words['en']} Counts what is published, as known on {moment.as_of}.",
    }


def _slice(about: About, cube: str, own: ox.NamedNode, indicator: str) -> Iterator[ox.Triple]:
    whole, words = ox.NamedNode(f"{own.value}#{indicator}"), indicators()[indicator]
    yield ox.Triple(own, node("qb:slice"), whole)
    yield ox.Triple(whole, node("rdf:type"), node("qb:Slice"))
    yield ox.Triple(whole, node("qb:sliceStructure"), part(about.base, f"slice.{cube}"))
    yield ox.Triple(whole, part(about.base, "indicator"), coded(about.base, "indicator", indicator))
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

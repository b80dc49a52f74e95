"""The structure of the cubes as RDF: dimensions, code lists, and a data structure definition of each cube."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from dip_lod.figures.cubes import CUBES, DIMENSIONS, TOTAL, code_list
from dip_lod.figures.occupations import matches
from dip_lod.figures.queries import STRUCTURE
from dip_lod.figures.reading import Figures
from dip_lod.vocabulary import expand

_WITHIN = {"season": "sdmx-dimension:refPeriod", "province": "sdmx-dimension:refArea",
           "municipality": "sdmx-dimension:refArea"}  # fmt: skip
MEASURE, UNIT, STATUS = "sdmx-measure:obsValue", "sdmx-attribute:unitMeasure", "sdmx-attribute:obsStatus"
_NAMES = {
    MEASURE: {"nl": "waarde", "en": "value"},
    UNIT: {"nl": "eenheid", "en": "unit"},
    STATUS: {"nl": "status", "en": "status"},
}
STATUSES = {
    False: ("sdmx-code:obsStatus-A", {"nl": "definitief", "en": "normal value"}),
    True: ("sdmx-code:obsStatus-P", {"nl": "voorlopig", "en": "provisional value"}),
}


def node(name: str) -> ox.NamedNode:
    """Name a term of a vocabulary by its prefixed name."""
    return ox.NamedNode(expand(name))


def part(base: str, name: str) -> ox.NamedNode:
    """Name a part of the structure.

    >>> print(part("https://example.org/", "season"))
    <https://example.org/figures/structure#season>
    """
    return ox.NamedNode(f"{base}{STRUCTURE}#{name}")


def coded(base: str, dimension: str, code: str) -> ox.NamedNode:
    """Name a code."""
    return part(base, f"{code_list(dimension)}.{code}")


def unit(base: str, indicator: str) -> ox.NamedNode:
    """Name the unit of an indicator."""
    return part(base, f"unit.{indicator}")


def triples(figures: Figures, base: str, cubes: Iterable[str] = CUBES) -> Iterator[ox.Triple]:
    """State the structure of some cubes."""
    wanted = list(cubes)
    dimensions = dict.fromkeys(one for cube in wanted for one in CUBES[cube].dimensions)
    for name in wanted:
        yield from _definition(base, name)
    for dimension in dimensions:
        yield from _dimension(base, dimension)
    for of in dict.fromkeys(map(code_list, dimensions)):
        yield from _list(figures, base, of)
    yield from shared()


def _say(subject: ox.NamedNode, *said: tuple[str, ox.NamedNode | ox.Literal]) -> Iterator[ox.Triple]:
    for predicate, value in said:
        yield ox.Triple(subject, node(predicate), value)


def named(subject: ox.NamedNode, predicate: str, words: dict[str, str]) -> Iterator[ox.Triple]:
    """Name something in each language."""
    for language, text in words.items():
        yield ox.Triple(subject, node(predicate), ox.Literal(text, language=language))


def _definition(base: str, cube: str) -> Iterator[ox.Triple]:
    own, key = part(base, f"structure.{cube}"), part(base, f"slice.{cube}")
    yield from _say(own, ("rdf:type", node("qb:DataStructureDefinition")), ("qb:sliceKey", key))
    yield from named(own, "rdfs:label", dict(CUBES[cube].title))
    yield from _say(key, ("rdf:type", node("qb:SliceKey")), ("qb:componentProperty", part(base, "indicator")))
    yield from named(key, "rdfs:label", {"nl": "per indicator", "en": "by indicator"})
    components = [(one, "qb:dimension", part(base, one)) for one in CUBES[cube].dimensions]
    components += [(one.partition(":")[2], kind, node(one)) for one, kind in (
        (MEASURE, "qb:measure"), (UNIT, "qb:attribute"), (STATUS, "qb:attribute"))]  # fmt: skip
    for order, (name, kind, property_) in enumerate(components, 1):
        component = part(base, f"component.{cube}.{name}")
        yield from _say(own, ("qb:component", component))
        yield from _say(
            component,
            ("rdf:type", node("qb:ComponentSpecification")),
            (kind, property_),
            ("qb:componentProperty", property_),
            ("qb:order", ox.Literal(order)),
        )
        if kind == "qb:attribute":
            yield from _say(component, ("qb:componentRequired", ox.Literal(True)))


def _dimension(base: str, dimension: str) -> Iterator[ox.Triple]:
    own, words = part(base, dimension), dict(DIMENSIONS[dimension])
    concept, of = part(base, f"concept.{dimension}"), part(base, f"codes.{code_list(dimension)}")
    types = ("rdf:Property", "qb:ComponentProperty", "qb:DimensionProperty", "qb:CodedProperty")
    yield from _say(own, *(("rdf:type", node(one)) for one in types))
    yield from _say(own, ("qb:concept", concept), ("qb:codeList", of), ("rdfs:range", node("skos:Concept")))
    yield from named(own, "rdfs:label", words)
    if dimension in _WITHIN:
        yield from _say(own, ("rdfs:subPropertyOf", node(_WITHIN[dimension])))
    yield from _say(concept, ("rdf:type", node("skos:Concept")))
    yield from named(concept, "skos:prefLabel", words)


def _list(figures: Figures, base: str, of: str) -> Iterator[ox.Triple]:
    own = part(base, f"codes.{of}")
    yield from _say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", dict(DIMENSIONS[of]))
    for code in figures.codes.get(of, {}).values():
        concept = coded(base, of, code.code)
        yield from _say(
            concept,
            ("rdf:type", node("skos:Concept")),
            ("skos:inScheme", own),
            ("skos:topConceptOf", own),
            ("skos:notation", ox.Literal(code.code)),
        )
        yield from _say(own, ("skos:hasTopConcept", concept))
        yield from named(concept, "skos:prefLabel", dict(code.labels))
        if code.uri:
            yield from _say(concept, ("rdfs:seeAlso", ox.NamedNode(code.uri)))
        for match in matches().get(code.code, ()) if of == "role" else ():
            yield from _say(concept, (match.predicate, ox.NamedNode(match.uri)))
        if code.code == TOTAL:
            yield from named(concept, "skos:note", {"nl": "alles samen, elk een keer", "en": "all together, each once"})


def shared() -> Iterator[ox.Triple]:
    """State what SDMX defines of the properties and codes that we use, so that the file stands on its own."""
    yield from _say(node(MEASURE), ("rdf:type", node("rdf:Property")), ("rdf:type", node("qb:ComponentProperty")))
    yield from _say(node(MEASURE), ("rdf:type", node("qb:MeasureProperty")), ("rdfs:range", node("xsd:decimal")))
    for one in (UNIT, STATUS):
        yield from _say(node(one), ("rdf:type", node("rdf:Property")), ("rdf:type", node("qb:ComponentProperty")))
        yield from _say(node(one), ("rdf:type", node("qb:AttributeProperty")))
    for one, words in _NAMES.items():
        yield from named(node(one), "rdfs:label", words)
    for code, words in STATUSES.values():
        yield from _say(node(code), ("rdf:type", node("skos:Concept")))
        yield from named(node(code), "skos:prefLabel", words)

"""What every cube states of its structure (RDF Data Cube, W3C 2014): the definition, its dimensions and their codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod.vocabulary import expand, prefixes

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
FORMS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
         "rdf": ox.RdfFormat.RDF_XML}  # fmt: skip
_PREFIXES = ("dcterms", "qb", "rdf", "rdfs", "sdmx-attribute", "sdmx-code", "sdmx-dimension", "sdmx-measure", "skos",
             "xsd")  # fmt: skip
_DIMENSION = ("rdf:Property", "qb:ComponentProperty", "qb:DimensionProperty", "qb:CodedProperty")

Part = Callable[[str], ox.NamedNode]
"""Names a part of a structure."""

Words = Mapping[str, str]
"""A text in each language."""


def node(name: str) -> ox.NamedNode:
    """Name a term of a vocabulary by its prefixed name."""
    return ox.NamedNode(expand(name))


def say(subject: ox.NamedNode, *said: tuple[str, ox.NamedNode | ox.Literal]) -> Iterator[ox.Triple]:
    """State some things of a subject, by prefixed names."""
    for predicate, value in said:
        yield ox.Triple(subject, node(predicate), value)


def named(subject: ox.NamedNode, predicate: str, words: Words) -> Iterator[ox.Triple]:
    """Name something in each language."""
    for language, text in words.items():
        yield ox.Triple(subject, node(predicate), ox.Literal(text, language=language))


def definition(
    part: Part, cube: str, title: Words, dimensions: Mapping[str, ox.NamedNode], by: ox.NamedNode, sliced: Words
) -> Iterator[ox.Triple]:
    """State the definition of a cube (section 6.5), sliced by one of its dimensions."""
    own, key = part(f"structure.{cube}"), part(f"slice.{cube}")
    yield from say(own, ("rdf:type", node("qb:DataStructureDefinition")), ("qb:sliceKey", key))
    yield from named(own, "rdfs:label", title)
    yield from say(key, ("rdf:type", node("qb:SliceKey")), ("qb:componentProperty", by))
    yield from named(key, "rdfs:label", sliced)
    components = [(name, "qb:dimension", property_) for name, property_ in dimensions.items()]
    components += [(one.partition(":")[2], kind, node(one)) for one, kind in (
        (MEASURE, "qb:measure"), (UNIT, "qb:attribute"), (STATUS, "qb:attribute"))]  # fmt: skip
    for order, (name, kind, property_) in enumerate(components, 1):
        component = part(f"component.{cube}.{name}")
        yield from say(own, ("qb:component", component))
        yield from say(
            component,
            ("rdf:type", node("qb:ComponentSpecification")),
            (kind, property_),
            ("qb:componentProperty", property_),
            ("qb:order", ox.Literal(order)),
        )
        if kind == "qb:attribute":
            yield from say(component, ("qb:componentRequired", ox.Literal(True)))


def dimension(
    own: ox.NamedNode, concept: ox.NamedNode, codes: ox.NamedNode, words: Words, within: str | None
) -> Iterator[ox.Triple]:
    """State a dimension: its concept, its list of codes, and of which dimension of SDMX it is a kind, if of one."""
    yield from say(own, *(("rdf:type", node(one)) for one in _DIMENSION))
    yield from say(own, ("qb:concept", concept), ("qb:codeList", codes), ("rdfs:range", node("skos:Concept")))
    yield from named(own, "rdfs:label", words)
    if within:
        yield from say(own, ("rdfs:subPropertyOf", node(within)))
    yield from say(concept, ("rdf:type", node("skos:Concept")))
    yield from named(concept, "skos:prefLabel", words)


def code(
    codes: ox.NamedNode, concept: ox.NamedNode, notation: str, labels: Words, uri: str | None
) -> Iterator[ox.Triple]:
    """State a code of a list, and what it stands for here, if it has a page."""
    yield from say(
        concept,
        ("rdf:type", node("skos:Concept")),
        ("skos:inScheme", codes),
        ("skos:topConceptOf", codes),
        ("skos:notation", ox.Literal(notation)),
    )
    yield from say(codes, ("skos:hasTopConcept", concept))
    yield from named(concept, "skos:prefLabel", labels)
    if uri:
        yield from say(concept, ("rdfs:seeAlso", ox.NamedNode(uri)))


@dataclass(frozen=True, slots=True)
class Published:
    """What a cube says of itself: of which publication, whose, in which words."""

    structure: ox.NamedNode
    day: str
    licence: str
    publisher: str
    part_of: str
    versions: tuple[str, str]
    """How it is related to the same cube at another address (`dcterms:hasVersion`, …), and that address."""
    title: Words
    description: Words


def dataset(own: ox.NamedNode, told: Published) -> Iterator[ox.Triple]:
    """State what a cube is, whose, and since when (section 10)."""
    day = ox.Literal(told.day, datatype=node("xsd:date"))
    yield from say(
        own,
        ("rdf:type", node("qb:DataSet")),
        ("qb:structure", told.structure),
        ("dcterms:issued", day),
        ("dcterms:modified", day),
        ("dcterms:license", ox.NamedNode(told.licence)),
        ("dcterms:isPartOf", ox.NamedNode(told.part_of)),
    )
    if told.publisher:
        yield from say(own, ("dcterms:publisher", ox.Literal(told.publisher)))
    yield from say(own, (told.versions[0], ox.NamedNode(told.versions[1])))
    yield from named(own, "dcterms:title", told.title)
    yield from named(own, "rdfs:label", told.title)
    yield from named(own, "dcterms:description", told.description)


def sliced(
    own: ox.NamedNode, whole: ox.NamedNode, key: ox.NamedNode, by: ox.NamedNode, code: ox.NamedNode
) -> Iterator[ox.Triple]:
    """State a slice of a cube (section 7.2): all that has one code in the dimension by which it is sliced."""
    yield ox.Triple(own, node("qb:slice"), whole)
    yield from say(whole, ("rdf:type", node("qb:Slice")), ("qb:sliceStructure", key))
    yield ox.Triple(whole, by, code)


def serialised(statements: Iterable[ox.Triple], form: str) -> bytes:
    """Write statements in a form of RDF."""
    found = {name: prefixes()[name] for name in _PREFIXES}
    return ox.serialize(statements, format=FORMS[form], prefixes=found if form in ("ttl", "rdf") else None) or b""


def shared() -> Iterator[ox.Triple]:
    """State what SDMX defines of the properties and codes that we use, so that the file stands on its own."""
    yield from say(node(MEASURE), ("rdf:type", node("rdf:Property")), ("rdf:type", node("qb:ComponentProperty")))
    yield from say(node(MEASURE), ("rdf:type", node("qb:MeasureProperty")), ("rdfs:range", node("xsd:decimal")))
    for one in (UNIT, STATUS):
        yield from say(node(one), ("rdf:type", node("rdf:Property")), ("rdf:type", node("qb:ComponentProperty")))
        yield from say(node(one), ("rdf:type", node("qb:AttributeProperty")))
    for one, words in _NAMES.items():
        yield from named(node(one), "rdfs:label", words)
    for status, words in STATUSES.values():
        yield from say(node(status), ("rdf:type", node("skos:Concept")))
        yield from named(node(status), "skos:prefLabel", words)

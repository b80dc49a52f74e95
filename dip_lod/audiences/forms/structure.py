"""The structure of the cubes as RDF: dimensions, code lists, and a data structure definition of each scheme's cube."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from dip_lod.audiences.forms import skos
from dip_lod.audiences.forms.names import NAMES, UNIT, About, coded, dimension, part, title
from dip_lod.audiences.reading import DIMENSIONS, Audiences
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.forms import structure
from dip_lod.figures.forms.structure import MEASURE, STATUS, named, node
from dip_lod.figures.forms.structure import UNIT as UNITS

_WITHIN = {"season": "sdmx-dimension:refPeriod", "area": "sdmx-dimension:refArea"}
_TYPES = ("rdf:Property", "qb:ComponentProperty", "qb:DimensionProperty", "qb:CodedProperty")

Said = tuple[str, ox.NamedNode | ox.Literal]


def triples(audiences: Audiences, about: About, schemes: Iterable[str]) -> Iterator[ox.Triple]:
    """State the structure of the cubes of some schemes, and the schemes."""
    wanted = list(schemes)
    for scheme in wanted:
        yield from _definition(audiences, about.base, scheme)
        yield from _dimension(about.base, scheme, "group")
        yield from _groups(audiences, about.base, scheme)
        yield from skos.triples(audiences, about, scheme)
    for name in ("season", "discipline", "area"):
        yield from _dimension(about.base, "", name)
        yield from _list(audiences, about.base, name)
    yield from named(part(about.base, "unit"), "rdfs:label", UNIT)
    yield from structure.shared()


def _say(subject: ox.NamedNode, *said: Said) -> Iterator[ox.Triple]:
    for predicate, value in said:
        yield ox.Triple(subject, node(predicate), value)


def _definition(audiences: Audiences, base: str, scheme: str) -> Iterator[ox.Triple]:
    own, key = part(base, f"structure.{scheme}"), part(base, f"slice.{scheme}")
    yield from _say(own, ("rdf:type", node("qb:DataStructureDefinition")), ("qb:sliceKey", key))
    yield from named(own, "rdfs:label", title(audiences, scheme))
    yield from _say(key, ("rdf:type", node("qb:SliceKey")), ("qb:componentProperty", part(base, "season")))
    yield from named(key, "rdfs:label", {"nl": "per seizoen", "en": "by season"})
    components = [(one, "qb:dimension", part(base, dimension(scheme, one))) for one in DIMENSIONS]
    components += [(name.partition(":")[2], kind, node(name)) for name, kind in (
        (MEASURE, "qb:measure"), (UNITS, "qb:attribute"), (STATUS, "qb:attribute"))]  # fmt: skip
    for order, (name, kind, property_) in enumerate(components, 1):
        component = part(base, f"component.{scheme}.{name}")
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


def _dimension(base: str, scheme: str, name: str) -> Iterator[ox.Triple]:
    of = dimension(scheme, name)
    own, concept, words = part(base, of), part(base, f"concept.{name}"), dict(NAMES[name])
    yield from _say(own, *(("rdf:type", node(one)) for one in _TYPES))
    codes = part(base, f"codes.{of}")
    yield from _say(own, ("qb:concept", concept), ("qb:codeList", codes), ("rdfs:range", node("skos:Concept")))
    yield from named(own, "rdfs:label", words)
    if name in _WITHIN:
        yield from _say(own, ("rdfs:subPropertyOf", node(_WITHIN[name])))
    yield from _say(concept, ("rdf:type", node("skos:Concept")))
    yield from named(concept, "skos:prefLabel", words)


def _groups(audiences: Audiences, base: str, scheme: str) -> Iterator[ox.Triple]:
    """State the list of groups: those of the scheme, all of them together, and those of whom it is not known."""
    own = part(base, f"codes.group.{scheme}")
    yield from _say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", dict(NAMES["group"]))
    for code, words in audiences.groups(scheme).items():
        concept = coded(base, scheme, "group", code)
        yield from _say(concept, ("rdf:type", node("skos:Concept")), ("skos:inScheme", own))
        if code not in audiences.schemes[scheme].groups:
            yield from _say(concept, ("skos:notation", ox.Literal(code)))
            yield from named(concept, "skos:prefLabel", dict(words))


def _list(audiences: Audiences, base: str, name: str) -> Iterator[ox.Triple]:
    own = part(base, f"codes.{name}")
    yield from _say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", dict(NAMES[name]))
    for code in audiences.codes.get(name, {}).values():
        concept = coded(base, "", name, code.code)
        yield from _say(
            concept, ("rdf:type", node("skos:Concept")), ("skos:inScheme", own), ("skos:topConceptOf", own),
            ("skos:notation", ox.Literal(code.code)),
        )  # fmt: skip
        yield from _say(own, ("skos:hasTopConcept", concept))
        yield from named(concept, "skos:prefLabel", dict(code.labels))
        if code.uri:
            yield from _say(concept, ("rdfs:seeAlso", ox.NamedNode(code.uri)))
        if code.code == TOTAL:
            yield from named(concept, "skos:note", {"nl": "alles samen", "en": "all together"})

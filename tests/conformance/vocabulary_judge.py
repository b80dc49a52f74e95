"""Whether statements use a vocabulary as its table says: terms that exist, domains and ranges that fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from conformance_harness import BASE, Dataset, Statement
from vocabulary_tables import Tables

from dip_lod.vocabulary import expand, shorten

TYPE = expand("rdf:type")
ROLE = expand("schema:Role")
TEXT, URL = expand("schema:Text"), expand("schema:URL")

LISTED = frozenset(
    expand(name)
    for name in (
        *("rdf:type", "rdfs:label"),
        *("dcterms:created", "dcterms:date", "dcterms:identifier", "dcterms:issued", "dcterms:modified", "dcterms:temporal"),
        *("prov:Entity", "prov:wasAttributedTo", "prov:wasDerivedFrom"),
        *("skos:Concept", "skos:ConceptScheme", "skos:prefLabel", "skos:altLabel", "skos:notation", "skos:definition"),
        *("skos:scopeNote", "skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept", "skos:broader", "skos:narrower"),
        *("skos:related", "skos:exactMatch", "skos:closeMatch"),
    )
)
"""The terms of other vocabularies that may be published: RDF, RDFS, DCMI Metadata Terms, PROV-O and SKOS have each."""

LITERALS = {
    expand("rdf:langString"): {TEXT},
    expand("xsd:string"): {TEXT},
    expand("xsd:anyURI"): {TEXT, URL},
    expand("xsd:date"): {expand("schema:Date")},
    expand("xsd:gYear"): {expand("schema:Date")},
    expand("xsd:gYearMonth"): {expand("schema:Date")},
    expand("xsd:dateTime"): {expand("schema:DateTime")},
    expand("xsd:duration"): {expand("schema:Duration")},
    expand("xsd:boolean"): {expand("schema:Boolean")},
    expand("xsd:integer"): {expand("schema:Integer"), expand("schema:Number")},
    expand("xsd:decimal"): {expand("schema:Number")},
}
"""The datatypes of schema.org that a literal of RDF is a value of."""

VALUES = frozenset({"Literal"}.union(*LITERALS.values()) - {URL})
"""What only a literal can be: a node elsewhere, of which we know no class, is none of these."""

EXEMPT = {
    # LRMoo's own table: R80 ⊑ P130, whose domain is a thing, and a performance is an event (MODEL.md, rule 7).
    (expand("lrmoo:R80_performed"), expand("crm:P130_shows_features_of")),
    # SCHEMA-AP-NDE asks for a date or a moment where schema.org says a date.
    (expand("schema:sdDatePublished"), expand("schema:sdDatePublished")),
}
"""Properties, and the property whose table they need not fit, each with who else says so."""


def unknown(dataset: Dataset, tables: Tables) -> list[str]:
    """List predicates and classes that no table has and no other vocabulary that we list."""
    known = LISTED | tables.classes.keys() | tables.properties.keys()
    used: Counter[str] = Counter(one.predicate for one in dataset.statements)
    used.update(one.object.value for one in dataset.statements if one.predicate == TYPE)
    return [f"{shorten(name)}: {count} times" for name, count in sorted(used.items()) if name not in known]


def misplaced(dataset: Dataset, tables: Tables) -> list[str]:
    """List statements whose subject is of no class that the property is for."""
    reached = _reached(dataset, tables)
    return _summary(
        (one, _named(dataset, one.subject))
        for one, property_, wanted in _judged(dataset, tables, "domain")
        if not wanted & tables.closure(dataset.types.get(one.subject, ()))
        and property_ not in reached.get(one.subject, ())
    )


def misdirected(dataset: Dataset, tables: Tables) -> list[str]:
    """List statements whose object is of no class or datatype that the property may point to."""
    return _summary(
        (one, _classes(dataset, one.object))
        for one, property_, wanted in _judged(dataset, tables, "range")
        if not _fits(dataset, tables, one, property_, wanted)
    )


def _judged(dataset: Dataset, tables: Tables, side: str) -> Iterator[tuple[Statement, str, frozenset[str]]]:
    """Yield the statements of a table's properties with what each of their superproperties asks for, too."""
    asked: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for one in dataset.statements:
        name = one.predicate
        if name not in tables.properties:
            continue
        if name not in asked:
            every = sorted(tables.specialised(name))
            every = [above for above in every if (name, above) not in EXEMPT]
            asked[name] = [(above, getattr(tables.properties[above], side)) for above in every]
        for above, wanted in asked[name]:
            if wanted:
                yield one, above, wanted


def _reached(dataset: Dataset, tables: Tables) -> dict[str, set[str]]:
    """Give the Roles with the properties by which a lawful subject reaches them: schema.org repeats these on the Role."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in dataset.statements:
        property_ = tables.properties.get(one.predicate)
        if property_ is None or ROLE not in dataset.types.get(one.object.value, ()):
            continue
        if property_.domain & tables.closure(dataset.types.get(one.subject, ())):
            found[one.object.value].add(one.predicate)
    return found


def _fits(dataset: Dataset, tables: Tables, one: Statement, property_: str, wanted: frozenset[str]) -> bool:
    target = one.object
    if isinstance(target, ox.Literal):
        return "Literal" in wanted or bool(LITERALS.get(target.datatype.value, set()) & wanted)
    if target.value in tables.members:
        return bool(tables.closure(tables.members[target.value]) & wanted)
    classes = dataset.types.get(target.value, frozenset())
    if not target.value.startswith(BASE):
        return not wanted <= VALUES
    if ROLE in classes and property_ == one.predicate and property_.startswith(expand("schema:")):
        return any(
            again.predicate == one.predicate and _fits(dataset, tables, again, property_, wanted)
            for again in dataset.about.get(target.value, ())
        )
    return bool(tables.closure(classes) & wanted)


def _classes(dataset: Dataset, node: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    if isinstance(node, ox.Literal):
        return node.language or shorten(node.datatype.value)
    return _named(dataset, node.value)


def _named(dataset: Dataset, node: str) -> str:
    return ", ".join(sorted(shorten(name) for name in dataset.types.get(node, ()))) or "no class"


def _summary(found: Iterable[tuple[Statement, str]]) -> list[str]:
    """Say each kind of finding once, with how often and an example."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], Statement] = {}
    for one, classes in found:
        key = (shorten(one.predicate), classes)
        counts[key] += 1
        examples.setdefault(key, one)
    return [f"{name} ({classes}): {count} times, as in {examples[name, classes]}" for (name, classes), count in sorted(counts.items())]

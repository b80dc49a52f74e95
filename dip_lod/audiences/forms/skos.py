"""The schemes of groups as SKOS, with the matches of the crosswalks; and those as SSSOM."""

import csv
import io
from collections.abc import Iterator

import pyoxigraph as ox

from dip_lod.audiences.forms.names import About, of_scheme
from dip_lod.audiences.reading import Audiences
from dip_lod.figures.forms.cube import named, node
from dip_lod.vocabulary import expand

_HEAD = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
         "confidence", "comment")  # fmt: skip


def triples(audiences: Audiences, about: About, scheme: str) -> Iterator[ox.Triple]:
    """State a scheme: its groups with names, definitions and matches."""
    found, own = audiences.schemes[scheme], of_scheme(about.base, scheme)
    yield ox.Triple(own, node("rdf:type"), node("skos:ConceptScheme"))
    for predicate in ("skos:prefLabel", "dcterms:title"):
        yield from named(own, predicate, dict(found.title))
    yield from named(own, "dcterms:description", dict(found.description))
    if found.stand_in:
        note = {"nl": "Verzonnen, in de plaats van een indeling onder licentie.",
                "en": "Made up, in the place of a scheme that is licensed."}  # fmt: skip
        yield from named(own, "skos:editorialNote", note)
    for predicate, value in (("dcterms:license", found.licence), ("dcterms:source", found.source)):
        if value:
            yield ox.Triple(own, node(predicate), ox.NamedNode(value))
    for group in found.groups.values():
        yield from _group(about, scheme, own, group.code, dict(group.name), dict(group.definition))
    for match in audiences.matches:
        if match.scheme == scheme:
            subject, other = group_of(about, f"{scheme}:{match.group}"), group_of(about, match.other)
            yield ox.Triple(subject, node(match.predicate), other)


def _group(
    about: About, scheme: str, own: ox.NamedNode, code: str, name: dict[str, str], definition: dict[str, str]
) -> Iterator[ox.Triple]:
    concept = group_of(about, f"{scheme}:{code}")
    yield ox.Triple(concept, node("rdf:type"), node("skos:Concept"))
    for predicate in ("skos:inScheme", "skos:topConceptOf"):
        yield ox.Triple(concept, node(predicate), own)
    yield ox.Triple(own, node("skos:hasTopConcept"), concept)
    yield ox.Triple(concept, node("skos:notation"), ox.Literal(code))
    yield from named(concept, "skos:prefLabel", name)
    yield from named(concept, "skos:definition", definition)


def group_of(about: About, name: str) -> ox.NamedNode:
    """Name a group by `scheme:code`; a URI elsewhere is what it is."""
    scheme, _, code = name.partition(":")
    return ox.NamedNode(name) if scheme in ("http", "https") else of_scheme(about.base, scheme, f"group-{code}")


def sssom(audiences: Audiences, about: About) -> bytes:
    """Write the crosswalks as one SSSOM table."""
    out = io.StringIO()
    out.write("#curie_map:\n")
    for code in audiences.schemes:
        out.write(f'#  {code}: "{of_scheme(about.base, code, "group-").value}"\n')
    for prefix, space in (("semapv", "https://w3id.org/semapv/vocab/"), ("skos", expand("skos:"))):
        out.write(f'#  {prefix}: "{space}"\n')
    out.write(f'#mapping_set_id: "{about.base}audiences/crosswalk"\n#license: "{about.licence}"\n')
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(_HEAD)
    for one in audiences.matches:
        label = audiences.schemes[one.scheme].groups[one.group].name["nl"]
        scheme, _, code = one.other.partition(":")
        known = audiences.schemes.get(scheme)
        other = known.groups[code].name["nl"] if known else ""
        table.writerow((f"{one.scheme}:{one.group}", label, one.predicate, one.other, other, one.justification,
                        one.confidence, one.comment))  # fmt: skip
    return out.getvalue().encode()

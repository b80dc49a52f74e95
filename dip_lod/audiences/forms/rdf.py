"""The visits by the groups of a scheme as an RDF Data Cube (qb:), with its structure and a slice for each season."""

from collections.abc import Iterator

import pyoxigraph as ox

from dip_lod.audiences.forms import skos, structure
from dip_lod.audiences.forms.names import About, address, coded, described, dimension, part, title
from dip_lod.audiences.reading import DIMENSIONS, Audiences, Occasion, Visits
from dip_lod.figures.forms import cube as definition
from dip_lod.figures.forms.cube import MEASURE, STATUS, STATUSES, UNIT, named, node, serialised
from dip_lod.vocabulary import expand

_NUMBER = ox.NamedNode(expand("xsd:decimal"))


def cube(audiences: Audiences, about: About, scheme: str, occasion: Occasion | None = None) -> Iterator[ox.Triple]:
    """State a cube whole."""
    own = ox.NamedNode(address(about, scheme, occasion))
    yield from structure.triples(audiences, about, [scheme])
    yield from _dataset(audiences, about, scheme, occasion, own)
    found = [one for one in audiences.visits(scheme, occasion) if one.value is not None]
    for season in dict.fromkeys(one.season for one in found):
        whole = ox.NamedNode(f"{own.value}#{season}")
        code, by = coded(about.base, scheme, "season", season), part(about.base, "season")
        yield from definition.sliced(own, whole, part(about.base, f"slice.{scheme}"), by, code)
        yield from named(whole, "rdfs:label", dict(audiences.label(scheme, "season", season)))
    for one in found:
        yield from _observation(about, scheme, own, one)


def written(audiences: Audiences, about: About, scheme: str, form: str, occasion: Occasion | None = None) -> bytes:
    """Write a cube in a form of RDF."""
    return serialised(cube(audiences, about, scheme, occasion), form)


def structured(audiences: Audiences, about: About, form: str) -> bytes:
    """Write the structure of all cubes."""
    return serialised(structure.triples(audiences, about, audiences.schemes), form)


def scheme(audiences: Audiences, about: About, name: str, form: str) -> bytes:
    """Write a scheme."""
    return serialised(skos.triples(audiences, about, name), form)


def _dataset(
    audiences: Audiences, about: About, scheme: str, occasion: Occasion | None, own: ox.NamedNode
) -> Iterator[ox.Triple]:
    moment = occasion or audiences.latest
    versions = ("dcterms:hasVersion", address(about, scheme, moment))
    if occasion:
        versions = ("dcterms:isVersionOf", address(about, scheme))
    told = definition.Published(
        part(about.base, f"structure.{scheme}"),
        moment.committed[:10],
        about.licence,
        about.publisher,
        f"{about.base}id/dataset/audiences",
        versions,
        title(audiences, scheme),
        described(audiences, scheme, moment),
    )
    yield from definition.dataset(own, told)


def _observation(about: About, scheme: str, own: ox.NamedNode, one: Visits) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(f"{own.value}#{'.'.join(one.key)}")
    yield ox.Triple(ox.NamedNode(f"{own.value}#{one.season}"), node("qb:observation"), subject)
    yield ox.Triple(subject, node("rdf:type"), node("qb:Observation"))
    yield ox.Triple(subject, node("qb:dataSet"), own)
    for name, code in zip(DIMENSIONS, one.key, strict=True):
        yield ox.Triple(subject, part(about.base, dimension(scheme, name)), coded(about.base, scheme, name, code))
    yield ox.Triple(subject, node(MEASURE), ox.Literal(str(one.value), datatype=_NUMBER))
    yield ox.Triple(subject, node(UNIT), part(about.base, "unit"))
    yield ox.Triple(subject, node(STATUS), node(STATUSES[False][0]))

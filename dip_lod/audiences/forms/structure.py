"""The structure of the cubes as RDF: dimensions, code lists, and a data structure definition of each scheme's cube."""

from collections.abc import Iterable, Iterator
from functools import partial

import pyoxigraph as ox

from dip_lod.audiences.forms import skos
from dip_lod.audiences.forms.names import NAMES, UNIT, About, coded, dimension, part, title
from dip_lod.audiences.reading import DIMENSIONS, Audiences
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.forms import cube
from dip_lod.figures.forms.cube import named, node, say

_WITHIN = {"season": "sdmx-dimension:refPeriod", "area": "sdmx-dimension:refArea"}


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
    yield from cube.shared()


def _definition(audiences: Audiences, base: str, scheme: str) -> Iterator[ox.Triple]:
    dimensions = {one: part(base, dimension(scheme, one)) for one in DIMENSIONS}
    by, sliced = part(base, "season"), {"nl": "per seizoen", "en": "by season"}
    yield from cube.definition(partial(part, base), scheme, title(audiences, scheme), dimensions, by, sliced)


def _dimension(base: str, scheme: str, name: str) -> Iterator[ox.Triple]:
    of = dimension(scheme, name)
    concept, codes = part(base, f"concept.{name}"), part(base, f"codes.{of}")
    yield from cube.dimension(part(base, of), concept, codes, NAMES[name], _WITHIN.get(name))


def _groups(audiences: Audiences, base: str, scheme: str) -> Iterator[ox.Triple]:
    """State the list of groups: those of the scheme, all of them together, and those of whom it is not known."""
    own = part(base, f"codes.group.{scheme}")
    yield from say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", NAMES["group"])
    for code, words in audiences.groups(scheme).items():
        concept = coded(base, scheme, "group", code)
        yield from say(concept, ("rdf:type", node("skos:Concept")), ("skos:inScheme", own))
        if code not in audiences.schemes[scheme].groups:
            yield from say(concept, ("skos:notation", ox.Literal(code)))
            yield from named(concept, "skos:prefLabel", words)


def _list(audiences: Audiences, base: str, name: str) -> Iterator[ox.Triple]:
    own = part(base, f"codes.{name}")
    yield from say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", NAMES[name])
    for code in audiences.codes.get(name, {}).values():
        concept = coded(base, "", name, code.code)
        yield from cube.code(own, concept, code.code, code.labels, code.uri)
        if code.code == TOTAL:
            yield from named(concept, "skos:note", {"nl": "alles samen", "en": "all together"})

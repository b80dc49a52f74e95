"""The structure of the cubes as RDF: dimensions, code lists, and a data structure definition of each cube."""

from collections.abc import Iterable, Iterator
from functools import partial

import pyoxigraph as ox

from dip_lod.figures.cubes import CUBES, DIMENSIONS, TOTAL, code_list
from dip_lod.figures.forms import cube
from dip_lod.figures.forms.cube import named, node, say
from dip_lod.figures.occupations import matches
from dip_lod.figures.queries import STRUCTURE
from dip_lod.figures.reading import Figures

_WITHIN = {"season": "sdmx-dimension:refPeriod", "province": "sdmx-dimension:refArea",
           "municipality": "sdmx-dimension:refArea"}  # fmt: skip


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
    dimensions = dict.fromkeys(one for name in wanted for one in CUBES[name].dimensions)
    for name in wanted:
        yield from _definition(base, name)
    for dimension in dimensions:
        yield from _dimension(base, dimension)
    for of in dict.fromkeys(map(code_list, dimensions)):
        yield from _list(figures, base, of)
    yield from cube.shared()


def _definition(base: str, name: str) -> Iterator[ox.Triple]:
    dimensions = {one: part(base, one) for one in CUBES[name].dimensions}
    by, sliced = part(base, "indicator"), {"nl": "per indicator", "en": "by indicator"}
    yield from cube.definition(partial(part, base), name, CUBES[name].title, dimensions, by, sliced)


def _dimension(base: str, name: str) -> Iterator[ox.Triple]:
    concept, codes = part(base, f"concept.{name}"), part(base, f"codes.{code_list(name)}")
    yield from cube.dimension(part(base, name), concept, codes, DIMENSIONS[name], _WITHIN.get(name))


def _list(figures: Figures, base: str, of: str) -> Iterator[ox.Triple]:
    own = part(base, f"codes.{of}")
    yield from say(own, ("rdf:type", node("skos:ConceptScheme")))
    yield from named(own, "skos:prefLabel", DIMENSIONS[of])
    for code in figures.codes.get(of, {}).values():
        concept = coded(base, of, code.code)
        yield from cube.code(own, concept, code.code, code.labels, code.uri)
        for match in matches().get(code.code, ()) if of == "role" else ():
            yield from say(concept, (match.predicate, ox.NamedNode(match.uri)))
        if code.code == TOTAL:
            yield from named(concept, "skos:note", {"nl": "alles samen, elk een keer", "en": "all together, each once"})

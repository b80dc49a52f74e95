"""Shapes as the compiled engine takes them, so that what a batch points to is known by its classes but never judged.

Two things cost it more than all else: it judges every node that has a class which a shape targets, also one that is
lent to a batch by its types alone, and within sh:or, sh:and, sh:xone and sh:not a class is looked for among all
instances of it, for each value anew. So a constraint asks for the name of a class with a star, of which the class
itself is a subclass: what is lent has classes with a star alone, and no shape targets those. Where nobody reports
the constraint itself, it is written as its definition (SHACL, section 4.1.1): a path along rdf:type and
rdfs:subClassOf. The results stay the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from dip_lod.validation.shapes import Shapes

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_BELOW = re.compile(rb"^<([^>]*)> <%b> <([^>]*)> ?\." % re.escape(_SUBCLASS.encode()), re.M)
_BASE = "urn:x-dip-lod:shapes"

_CLASS, _TARGET, _NOT = (ox.NamedNode(_SH + name) for name in ("class", "targetClass", "not"))
_LISTS = tuple(ox.NamedNode(_SH + name) for name in ("or", "and", "xone"))
_FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Node = Subject | ox.Literal


@dataclass(frozen=True, slots=True)
class Lending:
    """Shapes in which classes are asked for by their names with a star."""

    turtle: str
    asked: frozenset[str]
    """The classes that are asked for."""
    classes: bytes
    """Statements that make each of them a subclass of itself with a star."""
    spoken: frozenset[bytes]
    """Classes that shapes speak of in other ways too, each as the end of a line: what is lent keeps those."""

    def lend(self, data: bytes, types: bytes) -> bytes:
        """Give the statements to add to a graph, where what it points to has these types."""
        kept = [line for line in types.splitlines(keepends=True) if line[line.rindex(b" <") :] in self.spoken]
        found = _BELOW.findall(data) if _SUBCLASS.encode() in data else []
        below = [b"<%b*> <%b> <%b*> .\n" % (one, _SUBCLASS.encode(), other) for one, other in found]
        return b"".join([types.replace(b"> .\n", b"*> .\n"), *kept, *below, self.classes])


@lru_cache(maxsize=4)
def lending(shapes: Shapes) -> Lending:
    """Write shapes anew; raises SyntaxError where they are no Turtle.

    >>> one = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:class <urn:c> ; sh:targetClass <urn:t> ."
    >>> lending(Shapes(one)).lend(b"", b"<urn:a> <urn:type> <urn:c> .\\n").decode().splitlines()[0]
    '<urn:a> <urn:type> <urn:c*> .'
    """
    graph = [quad.triple for quad in ox.parse(shapes.turtle, format=ox.RdfFormat.TURTLE, base_iri=_BASE)]
    unreported = set(_unreported(graph))
    asked, spoken, written = set[str](), set[str](), list[ox.Triple]()
    for triple in graph:
        one = triple.object.value if isinstance(triple.object, ox.NamedNode) else None
        if one is not None and triple.predicate == _CLASS:
            asked.add(one)
            starred = ox.NamedNode(f"{one}*")
            inner = triple.subject in unreported
            written += _defined(triple.subject, starred) if inner else [ox.Triple(triple.subject, _CLASS, starred)]
        else:
            written.append(triple)
            if one is not None and triple.predicate != _TARGET:
                spoken.add(one)
    return Lending(
        (ox.serialize(written, format=ox.RdfFormat.TURTLE) or b"").decode(),
        frozenset(asked),
        "".join(f"<{one}> <{_SUBCLASS}> <{one}*> .\n" for one in sorted(asked)).encode(),
        frozenset(f" <{one}> .\n".encode() for one in spoken),
    )


def _unreported(graph: Sequence[ox.Triple]) -> Iterator[Node]:
    """Find the shapes without a name of which only the constraint around them is ever reported."""
    first = {triple.subject: triple.object for triple in graph if triple.predicate == _FIRST}
    rest = {triple.subject: triple.object for triple in graph if triple.predicate == _REST}
    for triple in graph:
        if triple.predicate == _NOT and isinstance(triple.object, ox.BlankNode):
            yield triple.object
        elif triple.predicate in _LISTS:
            place: Node = triple.object
            while isinstance(place, ox.BlankNode) and place in first:
                if isinstance(first[place], ox.BlankNode):
                    yield first[place]
                place = rest.get(place, _NIL)


def _defined(shape: Subject, starred: ox.NamedNode) -> Iterator[ox.Triple]:
    """Say that the class is among the values of rdf:type/rdfs:subClassOf*."""
    inner, path, rest, walk = (ox.BlankNode() for _ in range(4))
    yield ox.Triple(shape, ox.NamedNode(f"{_SH}property"), inner)
    yield ox.Triple(inner, ox.NamedNode(f"{_SH}hasValue"), starred)
    yield ox.Triple(inner, ox.NamedNode(f"{_SH}path"), path)
    yield ox.Triple(path, _FIRST, ox.NamedNode(f"{_RDF}type"))
    yield ox.Triple(path, _REST, rest)
    yield ox.Triple(rest, _FIRST, walk)
    yield ox.Triple(rest, _REST, _NIL)
    yield ox.Triple(walk, ox.NamedNode(f"{_SH}zeroOrMorePath"), ox.NamedNode(_SUBCLASS))

"""A page of the event stream, and how it is written in the forms that know graphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from dip_lod.vocabulary import expand


@dataclass(slots=True)
class Node:
    """A page of the stream."""

    uri: str
    closed: bool
    """Nothing will be added to it."""
    head: list[ox.Triple] = field(default_factory=list)
    members: list[tuple[str, bytes]] = field(default_factory=list)
    """Of each member that says something: its URI, which names the graph, and its statements in N-Triples."""


def write(node: Node, form: ox.RdfFormat) -> bytes:
    """Write a page in a form that knows graphs: N-Quads, TriG or JSON-LD."""
    if form == ox.RdfFormat.TRIG:
        head = ox.serialize(node.head, format=ox.RdfFormat.TURTLE, prefixes=_prefixes()) or b""
        return head + b"".join(b"<%b> {\n%b}\n" % (uri.encode(), text) for uri, text in node.members)
    whole = (ox.serialize(node.head, format=ox.RdfFormat.N_TRIPLES) or b"") + b"".join(_quads(node))
    if form == ox.RdfFormat.N_QUADS:
        return whole
    return ox.serialize(ox.parse(whole, format=ox.RdfFormat.N_QUADS), format=form) or b""


def _quads(node: Node) -> Iterator[bytes]:
    for uri, text in node.members:
        end = b"<%b> .\n" % uri.encode()
        yield from (line[:-2] + end for line in text.splitlines(keepends=True))


def _prefixes() -> dict[str, str]:
    return {name: expand(f"{name}:") for name in ("as", "dcat", "dcterms", "ldes", "rdfs", "sh", "tree", "xsd")}


def term(name: str) -> ox.NamedNode:
    """Give the term that a prefixed name stands for."""
    return ox.NamedNode(expand(name))


def moment(text: str) -> ox.Literal:
    """State a moment."""
    return ox.Literal(text, datatype=term("xsd:dateTime"))


def texts(name: str, words: dict[str, str]) -> list[tuple[str, ox.Literal]]:
    """Pair a property with a text in each language."""
    return [(name, ox.Literal(text, language=tag)) for tag, text in words.items()]


def said(
    subject: ox.NamedNode | ox.BlankNode, *values: tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]
) -> Iterator[ox.Triple]:
    """State values of properties of a subject."""
    for name, value in values:
        yield ox.Triple(subject, term(name), value)

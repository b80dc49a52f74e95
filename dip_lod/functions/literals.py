"""The literals that functions give."""

import pyoxigraph as ox

from dip_lod.vocabulary import expand

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def typed(value: str, datatype: str) -> ox.Literal:
    """Make a literal of a datatype of XSD."""
    return ox.Literal(value, datatype=ox.NamedNode(expand("xsd:") + datatype))


def optional_text(value: str | None) -> ox.Literal | None:
    """Make a plain literal; None for no text."""
    return ox.Literal(value) if value else None

"""Statements as they are collected: terms made of texts, each statement once."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from dip_lod.vocabulary import expand

Term = ox.NamedNode | ox.Literal


class Statements:
    """Collects statements in the order in which they are made."""

    def __init__(self) -> None:
        self._found: dict[ox.Triple, None] = {}

    def say(self, subject: str, predicate: str, *values: Term | None) -> None:
        """State a property, named with its prefix, with each value that there is."""
        for value in values:
            if value is not None:
                self._found[ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(predicate)), value)] = None

    def link(self, subject: str, predicate: str, *uris: str) -> None:
        """State a property whose values are URIs; an empty one is left out."""
        self.say(subject, predicate, *(ox.NamedNode(uri) for uri in uris if uri))

    def text(self, subject: str, predicate: str, *texts: str) -> None:
        """State texts that have no language; an empty one is left out."""
        self.say(subject, predicate, *(ox.Literal(text) for text in texts if text))

    def type(self, subject: str, *classes: str) -> None:
        """State the classes of a node, named with their prefixes."""
        self.link(subject, "rdf:type", *(expand(one) for one in classes))

    def words(self, subject: str, predicate: str, texts: Mapping[str, str]) -> None:
        """State a text in its languages."""
        self.say(subject, predicate, *(ox.Literal(text, language=tag) for tag, text in texts.items()))

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self._found)


def typed(text: str, datatype: str) -> ox.Literal:
    """Make a literal of a datatype, named with its prefix."""
    return ox.Literal(text, datatype=ox.NamedNode(expand(datatype)))


def moment(text: str) -> ox.Literal:
    """Make a date or a moment.

    >>> moment("2026-11-22").datatype.value
    'http://www.w3.org/2001/XMLSchema#date'
    """
    return typed(text, "xsd:dateTime" if "T" in text else "xsd:date")

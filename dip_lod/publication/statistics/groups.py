"""What a triple is counted under: classes of its subject, sources of its document, its property, kind of its object."""

from typing import NamedTuple

IRI = "<"
"""The kind of an object that is a URI; of a literal it is `@` with its language, or its datatype in brackets."""
SUBJECT = "s"
"""The kind of rows that are subjects themselves, by which objects find their classes."""


class Whose(NamedTuple):
    """Whose statements: the classes of a subject, and the sources of the document that it stands in."""

    classes: tuple[str, ...]
    sources: tuple[str, ...]


class Group(NamedTuple):
    """Triples that are counted alike; the property is empty where the rows are subjects."""

    whose: Whose
    property: str
    kind: str

"""A document's statements, by subject."""

from collections.abc import Iterator
from dataclasses import dataclass

from dip_lod import uris
from dip_lod.publication import terms
from dip_lod.publication.reading import Document
from dip_lod.publication.terms import Iri, Literal, Term

Properties = dict[str, list[Term]]
"""What is said of a subject: by property, each with its values."""

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True)
class Graph:
    """What a document says: of the thing, of its parts, and of itself."""

    thing: str
    subjects: dict[str, Properties]
    """In the order of the dump: sorted by URI, each with its properties sorted."""

    @property
    def document(self) -> str:
        """The URI of the document itself."""
        return uris.document(self.thing)

    @property
    def parts(self) -> list[str]:
        """The fragments of the thing."""
        return [subject for subject in self.subjects if subject.startswith(self.thing + "#")]

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """List the values of a property."""
        return [*self.subjects.get(subject, {}).get(predicate, ())]

    def nodes(self, subject: str, predicate: str) -> list[str]:
        """List the values of a property that are URIs."""
        return [value.value for value in self.objects(subject, predicate) if isinstance(value, Iri)]

    def text(self, subject: str, predicate: str) -> str | None:
        """Find the first value of a property that is a text."""
        return next((v.value for v in self.objects(subject, predicate) if isinstance(v, Literal)), None)

    def labels(self, subject: str, predicate: str = LABEL) -> dict[str, str]:
        """Find the labels of a subject, by language tag."""
        return {
            value.language or "": value.value
            for value in self.objects(subject, predicate)
            if isinstance(value, Literal)
        }

    def schemes(self) -> Iterator[str]:
        """Yield the schemes of the numbers in the document."""
        for part in self.parts:
            for value in self.objects(part, "https://schema.org/propertyID"):
                yield value.value

    def targets(self) -> set[str]:
        """Find every URI that the document points to."""
        return {
            value.value
            for properties in self.subjects.values()
            for predicate, values in properties.items()
            if predicate != TYPE
            for value in values
            if isinstance(value, Iri)
        }


def read(base: str, document: Document, starts: tuple[str, ...] = ()) -> Graph:
    """Read a document's packed statements, or only those that begin with one of some texts in N-Triples."""
    statements = document.statements
    if starts:
        statements = b"".join(_beginning(statements, one.encode()) for one in starts)
    subjects: dict[str, Properties] = {}
    about = ""
    said: Properties = {}
    for subject, predicate, value in terms.lines(statements):
        if subject is not about:
            about, said = subject, subjects.setdefault(subject, {})
        if predicate in said:
            said[predicate].append(value)
        else:
            said[predicate] = [value]
    return Graph(uris.mint(base, *document.name), subjects)


def _beginning(statements: bytes, start: bytes) -> bytes:
    """Cut out the lines that begin alike; they are sorted, so they stand together."""
    mark = b"\n" + start
    first = 0 if statements.startswith(start) else statements.find(mark) + 1
    if not statements.startswith(start, first):
        return b""
    return statements[first : statements.index(b"\n", max(statements.rfind(mark) + 1, first)) + 1]

"""Our own terms (ontology/dip.ttl), for the page at the ontology's own URI."""

from dataclasses import dataclass
from functools import cache

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef

from dip_lod import resources, vocabulary
from dip_lod.model.shapes import Texts

FILE = "ontology/dip.ttl"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ours."""

    name: str
    uri: str
    type: str
    labels: Texts
    comments: Texts
    reasons: Texts
    """Why it is our own."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The ontology, its version and its terms."""

    uri: str
    version: str
    titles: Texts
    descriptions: Texts
    license: str
    terms: tuple[Term, ...]


@cache
def read() -> Ontology:
    """Read the ontology."""
    graph = Graph().parse(resources.folder("ontology") / "dip.ttl")
    uri = URIRef(vocabulary.prefixes()["dip"].rstrip("#"))
    named = [one for one in set(graph.subjects(RDFS.isDefinedBy, uri)) if isinstance(one, URIRef)]
    return Ontology(
        str(uri),
        str(graph.value(uri, OWL.versionInfo) or ""),
        _texts(graph, uri, DCTERMS.title),
        _texts(graph, uri, DCTERMS.description),
        str(graph.value(uri, DCTERMS.license) or ""),
        tuple(_term(graph, one) for one in sorted(named, key=lambda one: _rank(graph, one))),
    )


def _rank(graph: Graph, uri: URIRef) -> tuple[bool, bool, str]:
    """Order the properties before the classes, and these before their instances."""
    types = {str(one) for one in graph.objects(uri, RDF.type)}
    return not any(one.endswith("Property") for one in types), str(OWL.Class) not in types, str(uri).casefold()


def _term(graph: Graph, uri: URIRef) -> Term:
    return Term(
        uri.rpartition("#")[2],
        str(uri),
        vocabulary.shorten(str(graph.value(uri, RDF.type) or "")),
        _texts(graph, uri, RDFS.label),
        _texts(graph, uri, RDFS.comment),
        _texts(graph, uri, SKOS.scopeNote),
    )


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> Texts:
    found = [one for one in graph.objects(subject, predicate) if isinstance(one, Literal)]
    return {one.language or "": str(one) for one in sorted(found, key=lambda one: one.language or "")}

"""The judge: pySHACL, slower by far, and the reference that the compiled engine is held to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from dip_lod.errors import ConfigurationError, ValidationError
from dip_lod.validation.messages import message
from dip_lod.validation.result import Result, severity
from dip_lod.validation.shapes import Shapes, texts


def results(data: bytes, shapes: Shapes) -> list[Result]:
    """Validate N-Triples with pySHACL; SPARQL targets need its advanced features."""
    try:
        with _quiet():
            _, report, _ = pyshacl.validate(_graph(data), shacl_graph=_shapes(shapes), advanced=True, inplace=True)
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise ConfigurationError(f"shapes: pySHACL cannot run them ({error}); mend the shapes") from error
    if not isinstance(report, Graph):
        raise ValidationError(f"validation: pySHACL gave no report ({report}); choose the engine shacl")
    said = texts(shapes)
    graph = _shapes(shapes)
    found = []
    for node in report.objects(None, SH.result):
        shape = _named(graph, report.value(node, SH.sourceShape))
        path = _path(report, report.value(node, SH.resultPath))
        component = _local(report.value(node, SH.sourceConstraintComponent))
        value = report.value(node, SH.value)
        focus = report.value(node, SH.focusNode)
        found.append(
            Result(
                focus=str(focus) if isinstance(focus, URIRef) else _term(focus),
                shape=shape,
                path=path,
                component=component,
                severity=severity(str(report.value(node, SH.resultSeverity))),
                value=_term(value) if value is not None else None,
                message=message(said.get(shape) if shape else None, path, component),
            )
        )
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback, with the value in it, for each impossible date: it becomes a result."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@lru_cache(maxsize=4)
def _shapes(shapes: Shapes) -> Graph:
    return Graph().parse(data=shapes.turtle, format="turtle", publicID="urn:x-dip-lod:shapes")


def _graph(data: bytes) -> Graph:
    """Parse without rdflib's parser, so that literals keep their spelling: patterns look at it."""
    graph = Graph()
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
            graph.add((_rdflib(quad.subject), URIRef(quad.predicate.value), _rdflib(quad.object)))
    except SyntaxError as error:
        raise ValidationError(f"validation: the data is no N-Triples ({error}); build it again") from error
    return graph


def _rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal():
            return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
        case _:
            return BNode(str(term))


def _term(node: Node | None) -> str:
    match node:
        case URIRef():
            return f"<{node}>"
        case Literal():
            if node.language:
                return str(ox.Literal(str(node), language=node.language))
            return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None))
        case _:
            return "_:"


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2]


def _path(report: Graph, node: Node | None) -> str | None:
    """Write a path as SPARQL does; the report holds a copy of paths that are blank nodes."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    inverse = report.value(node, SH.inversePath) if node is not None else None
    return f"^<{inverse}>" if isinstance(inverse, URIRef) else None


def _named(graph: Graph, shape: Node | None) -> str | None:
    """Name the shape, or the nearest shape around it that has an IRI."""
    while shape is not None and not isinstance(shape, URIRef):
        shape = graph.value(None, SH.property, shape)
    return str(shape) if shape is not None else None

"""What the endpoint says of itself to programs (SPARQL 1.1 Service Description), with VoID and its limits."""

from collections.abc import Iterator

import pyoxigraph as ox
from flask import Request, Response

from dip_lod.publication.reading import Publication
from dip_lod.publication.statistics.reading import Statistics
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS
from dip_lod.vocabulary import expand
from dip_lod.web.endpoint import limits_table
from dip_lod.web.http.forms import Form
from dip_lod.web.http.headers import VARY
from dip_lod.web.page.site import Site, not_modified, unchanged
from dip_lod.web.rdf import serialisation
from dip_lod.web.words.texts import Texts

_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "nquads": "N-Quads",
    "trig": "TriG",
}
"""Our short names, and those of https://www.w3.org/ns/formats/."""

_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"

Term = ox.NamedNode | ox.Literal


def answer(site: Site, request: Request, view: str, form: Form) -> Response:
    """Answer in a form of RDF."""
    etag = site.etag("service", view, form.extension)
    if unchanged(request, etag):
        return not_modified(etag)
    publication = site.publications.current()
    service = address(publication.base, view)
    stated = list(statements(site, publication, view))
    text = ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES) or b""
    response = Response(
        serialisation.write(stated, text, form, service, service + "#service"), content_type=form.content_type
    )
    response.set_etag(etag)
    response.headers["Cache-Control"], response.headers["Vary"] = "no-cache", VARY
    return response


def address(base: str, view: str) -> str:
    """Give the address of the endpoint of a view."""
    return f"{base}sparql" if view == "main" else f"{base}sparql/{view}"


def statements(site: Site, publication: Publication, view: str) -> Iterator[ox.Triple]:
    """State what the service is, what it asks, and within which limits."""
    here = address(publication.base, view)
    service, data, graph = (f"{here}#{part}" for part in ("service", "dataset", "graph"))
    yield _triple(service, "rdf:type", _node("sd:Service"))
    yield _triple(service, "sd:endpoint", ox.NamedNode(here))
    yield _triple(service, "sd:supportedLanguage", _node("sd:SPARQL11Query"))
    for one in (*SELECT_FORMATS.values(), *GRAPH_FORMATS.values()):
        yield _triple(service, "sd:resultFormat", _node("formats:" + _FORMATS[one.name]))
    if site.config.limits.services:
        yield _triple(service, "sd:feature", _node("sd:BasicFederatedQuery"))
    yield _triple(service, "sd:defaultEntailmentRegime", ox.NamedNode(_ENTAILMENT))
    yield _triple(service, "sd:defaultDataset", ox.NamedNode(data))
    for kind in ("sd:Dataset", "void:Dataset"):
        yield _triple(data, "rdf:type", _node(kind))
    yield _triple(data, "sd:defaultGraph", ox.NamedNode(graph))
    yield _triple(data, "void:sparqlEndpoint", ox.NamedNode(here))
    yield _triple(data, "void:uriSpace", ox.Literal(f"{publication.base}id/"))
    yield _triple(data, "dcterms:license", ox.NamedNode(site.config.licence))
    for source in publication.manifest.sources:
        yield _triple(data, "void:subset", ox.NamedNode(f"{publication.base}id/dataset/{source.name}"))
    for kind in ("sd:Graph", "void:Dataset"):
        yield _triple(graph, "rdf:type", _node(kind))
    if view == "main":
        yield _triple(graph, "void:documents", _number(publication.manifest.documents))
    yield from _figures(publication, view, graph)
    yield from _limits(site, service, here)


def _figures(publication: Publication, view: str, graph: str) -> Iterator[ox.Triple]:
    """State how much there is: all, and of each class."""
    statistics = Statistics(publication.folder, view)
    classes, properties, totals = statistics.classes(), statistics.properties(), statistics.totals()
    if totals is None:
        if view == "main":
            yield _triple(graph, "void:triples", _number(publication.manifest.triples))
        return
    yield _triple(graph, "void:triples", _number(totals.triples))
    yield _triple(graph, "void:distinctSubjects", _number(totals.subjects))
    yield _triple(graph, "void:distinctObjects", _number(totals.iris + totals.literals))
    yield _triple(graph, "void:classes", _number(len(classes)))
    yield _triple(graph, "void:properties", _number(len(properties)))
    for number, (name, entities) in enumerate(classes.items(), 1):
        part = f"{graph}-class-{number}"
        yield _triple(graph, "void:classPartition", ox.NamedNode(part))
        yield _triple(part, "void:class", ox.NamedNode(name))
        yield _triple(part, "void:entities", _number(entities))
    for number, (name, use) in enumerate(properties.items(), 1):
        part = f"{graph}-property-{number}"
        yield _triple(graph, "void:propertyPartition", ox.NamedNode(part))
        yield _triple(part, "void:property", ox.NamedNode(name))
        yield _triple(part, "void:triples", _number(use.triples))


def _limits(site: Site, service: str, here: str) -> Iterator[ox.Triple]:
    for bound in limits_table.bounds(site.config.limits):
        limit = f"{here}#limit-{bound.name}"
        yield _triple(service, "schema:additionalProperty", ox.NamedNode(limit))
        yield _triple(limit, "rdf:type", _node("schema:PropertyValue"))
        yield _triple(limit, "schema:propertyID", ox.Literal(f"limits.{bound.name}"))
        for language, texts in site.texts.items():
            yield _triple(limit, "schema:name", ox.Literal(_name(texts, bound.name), language=language))
        yield _triple(limit, "schema:value", _number(bound.value))
        if bound.unit:
            yield _triple(limit, "schema:unitText", ox.Literal(bound.unit))


def _name(texts: Texts, limit: str) -> str:
    return texts("limit_" + limit)


def _number(value: float) -> ox.Literal:
    """Write a number: as an integer where it is one."""
    return (
        ox.Literal(int(value)) if float(value).is_integer() else ox.Literal(str(value), datatype=_node("xsd:decimal"))
    )


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _triple(subject: str, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), _node(predicate), value)

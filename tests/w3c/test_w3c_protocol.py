"""W3C's SPARQL 1.1 protocol tests, as their manifest encodes them: requests, and what is to come back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import web_harness
from flask.testing import FlaskClient
from rdflib import RDF, RDFS, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from dip_lod.publication import layout
from dip_lod.sparql import supervisor
from dip_lod.web.app import create_app

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
TYPES = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}


@pytest.fixture(scope="module")
def manifest(suites: Path) -> rdflib.Graph:
    file = suites / "protocol" / "manifest.ttl"
    graph = rdflib.Graph().parse(file, format="turtle", publicID=file.as_uri())
    if not list(graph.triples((None, HT.requests, None))):
        pytest.skip("this edition of the suites describes its requests in prose: let W3C_SUITES name w3c/rdf-tests")
    return graph


@pytest.fixture(scope="module")
def client(
    manifest: rdflib.Graph, suites: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    """Give a client of an endpoint whose store has the graphs that the tests name."""
    folder = tmp_path_factory.mktemp("protocol")
    publication = web_harness.publish(folder, web_harness.triples(web_harness.SAMPLE))
    store = ox.Store(str(publication.folder / layout.STORE))
    for given in set(manifest.objects(None, UT.graphData)):
        name = ox.NamedNode(str(manifest.value(given, RDFS.label)))
        file = Path(str(manifest.value(given, UT.graph)).removeprefix("file://"))
        store.load(path=str(file), format=ox.RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()
    del store
    config = web_harness.config(folder)
    config = replace(config, limits=replace(config.limits, seconds=20.0, wait_seconds=5.0))
    running = supervisor.start(folder / "q.sock", config.limits)
    yield create_app(config, publication, running.socket_path).test_client()
    running.stop()


def requests(manifest: rdflib.Graph, test: Node) -> list[Node]:
    action = manifest.value(test, MF.action)
    first = manifest.value(action, HT.requests)
    assert first is not None
    return list(Collection(manifest, first))


def send(client: FlaskClient, manifest: rdflib.Graph, request: Node) -> None:
    path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = []
    if (listed := manifest.value(request, HT.headers)) is not None:
        for header in Collection(manifest, listed):
            headers.append((str(manifest.value(header, HT.fieldName)), str(manifest.value(header, HT.fieldValue))))
    body = manifest.value(request, HT.body)
    data = b""
    if body is not None:
        coding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
        data = str(manifest.value(body, CNT.chars) or "").strip().encode(coding)
    method = str(manifest.value(request, HT.methodName))
    answer = client.open(path, method=method, headers=headers, data=data)
    response = manifest.value(request, HT.resp)
    wanted = {str(one)[-3] for one in manifest.objects(response, MF.expectedStatus)}
    assert str(answer.status_code)[0] in wanted, answer.text
    kind = manifest.value(response, MF.expectedFormat)
    if kind is not None:
        assert answer.mimetype in TYPES[str(kind)]
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None:
        assert answer.get_json(force=True)["boolean"] is truth.toPython()


def test_every_protocol_test_of_queries_passes(client: FlaskClient, manifest: rdflib.Graph) -> None:
    tests = [test for test in manifest.subjects(RDF.type, MF.ProtocolTest) if "_query" in str(test) or "#query" in str(test)]
    assert len(tests) >= 18
    failed = {}
    for test in tests:
        try:
            for request in requests(manifest, test):
                send(client, manifest, request)
        except AssertionError as error:
            failed[str(test).rpartition("#")[2]] = str(error)[:200]
    assert failed == {}


def test_every_update_is_refused(client: FlaskClient, manifest: rdflib.Graph) -> None:
    tests = [URIRef(str(test)) for test in manifest.subjects(RDF.type, MF.ProtocolTest) if "update" in str(test)]
    assert len(tests) >= 10
    for test in tests:
        for request in requests(manifest, test):
            body = manifest.value(request, HT.body)
            text = "" if body is None else str(manifest.value(body, CNT.chars) or "")
            if "update" in text or "update=" in str(manifest.value(request, HT.absolutePath)):
                path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
                answer = client.post(path, data=text, headers={"Content-Type": "application/x-www-form-urlencoded"})
                assert 400 <= answer.status_code < 500

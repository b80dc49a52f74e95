"""W3C's tests of service descriptions: GET gives RDF, it names this endpoint, and it keeps to the vocabulary."""

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOMAINS = {
    "endpoint": "Service",
    "feature": "Service",
    "defaultEntailmentRegime": "Service",
    "supportedLanguage": "Service",
    "resultFormat": "Service",
    "defaultDataset": "Service",
    "defaultGraph": "Dataset",
    "namedGraph": "Dataset",
}
"""What has each property that we use (SPARQL 1.1 Service Description, 3)."""
CLASSES = {"defaultDataset": "Dataset", "defaultGraph": "Graph"}


def description(site: FlaskClient, path: str, **headers: str) -> list[ox.Quad]:
    answer = site.get(path, headers=headers)
    assert answer.status_code == 200
    kind = ox.RdfFormat.from_media_type(answer.mimetype)
    assert kind is not None
    return list(ox.parse(answer.data, format=kind))


@pytest.mark.parametrize("path", ["/sparql", "/sparql/rda"])
@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_get_on_the_endpoint_returns_rdf(site: FlaskClient, path: str, accept: str | None) -> None:
    assert description(site, path, **({"Accept": accept} if accept else {}))


@pytest.mark.parametrize("path", ["/sparql", "/sparql/rda"])
def test_it_contains_a_matching_endpoint_triple(site: FlaskClient, path: str) -> None:
    found = {quad.object.value for quad in description(site, path) if quad.predicate.value == SD + "endpoint"}
    assert found == {f"http://localhost:8000{path}"}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/rda"])
def test_it_conforms_to_the_vocabulary(site: FlaskClient, path: str) -> None:
    stated = description(site, path)
    types = {(quad.subject, quad.object.value) for quad in stated if quad.predicate == TYPE}
    used = {quad.predicate.value.removeprefix(SD) for quad in stated if quad.predicate.value.startswith(SD)}
    assert used <= DOMAINS.keys() and {"endpoint", "supportedLanguage", "resultFormat", "defaultDataset"} <= used
    for quad in stated:
        name = quad.predicate.value.removeprefix(SD)
        if name in DOMAINS and quad.predicate.value.startswith(SD):
            assert (quad.subject, SD + DOMAINS[name]) in types
            assert not isinstance(quad.object, ox.Literal)
        if name in CLASSES:
            assert (quad.object, SD + CLASSES[name]) in types


def test_it_tells_the_limits_and_the_size(site: FlaskClient) -> None:
    text = site.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert '"limits.seconds"' in text and '<http://rdfs.org/ns/void#triples> "' in text
    assert "/id/dataset/dip>" in text


def test_browsers_get_the_form(site: FlaskClient) -> None:
    answer = site.get("/sparql/rda", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.mimetype == "text/html" and 'action="/sparql/rda"' in answer.text


def test_the_description_is_a_304_until_the_next_publication(site: FlaskClient) -> None:
    etag = site.get("/sparql").headers["ETag"]
    assert site.get("/sparql", headers={"If-None-Match": etag}).status_code == 304

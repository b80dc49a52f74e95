import itertools
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import web_harness
from flask.testing import FlaskClient
from rdflib.compare import to_isomorphic

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
from dip_lod.web.http.forms import BY_EXTENSION, FORMS

RDF = [form for form in FORMS if form.rdf]
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "trig": "trig", "nq": "nquads"}
DOCUMENTS = (
    "production/NL-22-017-0000871",
    "run/NL-24-017-0001234",
    "performance/NL-24-017-0001234.2",
    "performance/NL-24-017-0001234.5",
    "person/p.tsjechov",
    "person/p.veel",
    "venue/v.stad",
    "hall/a%2Fb",
    "term/genre/toneel",
    "work/visnevyj-sad-6e233d",
    "production/kwaad",
)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_form_holds_the_same_statements(site: FlaskClient, path: str) -> None:
    graphs = {
        form.extension: web_harness.graph(site.get(f"/doc/{path}.{form.extension}").data, form.rdf)
        for form in RDF
        if form.rdf
    }
    for extension, found in graphs.items():
        assert found == graphs["nt"], extension


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own TriG parser makes one
@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path != "production/kwaad"])
def test_rdflib_reads_every_form_as_the_same_graph(site: FlaskClient, path: str) -> None:
    graphs = {}
    for form in RDF:
        found = rdflib.Dataset(default_union=True)
        found.parse(data=site.get(f"/doc/{path}.{form.extension}").data, format=RDFLIB[form.extension])
        graph = rdflib.Graph()
        for subject, predicate, value, _ in found.quads():
            graph.add((subject, predicate, value))
        graphs[form.extension] = to_isomorphic(graph)
    for extension, graph in graphs.items():
        assert graph == graphs["nt"], extension


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_holds_the_thing_its_parts_itself_and_labels(
    site: FlaskClient, reference: Publication, path: str
) -> None:
    name = uris.parse("", "id/" + path)
    assert name
    found = reference.document(name)
    assert found
    thing = uris.mint(web_harness.BASE, *name)
    answered = web_harness.graph(site.get(f"/doc/{path}.nt").data, ox.RdfFormat.N_TRIPLES)
    packed = web_harness.graph(found.statements, ox.RdfFormat.N_TRIPLES)
    assert packed <= answered
    own = (f"<{thing}>", f"<{thing}#", f"<{uris.document(thing)}")
    for subject, predicate, _ in answered - packed:
        assert predicate == f"<{web_harness.LABEL}>" or subject.startswith(own[2])
    targets = {value.strip("<>") for _, _, value in packed if value.startswith(f"<{web_harness.BASE}id/")}
    labelled = {subject.strip("<>") for subject, predicate, _ in answered if predicate == f"<{web_harness.LABEL}>"}
    assert {uri for uri in targets if reference.labels([uri])} <= labelled | {thing}


def test_the_graph_of_quads_is_the_document(site: FlaskClient) -> None:
    for extension in ("nq", "trig"):
        body = site.get(f"/doc/hall/v.stad.klein.{extension}").data
        form = BY_EXTENSION[extension].rdf
        graphs = {quad.graph_name for quad in ox.parse(body, format=form)}
        assert graphs == {ox.NamedNode("http://localhost:8000/doc/hall/v.stad.klein")}


def test_json_ld_is_one_object_with_its_parts_inside(site: FlaskClient) -> None:
    document = json.loads(site.get("/doc/performance/NL-24-017-0001234.1.jsonld").data)
    assert document["@id"] == "http://localhost:8000/id/performance/NL-24-017-0001234.1"
    assert "PerformingArtsEvent" in document["@type"]
    assert document["name"] == {"nl": "De Kersentuin"}
    assert document["performer"]["roleName"] == {"nl": "acteur"}
    assert document["performer"]["performer"]["@id"] == "http://localhost:8000/id/person/p.noor"
    assert document["location"]["label"]["nl"].startswith("Kleine Zaal")
    assert "@graph" not in document


def test_json_ld_needs_nothing_from_elsewhere(site: FlaskClient) -> None:
    for path in DOCUMENTS:
        document = json.loads(site.get(f"/doc/{path}.jsonld").data)
        context = document.get("@context", {}) if isinstance(document, dict) else {}
        assert isinstance(context, dict)
        for name, value in context.items():
            assert not isinstance(value, str) or value.endswith(("/", "#")) or ":" in value, name


def test_turtle_is_short_and_begins_with_the_thing(site: FlaskClient) -> None:
    text = site.get("/doc/hall/v.stad.klein.ttl").text
    assert "@prefix schema: <https://schema.org/> ." in text
    assert "lrmoo:" not in text
    first = next(line for line in text.splitlines() if line and not line.startswith("@prefix"))
    assert first.startswith("<http://localhost:8000/id/hall/v.stad.klein> ")


def test_a_long_chain_of_parts_breaks_no_form(tmp_path: Path) -> None:
    base = web_harness.BASE + "id/work/keten"
    part, label = ox.NamedNode("https://schema.org/hasPart"), ox.NamedNode(web_harness.LABEL)
    chain = [ox.NamedNode(base), *(ox.NamedNode(f"{base}#deel-{number}") for number in range(1500))]
    stated = [ox.Triple(one, part, other) for one, other in itertools.pairwise(chain)]
    stated += [ox.Triple(one, label, ox.Literal(f"deel {number}", language="nl")) for number, one in enumerate(chain)]
    publication = web_harness.publish(tmp_path, stated)
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    plain = web_harness.graph(client.get("/doc/work/keten.nt").data, ox.RdfFormat.N_TRIPLES)
    assert web_harness.graph(client.get("/doc/work/keten.jsonld").data, ox.RdfFormat.JSON_LD) == plain
    page = client.get("/doc/work/keten.html")
    assert page.status_code == 200 and 'id="deel-1499"' in page.text

"""Other people's clients at our endpoint: SPARQLWrapper, rdflib (also by SERVICE), curl, Comunica."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
import serving
import web_harness
from docs_harness import ROOT
from npm_packages import fetched
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

HERE = Path(__file__).parent
SCHEMA = "PREFIX schema: <https://schema.org/>"
NAMES = f"{SCHEMA} SELECT ?person ?name {{ ?person schema:name ?name }} ORDER BY ?person ?name LIMIT 5"
GRAPH = f"{SCHEMA} CONSTRUCT {{ ?p schema:name ?n }} WHERE {{ ?p schema:name ?n }}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("asked")
    web_harness.publish(data, web_harness.triples(web_harness.SAMPLE))
    with serving.serving(data, seconds=20.0) as (port, _, _):
        yield f"http://127.0.0.1:{port}/sparql"


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("style", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_reads_every_form_of_rows(endpoint: str, method: str, style: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(style)
    wrapper.setQuery(NAMES)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 5
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 5
    for form, mark in ((CSV, b"person,name"), (TSV, b"?person\t?name")):
        wrapper.setReturnFormat(form)
        assert wrapper.queryAndConvert().startswith(mark)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper's own reader uses it
def test_sparqlwrapper_reads_ask_and_graphs(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("ASK { ?s ?p ?o }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.setQuery(GRAPH)
    wrapper.setReturnFormat(RDFXML)
    assert len(wrapper.queryAndConvert()) > 5
    for form in (TURTLE, JSONLD):
        wrapper.setReturnFormat(form)
        answer = wrapper.queryAndConvert()
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format=form)
        assert len(graph) > 5


def test_rdflib_has_it_as_a_store(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, returnFormat="json"))
    assert len(list(graph.query(NAMES))) == 5


def test_rdflib_asks_it_by_service(endpoint: str) -> None:
    local = rdflib.Graph()
    person = rdflib.URIRef(web_harness.BASE + "id/person/p.veel")
    local.add((person, rdflib.RDF.type, rdflib.URIRef("urn:favourite")))
    query = f"{SCHEMA} SELECT ?p ?name {{ ?p a <urn:favourite> SERVICE <{endpoint}> {{ ?p schema:name ?name }} }}"
    assert {str(row.p) for row in local.query(query)} == {str(person)}


def test_curl_asks_by_get_post_and_head(endpoint: str) -> None:
    def curl(*arguments: str) -> str:
        return subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True).stdout

    got = curl("-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}", endpoint)
    posted = curl("-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}", endpoint)
    direct = curl(
        "-H", "Accept: text/csv", "-H", "Content-Type: application/sparql-query", "--data-binary", NAMES, endpoint
    )
    packed = curl("--compressed", "-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}", endpoint)
    assert got == posted == direct == packed and got.count("\n") == 6
    head = curl("-I", "-G", "--data-urlencode", f"query={NAMES}", endpoint)
    assert head.startswith("HTTP/1.1 200") and "application/sparql-results+json" in head
    options = curl("-i", "-X", "OPTIONS", endpoint)
    assert "Access-Control-Allow-Origin: *" in options and "POST" in options


@pytest.fixture(scope="session")
def comunica() -> Path:
    return fetched(HERE).parent / "ask.mjs"


def test_comunica_asks_it_alone_and_beside_another(endpoint: str, comunica: Path) -> None:
    def ask(*arguments: str) -> list[str]:
        ended = subprocess.run(["node", comunica, *arguments], capture_output=True, text=True, cwd=HERE, timeout=120)
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended.stdout.splitlines()

    assert len(ask(NAMES, endpoint)) == 5
    both = f"{SCHEMA} SELECT ?name {{ <{web_harness.BASE}id/person/p.veel> schema:name ?name }}"
    assert ask(both, endpoint, endpoint + "/rda")


def test_the_scripts_for_r_run(shared: Path, tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("no R: the scripts for R cannot be run; install Debian's r-base-core")
    page = (ROOT / "docs/how-to/ask-from-r.md").read_text("utf-8")
    scripts = re.findall(r"```r\n(.*?)```", page, re.S)
    looks = "stopifnot(nrow(months) > 0, is.integer(months$performances), 'partnerLabel' %in% names(network))"
    script = tmp_path / "page.R"
    web_harness.publish(tmp_path / "data", web_harness.triples(shared / "model" / "example.ttl"))
    with serving.serving(tmp_path / "data", seconds=20.0) as (port, _, _):
        text = "\n".join([*scripts, looks]).replace("https://data.example.org", f"http://127.0.0.1:{port}")
        script.write_text(text, "utf-8")
        done = subprocess.run(["Rscript", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr and (tmp_path / "Rplots.pdf").stat().st_size > 1000

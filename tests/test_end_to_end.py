"""The whole of it as a stranger uses it: the command line, real records, real clients."""

import gzip
import json
import shutil
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import requests
from patience import LATE
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from dip_lod.journal.reading import current

COMMAND = Path(sys.executable).parent / "dip-lod"


@dataclass(frozen=True)
class Site:
    """A running server and the data behind it."""

    url: str
    folder: Path

    def local(self, uri: str) -> str:
        """Address a URI of the data at the running server."""
        return self.url + urlsplit(uri).path.removeprefix("/")


def run(folder: Path, *words: str) -> str:
    return subprocess.run([COMMAND, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build New York's programmes, DutchDraCor, Rotterdam and a made-up season together, and serve them."""
    folder = tmp_path_factory.mktemp("site")
    data = shared / "data"
    run(folder, "sample", "--productions", "10", "records")
    sources = {
        "dip": ["records/*.ndjson"],
        "nyphil": [str(data / "nyphil/*.xml")],
        "dutchdracor": [str(data / "dutchdracor/tei-headers/*.xml")],
        "rotterdams-publiek-venues": [str(data / "rotterdams-publiek/locaties.geojson")],
        "rotterdams-publiek-posters": [
            str(data / "rotterdams-publiek/sa-affiches.ttl"),
            str(data / "rotterdams-publiek/sa-affiche-links.ttl"),
        ],
    }
    toml = "".join(f'[[sources]]\nmapping = "{name}"\nfiles = {json.dumps(files)}\n' for name, files in sources.items())
    patient = "[limits]\nseconds = 60\nwait_seconds = 30\n"  # with a machine that has other work
    (folder / "dip-lod.toml").write_text(toml + patient, "utf-8")
    run(folder, "build", "--as-of", "2026-11-22")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [COMMAND, "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert "Serving http://localhost:8000/" in server.stderr.readline()
        yield Site(f"http://127.0.0.1:{port}/", folder)
        server.terminate()
        assert server.wait(LATE) == 0


def select(site: Site, query: str) -> list[dict[str, str]]:
    """Ask with SPARQLWrapper."""
    client = SPARQLWrapper(site.url + "sparql", returnFormat=JSON)
    client.setMethod(POST)
    client.setQuery("PREFIX schema: <https://schema.org/> PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>\n" + query)
    rows = client.query().convert()["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


def test_sparql_finds_what_the_sources_hold(site: Site) -> None:
    counts = {
        "http://localhost:8000/id/performance/nyphil.": 252,
        "http://localhost:8000/id/run/nyphil.": 144,
        "http://localhost:8000/id/work/nyphil.": 448,
        "http://localhost:8000/id/work/dracor.": 186,
        "http://localhost:8000/id/poster/rp.": 1772,
    }
    for space, count in counts.items():
        query = f'SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?page schema:mainEntity ?thing FILTER(STRSTARTS(STR(?thing), "{space}")) }}'
        assert select(site, query) == [{"n": str(count)}], space


def test_each_thing_of_a_source_is_part_of_its_dataset(site: Site) -> None:
    query = """SELECT (COUNT(DISTINCT ?venue) AS ?n) {
      ?page schema:isPartOf <http://localhost:8000/id/dataset/rotterdams-publiek-venues> ; schema:mainEntity ?venue .
      FILTER(CONTAINS(STR(?venue), "/id/venue/")) }"""
    assert select(site, query) == [{"n": "122"}]


def test_posters_lead_to_venues_of_the_other_source_and_two_of_their_own(site: Site) -> None:
    query = """SELECT ?dataset (COUNT(DISTINCT ?poster) AS ?n) {
      ?poster a schema:Poster ; schema:mentions|schema:contentLocation ?venue .
      ?page schema:mainEntity ?venue ; schema:isPartOf ?dataset } GROUP BY ?dataset ORDER BY DESC(?n)"""
    space = "http://localhost:8000/id/dataset/rotterdams-publiek-"
    assert select(site, query) == [{"dataset": space + "venues", "n": "126"}, {"dataset": space + "posters", "n": "2"}]


def test_every_document_answers_at_its_address(site: Site) -> None:
    folder = current(site.folder / "data")
    with connect(folder / "documents.sqlite") as database:
        rows = database.execute("SELECT key, body FROM document").fetchall()
    session = requests.Session()
    sampled = rows[::37] + [row for row in rows if row[0].startswith(("season/", "festival/", "dataset/"))]
    for key, body in sampled:
        answer = session.get(f"{site.url}id/{key}", headers={"Accept": "application/n-triples"}, timeout=LATE)
        assert answer.status_code == 200 and answer.history[0].status_code == 303, key
        assert set(zlib.decompress(body).splitlines()) <= set(answer.content.splitlines()), key


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_page_data_and_endpoint_say_the_same_of_a_production(site: Site) -> None:
    uri = select(
        site,
        "SELECT ?p { ?p schema:additionalType <http://localhost:8000/id/term/kind/production> } ORDER BY ?p LIMIT 1",
    )[0]["p"]
    graphs = []
    for form, media in (("turtle", "text/turtle"), ("xml", "application/rdf+xml"), ("json-ld", "application/ld+json")):
        answer = requests.get(site.local(uri), headers={"Accept": media}, timeout=LATE)
        assert answer.headers["Content-Type"].startswith(media)
        graphs.append(set(Graph().parse(data=answer.text, format=form).triples((URIRef(uri), None, None))))
    assert graphs[0] == graphs[1] == graphs[2] and len(graphs[0]) > 8
    described = SPARQLWrapper(site.url + "sparql")
    described.setQuery(f"CONSTRUCT {{ <{uri}> ?p ?o }} WHERE {{ <{uri}> ?p ?o }}")
    assert set(described.query().convert().triples((URIRef(uri), None, None))) == graphs[0]
    page = requests.get(site.local(uri), headers={"Accept": "text/html"}, timeout=LATE).text
    assert str(Graph().parse(site.local(uri).replace("/id/", "/doc/") + ".ttl").value(URIRef(uri), SDO.name)) in page


@pytest.mark.parametrize(("view", "path"), [("all", "sparql"), ("rda", "sparql/rda")])
def test_dump_and_endpoint_agree_to_the_statement(site: Site, view: str, path: str) -> None:
    dump = ox.Store()  # which writes numbers and times as the endpoint does
    packed = requests.get(f"{site.url}dumps/{view}.nt.gz", timeout=LATE).content
    dump.bulk_load(gzip.decompress(packed), ox.RdfFormat.N_TRIPLES)
    told = set()
    for first in "0123456789abcdef":  # by a digest of the subject: all at once is more than one answer may hold
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER STRSTARTS(MD5(STR(?s)), '{first}') }}"
        answer = requests.post(site.url + path, {"query": query}, headers={"Accept": "application/n-triples"}, timeout=LATE)
        assert answer.status_code == 200, answer.text
        told |= {str(quad.triple) for quad in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)}
    assert told == {str(quad.triple) for quad in dump}


def test_rdflib_asks_the_endpoint_by_service(site: Site) -> None:
    query = f"SELECT ?o {{ SERVICE <{site.url}sparql> {{ SELECT ?o {{ ?o a <{SDO.Organization}> }} LIMIT 3 }} }}"
    assert len(list(Graph().query(query))) == 3


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_curl_follows_from_uri_to_turtle(site: Site) -> None:
    command = ["curl", "-sSL", "-H", "Accept: text/turtle", f"{site.url}id/term/genre/toneel"]
    graph = Graph().parse(
        data=subprocess.run(command, capture_output=True, text=True, check=True).stdout, format="turtle"
    )
    assert (URIRef("http://localhost:8000/id/term/genre/toneel"), RDF.type, SDO.DefinedTerm) in graph


def test_every_question_is_answered_in_time(site: Site) -> None:
    names = [file.stem for file in sorted((Path(__file__).parents[1] / "site/queries").glob("*.rq"))]
    assert len(names) >= 25
    empty = []
    for name in names:
        answer = requests.get(f"{site.url}questions/{name}", headers={"Accept": "text/csv"}, timeout=LATE)
        assert answer.status_code == 200, f"{name}: {answer.text[:200]}"
        if len(answer.text.splitlines()) < 2:
            empty.append(name)
    assert len(empty) <= 4, empty  # ten productions have no Vondel, and perhaps no award or stand-in

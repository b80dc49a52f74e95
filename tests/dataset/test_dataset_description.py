"""The descriptions of datasets: what NDE's register, DCAT-AP-NL and our own shapes say of them."""

import html
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import toy
from flask.testing import FlaskClient
from npm_packages import fetched

from dip_lod.config import Config
from dip_lod.dataset import catalog, finding
from dip_lod.errors import ConfigurationError
from dip_lod.journal.reading import current
from dip_lod.publication.reading import Publication
from dip_lod.validation import engine, shapes
from dip_lod.vocabulary import expand
from dip_lod.web.app import create_app

HERE = Path(__file__).parent
BASE = "https://data.example.org/"
PLACES = ("doc/dataset/all", "doc/dataset/rda", "doc/dataset/figures", "doc/dataset/audiences", "doc/dataset/dip", "doc/catalog", ".well-known/datacatalog")
REGISTER = ("shacl.pyshacl-patched.ttl", "shacl.v2-derived.pyshacl.ttl")
Fetch = Callable[..., bytes]


@pytest.fixture(scope="module")
def register_engine() -> Path:
    """Give the folder of npm's shacl-engine, which is fetched at its locked version the first time."""
    return fetched(HERE).parent


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def store(text: bytes) -> ox.Store:
    made = ox.Store()
    made.load(text, format=ox.RdfFormat.N_TRIPLES)
    return made


@pytest.mark.parametrize("name", engine.ENGINES)
@pytest.mark.parametrize("place", PLACES)
def test_own_shapes_find_nothing(place: str, name: str, fetch: Fetch) -> None:
    assert engine.validate(fetch(f"/{place}"), shapes.shipped(("dataset",)), name) == []


@pytest.mark.parametrize("file", REGISTER)
@pytest.mark.parametrize("place", PLACES)
def test_register_finds_nothing_with_pyshacl(place: str, file: str, shared: Path, fetch: Fetch) -> None:
    of = shapes.load([shared / "standards" / "shapes" / "nde-dataset-register" / file])
    assert engine.validate(fetch(f"/{place}"), of, "pyshacl") == []


@pytest.mark.parametrize("file", ["shacl.ttl", "shacl.v2-derived.pyshacl.ttl"])
def test_register_finds_nothing_with_its_own_engine(
    file: str, shared: Path, fetch: Fetch, register_engine: Path, tmp_path: Path
) -> None:
    judged = tmp_path / "catalog.nt"
    rules = shared / "standards" / "shapes" / "nde-dataset-register" / file
    for place in PLACES:
        judged.write_bytes(fetch(f"/{place}"))
        command = ["node", "judge.mjs", str(rules), str(judged)]
        ended = subprocess.run(command, cwd=register_engine, capture_output=True, text=True, timeout=120)
        assert (ended.stderr, ended.stdout) == ("", ""), place


@pytest.mark.parametrize("place", PLACES)
def test_dcat_ap_nl_finds_nothing(place: str, shared: Path, fetch: Fetch) -> None:
    of = shapes.load([shared / "standards" / "shapes" / "dcat-ap-nl" / "dcat-ap-nl-SHACL.ttl"])
    assert engine.validate(fetch(f"/{place}"), of, "pyshacl") == []


def test_a_description_that_lacks_a_contact_is_found_by_its_judges(shared: Path, fetch: Fetch) -> None:
    text = b"\n".join(line for line in fetch("/doc/catalog").splitlines() if b"contact" not in line)
    for file in REGISTER[1:]:
        of = shapes.load([shared / "standards" / "shapes" / "nde-dataset-register" / file])
        assert engine.validate(text, of, "pyshacl")
    assert engine.validate(text, shapes.shipped(("dataset",)))


@pytest.mark.parametrize("key", ["all", "rda", "dip"])
def test_completeness_is_100(key: str, fetch: Fetch) -> None:
    of, uri = store(fetch(f"/doc/dataset/{key}")), ox.NamedNode(f"{BASE}id/dataset/{key}")
    penalties = {
        20: [("schema:description",), ("schema:distribution",)],
        10: [("schema:creator",), ("schema:dateCreated", "schema:datePublished")],
        5: [("schema:dateModified",), ("schema:spatialCoverage", "schema:temporalCoverage"), ("schema:inLanguage",)],
    }
    lost = [
        points
        for points, asked in penalties.items()
        for names in asked
        if not any(list(of.quads_for_pattern(uri, node(name), None)) for name in names)
    ]
    assert 100 - sum(lost) == 100


def test_every_catalogue_lists_what_is_described(client: FlaskClient, fetch: Fetch) -> None:
    of = store(fetch("/doc/catalog"))
    listed = {quad.object.value for quad in of.quads_for_pattern(None, node("schema:dataset"), None)}
    assert listed == {f"{BASE}id/dataset/{key}" for key in ("all", "rda", "figures", "audiences", "dip")}
    for uri in listed:
        path = uri.removeprefix(BASE)
        assert client.get(f"/{path}").status_code == 303
        assert uri.encode() in fetch(f"/{path}")


def test_page_has_every_uri_and_text_of_the_data(fetch: Fetch) -> None:
    for place in PLACES:
        page = html.unescape(fetch(f"/{place}", "text/html").decode())
        for quad in ox.parse(fetch(f"/{place}"), format=ox.RdfFormat.N_TRIPLES):
            assert quad.object.value in page, quad


def test_without_an_endpoint_none_is_declared(season: Config, publication: Publication) -> None:
    silent = create_app(season, publication).test_client()
    answer = silent.get("/doc/dataset/all", headers={"Accept": "application/n-triples"})
    assert b"/sparql" not in answer.data


def test_event_stream_is_a_way_to_get_the_whole_that_answers(client: FlaskClient, fetch: Fetch) -> None:
    of = store(fetch("/doc/dataset/all"))
    (service,) = (quad.subject for quad in of.quads_for_pattern(None, node("dcat:endpointURL"), ox.NamedNode(f"{BASE}ldes")))
    assert list(of.quads_for_pattern(service, node("dcat:servesDataset"), ox.NamedNode(f"{BASE}id/dataset/all")))
    assert list(of.quads_for_pattern(service, node("dcat:endpointDescription"), ox.NamedNode(f"{BASE}ldes")))
    assert client.get("/ldes").mimetype == "application/trig"
    assert f"{BASE}ldes>".encode() not in fetch("/doc/dataset/rda"), "the stream has everything, not a view"


def test_figures_are_those_of_the_manifest(publication: Publication, fetch: Fetch) -> None:
    of, whole = store(fetch("/doc/dataset/all")), ox.NamedNode(f"{BASE}id/dataset/all")
    said = {quad.predicate.value: quad.object.value for quad in of.quads_for_pattern(whole, None, None)}
    assert said[expand("void:triples")] == str(publication.manifest.triples)
    assert said[expand("void:documents")] == str(publication.manifest.documents)
    assert said[expand("schema:dateModified")] == publication.manifest.committed.replace("+00:00", "Z")
    assert said[expand("schema:temporalCoverage")].endswith("/..")


def test_a_source_is_described_in_its_own_words_and_years(publication: Publication, fetch: Fetch) -> None:
    (source,) = publication.manifest.sources
    of, own = store(fetch("/doc/dataset/dip")), ox.NamedNode(f"{BASE}id/dataset/dip")
    said = {(quad.predicate.value, quad.object.value) for quad in of.quads_for_pattern(own, None, None)}
    told = [text for predicate, text in said if predicate == expand("schema:description")]
    assert source.description and all(any(text.startswith(one) for text in told) for one in source.description.values())
    assert (expand("schema:temporalCoverage"), f"{publication.repertoire.first_years()['dip']}/..") in said


def test_source_keeps_what_its_document_says(publication: Publication, fetch: Fetch) -> None:
    own = {line for line in fetch("/doc/dataset/dip").splitlines() if line}
    stated = publication.document(finding.name("dip"))
    assert stated and set(stated.statements.splitlines()) <= own


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("", "text/turtle"),
        ("*/*;q=0.1", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "text/html"),
        ("application/n-quads,application/trig;q=0.95,text/html;q=0.2", "application/n-quads"),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_harvesters_get_the_form_that_they_ask_for(client: FlaskClient, place: str, accept: str, type: str) -> None:
    for method in ("HEAD", "GET"):
        answer = client.open(f"/{place}", method=method, headers={"Accept": accept} if accept else {})
        assert (answer.status_code, answer.mimetype) == (200, type)
        assert "Accept" in answer.headers["Vary"]
    again = client.get(f"/{place}", headers={"Accept": accept, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_well_known_void_leads_to_the_whole(client: FlaskClient, fetch: Fetch) -> None:
    assert client.get("/.well-known/void").location == "/doc/dataset/all"
    assert b"http://rdfs.org/ns/void#DatasetDescription" in fetch("/.well-known/void")


@pytest.mark.parametrize("key", ["all", "rda", "dip"])
def test_void_says_how_much_there_is(key: str, publication: Publication, fetch: Fetch) -> None:
    of = store(fetch(f"/doc/dataset/{key}"))
    whole = ox.NamedNode(f"{BASE}id/dataset/{key}")
    said = {quad.predicate.value: quad.object.value for quad in of.quads_for_pattern(whole, None, None)}
    data = ox.Store.read_only(str(publication.rda_store_folder if key == "rda" else publication.store_folder))
    if key != "dip":
        for name, what in (("triples", "*"), ("distinctSubjects", "DISTINCT ?s"), ("distinctObjects", "DISTINCT ?o"), ("properties", "DISTINCT ?p")):
            assert said[expand(f"void:{name}")] == asked(data, f"SELECT (COUNT({what}) AS ?n) {{ ?s ?p ?o }}"), name
        assert said[expand("void:classes")] == asked(data, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    for linkset in (quad.subject for quad in of.quads_for_pattern(None, node("rdf:type"), node("void:Linkset"))):
        told = {quad.predicate.value: quad.object.value for quad in of.quads_for_pattern(linkset, None, None)}
        space = told[expand("void:objectsTarget")]
        found = asked(data, f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), "{space}")) }}')
        assert told[expand("void:triples")] == found if key != "dip" else int(found) > 0
        assert told[expand("void:subjectsTarget")] == whole.value
    assert len(list(of.quads_for_pattern(None, node("rdf:type"), node("void:Linkset")))) >= (0 if key == "rda" else 3)


def asked(data: ox.Store, query: str) -> str:
    found = data.query(query)
    assert isinstance(found, ox.QuerySolutions)
    number = next(iter(found))["n"]
    assert isinstance(number, ox.Literal)
    return number.value


@pytest.mark.parametrize("key", ["all", "rda", "dip"])
def test_void_has_the_parts_that_the_knowledge_graph_makes(key: str, publication: Publication, shared: Path, fetch: Fetch) -> None:
    place = f"id/dataset/{key}/.well-known/void"
    of = store(fetch(f"/{place}"))
    judge = shapes.load([shared / "standards" / "shapes" / "drafts" / "void.ttl"])
    no_dumps = not list(of.quads_for_pattern(None, node("void:dataDump"), None))
    found = [one for one in engine.validate(fetch(f"/{place}"), judge, "pyshacl") if not (no_dumps and "dataDump" in str(one))]
    assert found == []
    data = ox.Store.read_only(str(publication.rda_store_folder if key == "rda" else publication.store_folder))
    made = ox.Store()
    for file in sorted((Path(__file__).parents[2] / "benchmarks" / "void").glob("*.rq")):
        if file.stem in ("classes", "class-subjects", "class-objects", "class-datatypes", "class-languages", "class-object-classes"):
            query = file.read_text("utf-8").replace("http://localhost:8000/id/dataset/all", f"{BASE}id/dataset/{key}")
            answer = data.query(query)
            assert isinstance(answer, ox.QueryTriples)
            made.extend(ox.Quad(one.subject, one.predicate, one.object) for one in answer)
    ours = {(quad.subject, quad.predicate, quad.object) for quad in of}
    theirs = {(quad.subject, quad.predicate, quad.object) for quad in made}
    if key == "dip":  # less than the whole: places and terms are nobody's
        assert {one[0] for one in ours} & {one[0] for one in theirs}
    else:
        assert theirs <= ours
        assert len(theirs) > 100


def test_parts_are_data_alone_and_cached(client: FlaskClient) -> None:
    path = "/id/dataset/all/.well-known/void"
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert client.get(path, headers={"Accept": "text/turtle", "If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(path, headers={"Accept": "text/html"}).location == "/doc/dataset/all"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/id/dataset/nothing/.well-known/void").status_code == 404
    assert client.head(path).status_code == 200


def test_completion_knows_how_often_terms_are_used(client: FlaskClient, publication: Publication) -> None:
    told = {term["uri"]: term["uses"] for term in client.get("/sparql/vocabulary.json").json["terms"]}  # type: ignore[index]
    data = ox.Store.read_only(str(publication.store_folder))
    for uri, query in {
        "schema:Person": "SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/Person> }",
        "schema:name": "SELECT (COUNT(*) AS ?n) { ?s <https://schema.org/name> ?o }",
    }.items():
        assert str(told[expand(uri)]["main"]) == asked(data, query)
    assert told[expand("rdaw:P10088")]["rda"] > 0


def test_unknown_forms_and_pages_are_no_failure_of_ours(client: FlaskClient) -> None:
    assert client.get("/doc/catalog", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/doc/dataset/all", headers={"Accept": "image/png"}).status_code == 406
    for path in (
        "/doc/catalog?page=2",
        "/doc/catalog?page=x",
        "/doc/catalog?page=%D9%A1",
        "/doc/catalog.xyz",
        "/doc/dataset/nothing",
        "/id/catalog/x",
    ):
        assert client.get(path).status_code == 404, path


def test_catalogue_of_more_than_a_thousand_has_pages(season: Config, publication: Publication, shared: Path) -> None:
    of = shapes.load([shared / "standards" / "shapes" / "nde-dataset-register" / REGISTER[1]])
    one = finding.find(publication, season, "2026-01-01", True)[0]
    many = [replace(one, key=f"d{number}", uri=f"{BASE}id/dataset/d{number}") for number in range(1005)]
    assert catalog.pages(many) == 2
    seen, number = set(), 1
    while number:
        triples = list(catalog.page(many, season, BASE, number))
        if number == 2:
            assert engine.validate(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", of, "pyshacl") == []
        seen |= {t.object.value for t in triples if t.predicate == node("schema:dataset")}
        following = [t.object.value for t in triples if t.predicate == node("hydra:next")]
        assert len(following) <= 1
        number = int(following[0].partition("page=")[2]) if following else 0
    assert len(seen) == 1005


def test_source_cannot_have_the_name_of_the_whole(tmp_path: Path) -> None:
    config = toy.site(tmp_path, [], source=toy.SOURCE.replace('name = "toy"', 'name = "all"'))
    with pytest.raises(ConfigurationError, match="cannot be named 'all'"):
        toy.published(config)


def test_the_years_of_sources_are_looked_for_once_a_publication(
    season: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = Publication(current(season.data_folder))
    asked: list[bool] = []
    found = publication.repertoire.first_years()
    monkeypatch.setattr(type(publication.repertoire), "first_years", lambda _: asked.append(True) or found)
    client = create_app(season, publication, Path("nobody.sock")).test_client()
    for place in ("doc/dataset/dip", "doc/catalog"):
        assert client.get(f"/{place}", headers={"Accept": "text/turtle"}).status_code == 200
    assert len(asked) == 1

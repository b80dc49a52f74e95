"""`/model` and `/ontology` as a client gets them."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod import resources, vocabulary
from dip_lod.model import kinds, mappings, tables
from dip_lod.model.files import catalogue
from dip_lod.web.app import create_app

PAGES = (
    "/model",
    "/model/properties",
    "/model/files",
    "/ontology",
    *(f"/model/{kind}" for kind in kinds.read()),
    *(f"/model/mapping/{name}" for name in mappings.names(catalogue({}))),
)


def page(client: FlaskClient, path: str, language: str = "nl") -> Element:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)


def words(node: Element | None) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_strict_html_with_one_heading_and_no_script_but_that_of_search(
    client: FlaskClient, path: str, language: str
) -> None:
    tree = page(client, path, language)
    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1
    assert [one.get("src", "").partition("?")[0] for one in tree.iter("script")] == ["/static/search.js"]
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.get("scope") in ("col", "row") for one in tree.iter("th"))
    assert all(one.find("caption") is not None for one in tree.iter("table"))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_ours_leads_somewhere(client: FlaskClient, path: str) -> None:
    for link in page(client, path).iter("a"):
        href = str(link.get("href")).partition("#")[0]
        if href.startswith("/") and href.startswith(("/model", "/ontology")):
            assert client.head(href).status_code == 200, href


def test_the_table_of_a_kind_has_the_three_views_side_by_side(client: FlaskClient) -> None:
    (table,) = [
        one for one in page(client, "/model/performance", "en").iter("table") if "views" in one.get("class", "")
    ]
    assert [words(one) for one in table.findall("thead/tr/th")][1:] == ["schema.org", "CIDOC-CRM and LRMoo", "RDA"]
    time = next(row for row in table.findall("tbody/tr") if words(row.find("th")) == "Time")
    in_schema, in_crm, _ = (words(cell) for cell in time.findall("td"))
    assert "schema:startDate" in in_schema and "0..1" in in_schema and '"2025-10-02T20:15:00+02:00"' in in_schema
    assert "crm:P4_has_time-span" in in_crm and "crm:E52_Time-Span" in in_crm and "violation" in in_crm


def test_a_property_links_to_the_page_of_its_standard(client: FlaskClient) -> None:
    links = {words(one): one.get("href") for one in page(client, "/model/run").iter("a")}
    assert links["schema:workPerformed"] == "https://schema.org/workPerformed"
    assert links["lrmoo:R80_performed"] == "http://iflastandards.info/ns/lrm/lrmoo/R80_performed"


def test_every_published_term_has_a_row(client: FlaskClient) -> None:
    rows = {str(one.get("href")) for one in page(client, "/model/properties").findall(".//tbody/tr/th/a")}
    assert rows == {uri for uri in vocabulary.terms() if not uri.startswith("https://w3id.org/dip-lod/")}


def test_the_example_is_a_real_document_of_the_publication(client: FlaskClient) -> None:
    tree = page(client, "/model/production")
    example = words(tree.find(".//pre"))
    assert "@base <http://localhost:8000/> ." in example and "<id/production/kwaad>" in example
    list(ox.parse("".join(tree.find(".//pre").itertext()), format=ox.RdfFormat.TURTLE))  # type: ignore[union-attr]


def test_the_example_in_rda_is_that_of_the_same_document(tmp_path: Path, shared: Path) -> None:
    files = (shared / "model" / "example.ttl", shared / "model" / "example-rda.ttl")
    publication = web_harness.publish(tmp_path, web_harness.triples(*files))
    client = create_app(web_harness.config(publication.folder), publication).test_client()
    for kind, node in (("production", "rdac:C10001"), ("person", "rdac:C10004")):
        tree = page(client, f"/model/{kind}", "en")
        assert "made from the examples" not in words(tree)
        text = "".join(tree.findall(".//pre")[1].itertext())
        assert node in text and "#rda>" in text and "<//" not in text
        assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_without_documents_the_example_is_made_from_the_shapes(client: FlaskClient) -> None:
    tree = page(client, "/model/season", "en")
    assert "made from the examples" in words(tree)
    text = "".join(tree.find(".//pre").itertext())  # type: ignore[union-attr]
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("shapes/schema/production.ttl", "text/turtle"),
        ("ontology/dip.ttl", "text/turtle"),
        ("ontology/context.jsonld", "application/ld+json"),
        ("mappings/dip/production.rq", "application/sparql-query"),
        ("mappings/rules/crm/staging.rq", "application/sparql-query"),
        ("mappings/dip/source.toml", "application/toml"),
        ("mappings/terms/genre.sssom.tsv", "text/tab-separated-values"),
    ],
)
def test_a_file_is_served_as_it_is(client: FlaskClient, path: str, media_type: str) -> None:
    answer = client.get(f"/model/files/{path}")
    assert answer.mimetype == media_type
    top, _, rest = path.partition("/")
    assert answer.data == (resources.folder(top) / rest).read_bytes()
    again = client.get(f"/model/files/{path}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/model/files/../pyproject.toml",
        "/model/files/ontology/..%2F..%2Fpyproject.toml",
        "/model/files/shapes",
        "/model/mapping/terms",
        "/model/mapping/..",
        "/model/nothing",
        "/ontology.xml",
    ],
)
def test_what_is_no_file_of_the_model_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_mapping_is_shown_query_by_query_with_what_each_makes(client: FlaskClient) -> None:
    tree = page(client, "/model/mapping/dip", "en")
    text = (resources.folder("mappings") / "dip" / "person.rq").read_text("utf-8")
    section = next(one for one in tree.iter("section") if words(one.find("h2")) == "person")
    assert words(section.find("p")).startswith("The persons.")
    assert "schema:Person" in words(section.find("dl"))
    assert "".join(section.find("pre").itertext()).strip() == text.strip()  # type: ignore[union-attr]


def test_a_mapping_of_ones_own_is_shown_without_its_tables(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("own")
    own = folder / "koor"
    own.mkdir()
    (own / "work.rq").write_text(
        "# The works.\nPREFIX schema: <https://schema.org/>\nCONSTRUCT { ?w a schema:Book } WHERE { ?w ?p ?o }\n"
    )
    (own / "people.csv").write_text("name\nsecret\n")
    publication = web_harness.publish(folder, web_harness.triples(web_harness.SAMPLE))
    config = web_harness.config(folder)
    config = type(config)(**{name: getattr(config, name) for name in config.__slots__} | {"sources": _source("koor")})
    client = create_app(config, publication).test_client()
    (own / "source.toml").write_text("name = ")
    assert "schema:Book" in words(page(client, "/model/mapping/koor"))
    assert "koor" in words(page(client, "/model"))
    assert client.get("/model/files/mappings/koor/work.rq").status_code == 200
    assert client.get("/model/files/mappings/koor/people.csv").status_code == 404


def _source(mapping: str) -> tuple[object, ...]:
    from dip_lod.config import Source

    return (Source(mapping, ()),)


def test_the_language_of_a_page_is_chosen_and_kept(client: FlaskClient) -> None:
    english = client.get("/model?lang=en", headers={"Accept-Language": "nl"})
    assert english.headers["Content-Language"] == "en"
    assert 'href="/model/run?lang=en"' in english.text
    dutch = client.get("/model", headers={"Accept-Language": "nl"})
    assert 'href="/model/run"' in dutch.text and "Speelserie" in dutch.text
    assert english.headers["ETag"] != dutch.headers["ETag"]


def test_the_ontology_is_served_in_the_form_that_is_asked(client: FlaskClient) -> None:
    file = resources.folder("ontology") / "dip.ttl"
    expected = _canonical(file.read_bytes(), ox.RdfFormat.TURTLE)
    for media_type, form in (
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ):
        answer = client.get("/ontology", headers={"Accept": media_type})
        assert answer.mimetype == media_type
        assert _canonical(answer.data, form) == expected
        assert client.get(answer.headers["Content-Location"]).data == answer.data
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_each_of_our_terms_has_its_place_on_the_page(client: FlaskClient) -> None:
    tree = page(client, "/ontology", "en")
    ids = {str(one.get("id")) for one in tree.iter("section")}
    assert ids == {"settled", "Settlement", "oneValue", "onePerLanguage", "latest"}
    assert "Why our own: sh:uniqueLang rejects" in words(tree)


def _canonical(text: bytes, form: ox.RdfFormat) -> set[str]:
    """Read RDF without blank nodes' names."""
    found = ox.Dataset(ox.parse(text, format=form, base_iri=web_harness.BASE))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {re.sub(r"_:\w+", "_:", str(one)) for one in found}


def test_the_table_of_a_kind_names_no_property_twice() -> None:
    for kind in kinds.read().values():
        for place in range(3):
            paths = [one.path for row in tables.rows(kind) for one in row.cells[place]]
            assert len(paths) == len(set(paths)), kind.name

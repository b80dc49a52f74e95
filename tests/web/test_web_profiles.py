"""Documents in one model: negotiation by profile, what each view holds, and that it passes its shapes."""

import re

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import parsed, texts_of

from dip_lod.publication.reading import Publication
from dip_lod.validation import lookup, shapes
from dip_lod.validation.batches import batches
from dip_lod.validation.checking import check
from dip_lod.web.app import create_app
from dip_lod.web.rdf import profiles

PRODUCTION = "/doc/production/NL-22-017-0000871"
SCHEMA, CRM, LRMOO = (
    "https://schema.org/",
    "http://www.cidoc-crm.org/cidoc-crm/",
    "http://iflastandards.info/ns/lrm/lrmoo/",
)
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def spaces(text: bytes) -> set[str]:
    """List the namespaces of properties and classes, but for what documents say of themselves."""
    found = web_harness.graph(text, ox.RdfFormat.N_TRIPLES)
    terms = {value if name == RDF_TYPE else name for subject, name, value in found if "/doc/" not in subject}
    return {re.sub(r"[^/#]*$", "", term.strip("<>")) for term in terms}


@pytest.fixture(scope="module")
def with_rda(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give a client of a production that the RDA view tells of."""
    base = web_harness.BASE
    text = f"""@prefix schema: <https://schema.org/> . @prefix rdac: <http://rdaregistry.info/Elements/c/> .
        @prefix rdaw: <http://rdaregistry.info/Elements/w/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <{base}id/work/w> a schema:CreativeWork ; schema:name "Werk"@nl ; rdfs:label "Werk"@nl .
        <{base}id/work/w#rda> a rdac:C10001 ; rdfs:label "Werk"@nl ; rdaw:P10223 "Werk"@nl ."""
    stated = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    publication = web_harness.publish(tmp_path_factory.mktemp("rda"), stated)
    return create_app(web_harness.config(publication.folder), publication).test_client()


def test_the_view_of_schema_org_holds_nothing_of_the_heritage_models(site: FlaskClient) -> None:
    found = spaces(site.get(PRODUCTION + ".nt?_profile=schema").data)
    assert SCHEMA in found and not found & {CRM, LRMOO}


def test_the_view_of_cidoc_crm_holds_nothing_of_schema_org(site: FlaskClient) -> None:
    found = spaces(site.get(PRODUCTION + ".nt?_profile=crm").data)
    assert {CRM, LRMOO} <= found and SCHEMA not in found


def test_the_two_views_lose_nothing(site: FlaskClient) -> None:
    parts = [
        web_harness.graph(site.get(f"{PRODUCTION}.nt?_profile={one}").data, ox.RdfFormat.N_TRIPLES)
        for one in ("schema", "crm")
    ]
    whole = web_harness.graph(site.get(PRODUCTION + ".nt").data, ox.RdfFormat.N_TRIPLES)
    assert {one for one in whole if "hydra" not in str(one) and "?in=" not in str(one)} == parts[0] | parts[1]


@pytest.mark.parametrize("view", ["schema", "crm"])
def test_each_view_passes_its_shapes(site: FlaskClient, reference: Publication, view: str) -> None:
    documents = []
    for kind in reference.kinds:
        for uri in reference.listed(kind, limit=1000):
            path = uri.removeprefix(web_harness.BASE + "id/")
            documents.append((f"{web_harness.BASE}doc/{path}", site.get(f"/doc/{path}.nt?_profile={view}").data))
    ours = _of_the_example(documents)
    around = ox.Store()
    for _, triples in ours:
        around.load(triples, format=ox.RdfFormat.N_TRIPLES)
    found = [
        finding.result
        for batch in batches(ours, lookup.types(around))
        for finding in check(batch, shapes.shipped((view,)))
        if finding.result.severity == "Violation"
    ]
    assert found == []


def _of_the_example(documents: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Keep the documents of the reference example; the edge cases are made to be wrong."""
    edges = {one.subject.value.partition("#")[0] for one in web_harness.triples(web_harness.SAMPLE)}
    return [(uri, text) for uri, text in documents if uri.replace("/doc/", "/id/") not in edges]


@pytest.mark.parametrize(
    ("accept", "token"),
    [
        ("<https://schema.org/>", "schema"),
        ("<http://www.cidoc-crm.org/cidoc-crm/>", "crm"),
        ("<https://w3id.org/dip-lod/profile/crm>;q=0.9, <https://schema.org>;q=1", "schema"),
        ("<urn:unknown>, <http://iflastandards.info/ns/lrm/lrmoo/>;q=0.1", "crm"),
        ("<urn:unknown>", "all"),
        ("<https://schema.org/>;q=0", "all"),
        ("*", "all"),
    ],
)
def test_a_header_chooses_and_the_answer_says_what_it_conforms_to(site: FlaskClient, accept: str, token: str) -> None:
    answer = site.get(PRODUCTION, headers={"Accept": "text/turtle", "Accept-Profile": accept})
    assert answer.status_code == 200
    uri = next(one.uri for one in profiles.PROFILES if one.token == token)
    assert f'<{uri}>; rel="profile"' in answer.headers["Link"]
    assert answer.headers["Content-Location"] == PRODUCTION + ".ttl" + ("" if token == "all" else f"?_profile={token}")
    assert "Accept-Profile" in answer.headers["Vary"]
    assert site.get(answer.headers["Content-Location"]).data == answer.data


def test_forms_and_profiles_have_etags_of_their_own(site: FlaskClient) -> None:
    tags = set()
    for accept in ("https://schema.org/", "http://www.cidoc-crm.org/cidoc-crm/", "urn:none"):
        headers = {"Accept": "text/turtle", "Accept-Profile": f"<{accept}>"}
        answer = site.get(PRODUCTION, headers=headers)
        again = site.get(PRODUCTION, headers=headers | {"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert again.headers["Content-Location"] == answer.headers["Content-Location"]
        tags.add(answer.headers["ETag"])
    assert len(tags) == 3


def test_links_name_the_tokens_and_the_other_profiles(site: FlaskClient) -> None:
    link = site.get(PRODUCTION + "?_profile=crm").headers["Link"]
    assert f'<{PRODUCTION}?_profile=schema>; rel="alternate"; formats="{profiles.SCHEMA.uri}"' in link
    assert f'token="schema"; anchor="{profiles.SCHEMA.uri}"' in link
    assert f'<{PRODUCTION}.jsonld?_profile=crm>; rel="alternate"; type="application/ld+json"' in link
    assert len(link) < 4000


def test_a_profile_that_is_not_there_is_406_with_those_that_are(site: FlaskClient) -> None:
    for token in ("rda", "marc", "marc;q=0.5"):
        answer = site.get(f"{PRODUCTION}?_profile={token}", headers={"Accept": "text/html"})
        assert answer.status_code == 406, token
        tree = parsed(answer.text)
        assert f"{PRODUCTION}?_profile=crm" in [one.get("href") for one in tree.iter("a")]


def test_the_rda_view_has_its_own_nodes(with_rda: FlaskClient) -> None:
    answer = with_rda.get(
        "/doc/work/w", headers={"Accept": "text/turtle", "Accept-Profile": "<http://rdaregistry.info/Elements/>"}
    )
    assert "w#rda> rdaw:P10223" in answer.text and "a rdac:C10001" in answer.text and "schema:name" not in answer.text
    assert with_rda.get("/doc/work/w.jsonld?_profile=rda").json["@id"].endswith("w#rda")
    page = parsed(with_rda.get("/doc/work/w?_profile=rda", headers={"Accept": "text/html"}).text)
    assert "http://localhost:8000/id/work/w#rda" in texts_of(page, ".//h2")
    views = parsed(with_rda.get("/doc/work/w", headers={"Accept": "text/html"}).text)
    assert "/doc/work/w?_profile=rda" in [one.get("href") for one in views.iter("a")]


def test_the_list_of_alternates_names_what_can_be_had(site: FlaskClient) -> None:
    found = web_harness.graph(site.get(PRODUCTION + ".nt?_profile=alt").data, ox.RdfFormat.N_TRIPLES)
    default = [value for _, name, value in found if name.endswith("hasDefaultRepresentation>")]
    assert default == [f"<http://localhost:8000{PRODUCTION}.ttl>"]
    listed = {value.strip("<>") for _, name, value in found if name.endswith("#hasRepresentation>")}
    for url in listed:
        assert site.get(url).status_code == 200, url
    page = parsed(site.get(PRODUCTION + "?_profile=alt", headers={"Accept": "text/html"}).text)
    assert "Alles bijeen" in texts_of(page, ".//h2")


def test_a_media_type_may_stand_in_the_address(site: FlaskClient) -> None:
    answer = site.get(PRODUCTION + "?_profile=schema&_mediatype=application/ld+json", headers={"Accept": "text/html"})
    assert answer.content_type == "application/ld+json"
    assert answer.headers["Content-Location"] == PRODUCTION + ".jsonld?_profile=schema"


def test_the_page_of_a_view_shows_every_statement(site: FlaskClient) -> None:
    tree = parsed(site.get(PRODUCTION + "?_profile=crm", headers={"Accept": "text/html"}).text)
    assert "lrmoo:F1_Work" in " ".join(texts_of(tree, ".//dd"))
    assert {"/doc/production/NL-22-017-0000871", PRODUCTION + "?_profile=schema"} <= {
        one.get("href") for one in tree.iter("a")
    }

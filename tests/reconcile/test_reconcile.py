"""`/reconcile` and `/reconcile/1.0`, as OpenRefine and others ask them."""

import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemas
import web_harness
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dip_lod.reconcile.queries import BATCH
from dip_lod.search.vocabulary import KINDS
from dip_lod.web.app import create_app

WORLD = """
@base <https://data.example.org/> .
@prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<id/person/p.vondel> rdfs:label "Joost van den Vondel"@und ; schema:birthDate "1587-11-17"^^xsd:date ; schema:deathDate "1679"^^xsd:gYear ;
  schema:sameAs <http://www.wikidata.org/entity/Q312673> .
<id/person/p.jan1> rdfs:label "Jan Jansen"@und ; schema:birthDate "1901"^^xsd:gYear .
<id/person/p.jan2> rdfs:label "Jan Jansen"@und ; schema:birthDate "1950"^^xsd:gYear ; schema:alternateName "<script>alert(1)</script>"@und .
<id/organization/o.1> rdfs:label "Toneelgroep Veldzicht"@nl .
<id/place/GM0599> rdfs:label "Rotterdam"@nl . <id/place/GM0363> rdfs:label "Amsterdam"@nl .
<id/venue/v.r> rdfs:label "Stadsschouwburg"@nl ; schema:containedInPlace <id/place/GM0599> ; schema:geo <id/venue/v.r#point> .
<id/venue/v.r#point> schema:latitude 51.9 ; schema:longitude 4.5 .
<id/venue/v.a> rdfs:label "Stadsschouwburg"@nl ; schema:containedInPlace <id/place/GM0363> .
<id/production/l> rdfs:label "Lucifer"@nl ; schema:creator <id/organization/o.1> ; schema:isBasedOn <id/work/l> ;
  schema:genre <id/term/genre/toneel> ; schema:contributor <id/production/l#credit-a> .
<id/production/l#credit-a> schema:contributor <id/person/p.jan1> ; schema:roleName "regie"@nl .
<id/performance/1> rdfs:label "Lucifer, 2 oktober"@nl ; schema:workPerformed <id/production/l> ; schema:location <id/venue/v.r> ;
  dcterms:date "2025-10-02"^^xsd:date .
<id/work/l> rdfs:label "Lucifer"@nl ; schema:dateCreated "1654"^^xsd:gYear ; schema:author <id/person/p.vondel> .
<id/term/genre/toneel> rdfs:label "toneel"@nl, "theatre"@en .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("reconcile")
    (folder / "world.ttl").write_text(WORLD, "utf-8")
    publication = web_harness.publish(folder, web_harness.triples(folder / "world.ttl"))
    return create_app(web_harness.config(publication.folder), publication).test_client()


NOBODY = {"REMOTE_ADDR": ""}


def checked(answer: TestResponse, schema: dict[str, Any]) -> Any:
    assert answer.status_code == 200 and answer.headers["Access-Control-Allow-Origin"] == "*"
    jsonschema.Draft202012Validator(schema).validate(answer.json)
    return answer.json


def get(client: FlaskClient, path: str, language: str = "en") -> TestResponse:
    return client.get(path, headers={"Accept-Language": language}, environ_overrides=NOBODY)


def ask(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    """Ask one query in version 0.2, as OpenRefine does."""
    form = {"queries": json.dumps({"q0": query})}
    answer = client.post("/reconcile", data=form, headers={"Accept-Language": "en"}, environ_overrides=NOBODY)
    result: list[dict[str, Any]] = checked(answer, schemas.RESULTS)["q0"]["result"]
    return result


def draft(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile/1.0/match", json={"queries": [query]}, environ_overrides=NOBODY)
    result: list[dict[str, Any]] = checked(answer, schemas.RESULTS_DRAFT)["results"][0]["candidates"]
    return result


def named(text: str) -> list[dict[str, Any]]:
    return [{"matchType": "name", "propertyValue": text}]


def test_manifests_are_valid_and_in_the_readers_language(client: FlaskClient) -> None:
    old = checked(get(client, "/reconcile"), schemas.MANIFEST)
    checked(get(client, "/reconcile/1.0"), schemas.MANIFEST_DRAFT)
    assert old["identifierSpace"] == f"{web_harness.BASE}id/" and {one["id"] for one in old["defaultTypes"]} == set(KINDS)
    assert {one["name"] for one in old["defaultTypes"]} != {one["name"] for one in get(client, "/reconcile", "nl").json["defaultTypes"]}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Joost van den Vondel", "person/p.vondel"), ("J. v.d. Vondel", "person/p.vondel"), ("Vondel, Joost van den", "person/p.vondel"),
        ("Joost vanden Vondel", "person/p.vondel"), ("Ioost vander Vondell", "person/p.vondel"), ("JOOST VONDEL", "person/p.vondel"),
        ("Toneelgroup Veldzicht", "organization/o.1"), ("Tooneelgroep Veldtsicht", "organization/o.1"), ("theatre", "term/genre/toneel"),
        ("person/p.vondel", "person/p.vondel"), (f"{web_harness.BASE}id/person/p.vondel", "person/p.vondel"),
    ],
)  # fmt: skip
def test_name_is_found_however_it_is_written(client: FlaskClient, name: str, key: str) -> None:
    best = ask(client, query=name)[0]
    assert best["id"] == key and best["match"]
    assert draft(client, conditions=named(name))[0]["id"] == key


def test_somebody_else_of_that_surname_is_no_match(client: FlaskClient) -> None:
    assert not [one for one in ask(client, query="Pieter van den Vondel") if one["match"] or one["score"] >= 75]
    assert ask(client, query="Zzzyx") == ask(client, query="") == ask(client, query="🎭") == []


def test_namesakes_are_told_apart_by_dates_and_places(client: FlaskClient) -> None:
    both = ask(client, query="Jan Jansen", type="person")
    assert {one["id"] for one in both} == {"person/p.jan1", "person/p.jan2"} and not any(one["match"] for one in both)
    for value in ("1950", 1950, "12-3-1950", {"id": "x", "name": "1950"}, ["1950", "?"]):
        best = ask(client, query="Jan Jansen", properties=[{"pid": "birthDate", "v": value}])[0]
        assert best["id"] == "person/p.jan2" and best["match"] and best["features"][1] == {"id": "birthDate", "value": 100.0}
    assert ask(client, query="Stadsschouwburg", properties=[{"pid": "place", "v": "Amsterdam"}])[0]["id"] == "venue/v.a"
    assert ask(client, query="Lucifer", type=["work"], properties=[{"pid": "creator", "v": "J. van Vondel"}])[0]["match"]
    assert ask(client, query="Lucifer", type="production", properties=[{"pid": "creator", "v": "Jansen, Jan"}])[0]["match"]
    assert {one["id"] for one in ask(client, query="Lucifer")} == {"work/l", "production/l"}
    assert ask(client, query="Joost Vondel", properties=[{"pid": "birthDate", "v": "1990"}, {"pid": "none", "v": "x"}])[0]["score"] < 75
    described = {one["description"] for one in both} | {one["description"] for one in ask(client, query="Stadsschouwburg")}
    assert any("1901" in one for one in described) and any("Rotterdam" in one for one in described)


def test_conditions_of_the_draft(client: FlaskClient) -> None:
    born = {"matchType": "property", "propertyId": "birthDate", "propertyValue": "1901", "required": True}
    assert [one["id"] for one in draft(client, type="person", conditions=[*named("Jan Jansen"), born])] == ["person/p.jan1"]
    by_id = [{"matchType": "id", "propertyValue": ["person/p.jan2"]}]
    assert [one["id"] for one in draft(client, conditions=by_id)] == ["person/p.jan2"]
    assert draft(client, type="nothing", conditions=named("Jan Jansen")) == []
    assert len(draft(client, limit=1, conditions=named("Jan Jansen"))) == 1


def test_jsonp_get_and_single_queries_of_older_clients(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "Lucifer"}, "q1": {"query": "Vondel", "limit": 1}})
    plain = client.get("/reconcile", query_string={"queries": queries}, environ_overrides=NOBODY)
    assert set(checked(plain, schemas.RESULTS)) == {"q0", "q1"}
    called = client.get("/reconcile", query_string={"queries": queries, "callback": "jQuery.x_1"}, environ_overrides=NOBODY)
    assert called.mimetype == "text/javascript" and called.text == f"/**/jQuery.x_1({plain.text});"
    assert json.loads(get(client, "/reconcile?callback=f").text.removeprefix("/**/f(").removesuffix(");"))["versions"] == ["0.2"]
    assert get(client, "/reconcile?callback=alert(1)//").mimetype == "application/json"
    checked(get(client, "/reconcile?query=Vondel"), schemas.RESULT)
    checked(client.post("/reconcile", json={"queries": {"q0": {"query": "x"}}}, environ_overrides=NOBODY), schemas.RESULTS)


def test_borrowed_words_are_plain_in_every_form(client: FlaskClient) -> None:
    for path in ("/reconcile/suggest/property?lang=fy", "/reconcile/suggest/property?lang=fy&callback=f", "/reconcile?lang=fy&callback=f"):
        assert "\ufdd0" not in (text := get(client, path).text) and "ufdd0" not in text and '"name"' in text


@pytest.mark.parametrize("root", ["/reconcile", "/reconcile/1.0"])
def test_suggestions(client: FlaskClient, root: str) -> None:
    entities = checked(get(client, f"{root}/suggest/entity?prefix=von"), schemas.SUGGESTED)["result"]
    assert entities[0]["id"] == "person/p.vondel"
    both = checked(get(client, f"{root}/suggest/entity?prefix=lucifer&type=work"), schemas.SUGGESTED)["result"]
    assert [one["id"] for one in both] == ["work/l"]
    assert checked(get(client, f"{root}/suggest/entity?prefix=person/p.jan1"), schemas.SUGGESTED)["result"][0]["id"] == "person/p.jan1"
    assert checked(get(client, f"{root}/suggest/entity?prefix="), schemas.SUGGESTED)["result"] == []
    assert checked(get(client, f"{root}/suggest/entity?prefix=lucifer&limit=1&cursor=x"), schemas.SUGGESTED)["result"]
    assert {"id": "birthDate", "name": "born"} in checked(get(client, f"{root}/suggest/property?prefix=bor"), schemas.SUGGESTED)["result"]
    assert len(checked(get(client, f"{root}/suggest/type"), schemas.SUGGESTED)["result"]) == len(KINDS)
    assert get(client, f"{root}/suggest/nothing").status_code == 404


def test_extension_gives_values_of_each_kind(client: FlaskClient) -> None:
    ids = ["production/l", "venue/v.r", "person/p.vondel", "nobody"]
    names = ["creator", "place", "latitude", "deathDate", "sameAs", "isBasedOn", "name"]
    asked = {"ids": ids, "properties": [{"id": name} for name in names]}
    form = {"extend": json.dumps(asked)}
    old = checked(client.post("/reconcile", data=form, environ_overrides=NOBODY), schemas.EXTENDED)
    new = checked(client.post("/reconcile/1.0/extend", json=asked, environ_overrides=NOBODY), schemas.EXTENDED_DRAFT)
    assert {row["id"]: {one["id"]: one["values"] for one in row["properties"]} for row in new["rows"]} == old["rows"]
    assert {"id": "person/p.jan1", "name": "Jan Jansen"} in (rows := old["rows"])["production/l"]["creator"]
    assert {"id": "organization/o.1", "name": "Toneelgroep Veldzicht"} in rows["production/l"]["creator"]
    assert rows["venue/v.r"]["place"] == [{"str": "Rotterdam"}] and rows["venue/v.r"]["latitude"] == [{"float": 51.9}]
    assert rows["person/p.vondel"]["deathDate"] == [{"str": "1679"}] and rows["nobody"]["name"] == []
    assert rows["person/p.vondel"]["sameAs"] == [{"str": "http://www.wikidata.org/entity/Q312673"}]
    proposed = checked(get(client, "/reconcile/extend/propose?type=person&limit=3"), schemas.PROPOSED)
    assert proposed["type"] == "person" and len(proposed["properties"]) == 3


def test_preview_can_be_framed_view_leads_to_the_thing_and_nothing_is_markup(client: FlaskClient) -> None:
    for path in ("/reconcile/preview", "/reconcile/1.0/preview"):
        page = get(client, f"{path}?id=person%2Fp.jan2")
        assert "frame-ancestors *" in page.headers["Content-Security-Policy"] and page.mimetype == "text/html"
        assert "Jan Jansen" in page.text and "<script>" not in page.text and "1950" in page.text
    fly = get(client, "/reconcile/flyout?id=person/p.jan2").json
    assert fly["id"] == "person/p.jan2" and "<script>" not in fly["html"]
    assert "frame-ancestors 'none'" in get(client, "/about").headers["Content-Security-Policy"]
    seen = get(client, "/reconcile/view?id=person%2Fp.vondel")
    assert (seen.status_code, seen.headers["Location"]) == (303, "/id/person/p.vondel")
    assert get(client, "/reconcile/view?id=//evil.example").status_code == 404
    assert get(client, "/reconcile/preview").status_code == 404


@pytest.mark.parametrize(
    "text",
    ["x", '["x"]', "null", "1", '{"q0": 1}', '{"q0": {"query": 1}}', '{"q0": {"query": "x", "type": 1}}', '{"q0": {"query": "x", "limit": 0}}',
     '{"q0": {"query": "x", "limit": true}}', '{"q0": {"query": "x", "properties": {}}}', '{"q0": {"query": "x", "properties": [{"pid": "a"}]}}',
     '{"q0": {"query": "x", "limit": 1e999}}', "[" * 5000, json.dumps({f"q{one}": {"query": "x"} for one in range(BATCH + 1)})],
)  # fmt: skip
def test_wrong_batch_is_a_sentence(client: FlaskClient, text: str) -> None:
    for answer in (
        client.post("/reconcile", data={"queries": text}, environ_overrides=NOBODY),
        client.post("/reconcile/1.0/match", data=f'{{"queries": {text}}}', environ_overrides=NOBODY),
        client.post("/reconcile", data={"extend": text}, environ_overrides=NOBODY),
    ):
        assert answer.status_code == 400 and answer.json["status"] == "error" and "; " in answer.json["message"]
    assert client.post("/reconcile/1.0/extend", data=b"\xff", environ_overrides=NOBODY).status_code == 400


@pytest.mark.parametrize("text", ["x" * 10_000, "a " * 4000, "'; DROP TABLE doc; --", '"*', "\0", "\ud800", "(" * 300, "=", "~", "%", "de van der"])
def test_hostile_names_find_little_or_nothing(client: FlaskClient, text: str) -> None:
    ask(client, query=text, properties=[{"pid": text, "v": text}, {"pid": "creator", "v": text}])
    checked(get(client, "/reconcile/suggest/entity?prefix=%00%ff"), schemas.SUGGESTED)


def test_who_asks_too_often_is_told_when(client: FlaskClient) -> None:
    batch = {"queries": json.dumps({f"q{one}": {"query": "x"} for one in range(100)})}
    answers = [client.post("/reconcile", data=batch) for _ in range(60)]
    assert {one.status_code for one in answers} == {200, 429} and answers[0].status_code == 200
    assert [one.status_code for one in answers].index(429) < 40 and int(answers[-1].headers["Retry-After"]) > 0


def test_long_names_cost_little(client: FlaskClient) -> None:
    long = " ".join(chr(97 + one % 26) * (1 + one % 3) for one in range(150))
    began = time.process_time()
    client.post("/reconcile", data={"queries": json.dumps({f"q{one}": {"query": long} for one in range(100)})}, environ_overrides=NOBODY)
    assert time.process_time() - began < 5


def test_index_of_before_there_was_reconciliation_is_503(tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "world.ttl").write_text(WORLD, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "world.ttl"))
    connection = sqlite3.connect(publication.folder / "search.sqlite")
    connection.execute("DROP TABLE near")
    connection.commit()
    connection.close()
    older = create_app(web_harness.config(publication.folder), publication).test_client()
    assert older.get("/reconcile?query=x").status_code == 503 and older.get("/reconcile").status_code == 200

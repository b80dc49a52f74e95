"""`/search`: pages, data and suggestions."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, quote_plus, urlsplit

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of
from web_harness import config

from dip_lod.publication.reading import Publication
from dip_lod.search.reading import Index
from dip_lod.web.app import create_app
from dip_lod.web.http.search_rate import SEARCHES, Rate
from dip_lod.web.search import search, search_data

FROM = {"REMOTE_ADDR": ""}


def get(client: FlaskClient, path: str, language: str = "nl"):  # noqa: ANN201
    return client.get(path, headers={"Accept-Language": language}, environ_overrides=FROM)


def test_box_finds_and_the_page_shows_what_it_is(site: FlaskClient) -> None:
    text = get(site, "/search?q=kersentuin").text
    tree = parsed(text)
    assert "De Kersentuin" in texts_of(tree, ".//ol/li/span/a")
    assert texts_of(tree, ".//h1") == ["Zoeken"]
    assert 'name="robots" content="noindex, follow"' in text
    assert texts_of(parsed(get(site, "/search?q=kersentuin", "en").text), ".//h1") == ["Search"]


def test_venues_are_not_narrowed_down_by_venue(site: FlaskClient) -> None:
    narrowed = [texts_of(parsed(get(site, f"/search?kind={kind}").text), ".//aside//h2") for kind in ("venue", "production")]
    assert "Podium" not in narrowed[0] and "Plaats" in narrowed[0] and "Podium" in narrowed[1]


def test_a_town_that_a_venues_name_ends_with_is_not_said_again(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <id/place/stad> a schema:Place ; rdfs:label "Stad"@nl .
      <id/venue/een> a schema:Place ; rdfs:label "Zaal, Stad"@nl ; schema:containedInPlace <id/place/stad> .
      <id/venue/twee> a schema:Place ; rdfs:label "Zaal in de Stad"@nl ; schema:containedInPlace <id/place/stad> ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    found = texts_of(parsed(get(client, "/search?q=zaal&kind=venue").text), ".//ol[@class='found']/li")
    assert sorted(found) == ["Zaal in de Stad Stad", "Zaal, Stad"]


def test_every_page_has_the_box(site: FlaskClient) -> None:
    assert 'role="search"' in page(site, "/") and 'role="search"' in page(site, "/about")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/search?kind=&q=kers&x=1", "/search?q=kers"),
        ("/search?season=b&kind=a", "/search?kind=a&season=b"),
        ("/search?q=%20a%20%20b", "/search?q=a+b"),
        ("/search?after=nothing", "/search"),
        ("/search?lang=en&q=x", "/search?q=x&lang=en"),
        ("/search?q=x&q=y", "/search?q=x"),
        ("/search?q=a%00b", "/search?q=a+b"),
    ],
)
def test_a_search_has_one_address(site: FlaskClient, asked: str, canonical: str) -> None:
    answer = get(site, asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)
    assert get(site, canonical).status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_counts_on_the_page_are_those_of_its_links(site: FlaskClient, reference: Publication) -> None:
    tree = parsed(get(site, "/search?q=de").text)
    links = tree.findall(".//aside//li")
    assert len(links) > 8
    for one in links:
        link, count = one.find("a"), one.find("span")
        assert link is not None and count is not None
        data = get(site, link.attrib["href"].replace("search?", "search.json?")).json
        assert int((count.text or "").replace(".", "")) == data["total"] == len(data["items"])


def test_pages_follow_each_other_and_lose_nothing(site: FlaskClient, reference: Publication) -> None:
    path, seen = "/search", []
    while path:
        tree = parsed(get(site, path).text)
        seen += [one.attrib["href"] for one in tree.findall(".//ol[@class='found']//a")]
        path = next((one.attrib["href"] for one in tree.findall(".//a[@rel='next nofollow']")), "")
    assert len(seen) == len(set(seen)) == reference.manifest.documents


@pytest.mark.parametrize(
    "asked",
    [
        "?q=de&kind=performance", "?kind=person&venue=v.stad", "?kind=organization&season=nl-2025-2026",
        "?kind=person&role=acteur&genre=toneel", "?school=yes", "?place=GM9901",
    ],
)  # fmt: skip
def test_csv_json_and_sparql_say_the_same(site: FlaskClient, reference: Publication, asked: str) -> None:
    rows = list(csv.DictReader(io.StringIO(get(site, f"/search.csv{asked}").text)))
    data = get(site, f"/search.json{asked}").json
    query = get(site, f"/search.rq{asked}")
    assert query.mimetype == "application/sparql-query"
    store = ox.Store.read_only(str(reference.store_folder))
    found = store.query(query.text)
    assert isinstance(found, ox.QuerySolutions)
    uris = {row["thing"].value for row in found}
    assert {row["uri"] for row in rows} == {one["uri"] for one in data["items"]} == uris
    assert uris and data["complete"]


def test_pages_of_data_follow_each_other_in_the_language_that_was_chosen(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = get(site, "/search.json?kind=term&lang=en").json
    assert len(whole["items"]) > 3 and "next" not in whole
    monkeypatch.setattr(search_data, "ITEMS", 2)
    monkeypatch.setattr(search_data, "ROWS", 2)
    path, items, rows = "/search.json?kind=term&lang=en", [], []
    while path:
        found = get(site, path, "nl").json
        items, path = items + found["items"], found.get("next")
    assert items == whole["items"]
    path = "/search.csv?kind=term&lang=en"
    while path:
        answer = get(site, path, "nl")
        rows += [one["name"] for one in csv.DictReader(io.StringIO(answer.text))]
        path = answer.headers.get("Link", "").partition("<")[2].partition(">")[0]
    assert rows == [one["name"] for one in items]


def test_what_tells_things_apart_stands_below_their_names(site: FlaskClient) -> None:
    told = {
        path: texts_of(parsed(get(site, f"/search?{path}").text), ".//ol[@class='found']/li/span[@class='hint']/bdi")
        for path in ("kind=production", "kind=venue", "kind=person&role=acteur")
    }
    assert "Toneelgroep Veldzicht" in told["kind=production"]
    assert "Voorbeeldstad" in told["kind=venue"]
    assert any("acteur" in one for one in told["kind=person&role=acteur"])


def test_a_search_goes_on_as_a_question(site: FlaskClient) -> None:
    tree = parsed(get(site, "/search?kind=person&venue=v.stad").text)
    (ask,) = [one.attrib["href"] for one in tree.findall(".//p/a") if one.text == "Vraag ermee verder"]
    query = parse_qs(urlsplit(ask).query)["query"][0]
    assert "id/venue/v.stad" in query and query.startswith("PREFIX")


def test_a_question_that_no_address_can_hold_has_no_link(tmp_path: Path) -> None:
    name = " ".join(f"aeiouaeioua{letter}" for letter in "abcdefghijkl")
    uri = ox.NamedNode(f"{web_harness.BASE}id/person/p.1")
    named = ox.Triple(uri, ox.NamedNode(web_harness.LABEL), ox.Literal(name, language="und"))
    publication = web_harness.publish(tmp_path, [named])
    site = create_app(config(tmp_path), publication).test_client()
    for asked, linked in (("aeiouaeioua", True), (name, False)):
        text = get(site, f"/search?q={quote_plus(asked)}").text
        assert ("Vraag ermee verder" in text) is linked and "/search.rq?q=aei" in text
        assert max(len(one.attrib["href"]) for one in parsed(text).findall(".//a")) < 8190


def test_suggestions_name_what_they_lead_to(site: FlaskClient) -> None:
    answer = get(site, "/search/suggest?q=kersent")
    first = answer.json["suggestions"][0]
    assert first["name"] == "De Kersentuin" and first["kind"]
    assert get(site, first["href"]).status_code == 200
    assert first["about"] == "Toneelgroep Veldzicht"
    assert get(site, "/search/suggest").json["suggestions"] == []


def test_nothing_found_helps_on(site: FlaskClient) -> None:
    text = get(site, "/search?q=zzzz&kind=person").text
    assert "Niets gevonden" in text and "/search?q=zzzz" in text and "#browse" in text


@pytest.mark.parametrize(
    "q",
    ["%22", "*", "a%00b", "x" * 10_000, "%F0%9F%8E%AD", "%E2%80%AEde", "%FF%FE", "%27%3B+DROP+TABLE+doc", "NEAR(", "%3Cscript%3Ealert(1)%3C/script%3E", "{{7*7}}"],
)
@pytest.mark.parametrize("path", ["/search", "/search.csv", "/search.json", "/search.rq", "/search/suggest"])
def test_hostile_questions_do_no_harm(client: FlaskClient, path: str, q: str) -> None:
    answer = client.get(f"{path}?q={q}", environ_overrides=FROM, follow_redirects=True)
    assert answer.status_code == 200
    if path == "/search":
        assert "<script>alert" not in answer.text
        parsed(answer.text)


def test_hostile_values_of_facets_do_no_harm(client: FlaskClient) -> None:
    assert client.get("/search?kind=%3E+%7D+DROP", environ_overrides=FROM).status_code == 200
    assert client.get("/search.rq?genre=x%3E", environ_overrides=FROM).status_code == 404
    assert client.get("/search.xyz?q=a", environ_overrides=FROM).status_code == 404


def test_what_is_found_by_another_name_shows_it(client: FlaskClient) -> None:
    assert "zonder taal" in client.get("/search?q=zonder+taal", environ_overrides=FROM).text


def test_unchanged_answers_are_304(site: FlaskClient) -> None:
    for path in ("/search?q=de", "/search.json?q=de", "/search.csv?q=de", "/search.rq?q=de", "/search/suggest?q=de"):
        tag = get(site, path).headers["ETag"]
        again = site.get(path, headers={"If-None-Match": tag, "Accept-Language": "nl"}, environ_overrides=FROM)
        assert again.status_code == 304, path


def test_who_searches_too_often_waits_a_moment_and_others_do_not() -> None:
    now = [0.0]
    rate = Rate(clock=lambda: now[0])
    assert [rate.wait(1) for _ in range(SEARCHES)] == [0.0] * SEARCHES
    assert rate.wait(1) > 0 and rate.wait(2) == 0
    now[0] += 1
    assert rate.wait(1) == 0


def test_too_often_is_429_with_the_seconds(edges: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "Rate", lambda: Rate(3, 0.001))
    client = create_app(config(edges.folder), edges).test_client()
    answers = [client.get("/search/suggest?q=a", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}) for _ in range(5)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) >= 1


def test_robots_are_kept_away(site: FlaskClient) -> None:
    assert "Disallow: /search\n" in site.get("/robots.txt").text


def test_answers_are_bounded(reference: Publication) -> None:
    assert json.dumps(Index(reference.folder).suggest("a"), default=str).count('"performance"') <= 8


def test_head_of_a_table_tells_no_length_of_nothing(site: FlaskClient) -> None:
    answer = site.head("/search.csv?q=de", environ_overrides=FROM)
    assert answer.status_code == 200 and "Content-Length" not in answer.headers

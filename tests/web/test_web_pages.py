import json
import re
import tomllib
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod import resources, uris
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.app import create_app
from dip_lod.web.documents.parts import Shown
from dip_lod.web.page import queries
from dip_lod.web.rdf import graph
from dip_lod.web.words import texts
from dip_lod.web.words.visitor import Visitor, linkable

PAGES = (
    "/",
    "/about",
    "/privacy",
    "/accessibility",
    "/sparql",
    "/nergens",
    "/doc/performance",
    "/doc/person/p.veel",
    "/doc/person/p.veel?in=schema:performer",
    "/doc/production/kwaad",
    "/doc/work/leeg",
    "/doc/work/lang",
    "/doc/hall/%3Cb%3E",
    "/doc/term/genre/dans",
)
OF_REFERENCE = (
    "/doc/work/visnevyj-sad-6e233d",
    "/doc/production/NL-22-017-0000871",
    "/doc/run/NL-24-017-0001234",
    "/doc/performance/NL-24-017-0001234.1",
    "/doc/performance/NL-24-017-0001234.5",
    "/doc/person/p.tsjechov",
    "/doc/organization/org.veldzicht",
    "/doc/venue/v.stad",
    "/doc/hall/v.stad.groot",
    "/doc/place/GM9901",
    "/doc/season/nl-2025-2026",
    "/doc/term/genre",
    "/doc/dataset/dip",
)


def structured(tree: Element) -> Any:
    return json.loads("".join(tree.find(".//script[@type='application/ld+json']").itertext()))  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_strict_html(client: FlaskClient, path: str, language: str) -> None:
    _valid(parsed(page(client, path, language)), language)


@pytest.mark.parametrize("path", OF_REFERENCE)
def test_a_page_of_each_kind_is_strict_html(site: FlaskClient, path: str) -> None:
    _valid(parsed(page(site, path)), "nl")


@pytest.mark.parametrize("path", OF_REFERENCE)
def test_no_page_shows_how_it_is_made(site: FlaskClient, path: str) -> None:
    text = "".join(parsed(page(site, path)).itertext())
    assert " object at 0x" not in text and "None" not in text and "{{" not in text


def _valid(tree: Element, language: str) -> None:
    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1
    ids = [one.get("id") for one in tree.iter() if one.get("id") is not None]
    assert len(ids) == len(set(ids))
    for one in tree.iter("a"):
        assert linkable(one.get("href", "")) or one.get("href", "")[:1] in "/#", one.get("href")
        if one.get("href", "").startswith("#") and len(one.get("href", "")) > 1:
            assert one.get("href", "")[1:] in ids, one.get("href")
    for one in tree.iter("dl"):
        assert list(one), "an empty list"
    for one in tree.iter():
        assert not any(name.startswith("on") or name == "style" for name in one.attrib)
        for name in ("src", "action"):
            assert not one.get(name, "/").startswith(("http", "//"))
    for one in tree.iter("link"):
        assert one.get("rel") == "canonical" or one.get("href", "").startswith("/")
    for one in tree.iter("script"):  # a file of ours: of search, or where there is an editor or a map
        editor = one.get("src", "").startswith("/static/editor/") and tree.find(".//form[@class='query']") is not None
        movable = one.get("src", "").startswith("/static/map/") and tree.find(".//tr[@data-at]") is not None
        search = one.get("src", "").startswith("/static/search.js?")
        assert search or editor or movable or one.get("type") == "application/ld+json"


def test_hostile_values_stay_text(client: FlaskClient) -> None:
    text = page(client, "/doc/production/kwaad")
    tree = parsed(text)
    assert texts_of(tree, ".//h1") == ['</title><script>alert(1)</script> & "zo" <b>vet</b>']
    assert len(tree.findall(".//script")) == 3
    assert not tree.findall(".//img") and not tree.findall(".//body//b[1]/..[@class='entity']")
    assert "javascript:" not in re.sub(r">[^<]*<", "><", text.split("</script>")[2])
    assert "{{ 7*7 }}" in text
    assert structured(tree)["name"].startswith("</title><script>")
    assert text.count("</script>") == 3


def test_only_web_and_mail_links_are_links(client: FlaskClient) -> None:
    tree = parsed(page(client, "/doc/production/kwaad"))
    hrefs = [one.get("href", "") for one in tree.iter("a")]
    assert "https://example.org/?a=1&b=%22" in hrefs and "mailto:a@example.org" in hrefs
    assert not [one for one in hrefs if one.startswith(("javascript", "data", "geo", "http:"))]
    assert "javascript:alert(3)" in " ".join("".join(tree.itertext()).split())


def test_dates_durations_and_numbers_are_written_for_people(site: FlaskClient, client: FlaskClient) -> None:
    dutch = page(site, "/doc/performance/NL-24-017-0001234.1")
    assert '<time datetime="2025-10-02T20:15:00+02:00">2 oktober 2025, 20.15 uur</time>' in dutch
    assert "1 uur 45 minuten" in dutch
    english = page(site, "/doc/performance/NL-24-017-0001234.1", "en")
    assert ">2 October 2025, 20:15</time>" in english
    assert "1 hour 45 minutes" in english
    kwaad = page(client, "/doc/production/kwaad")
    unreadable = ("2026-13-45", "vreemd", "1e3")
    for shown in (*unreadable, "15 maart 45 v.Chr.", "april 2026", "12.345", "€ 24,50", "ja"):
        assert shown in kwaad, shown


def test_labels_have_their_language(site: FlaskClient, client: FlaskClient) -> None:
    english = page(site, "/doc/production/NL-22-017-0000871", "en")
    assert '<a href="/doc/organization/org.veldzicht" lang="nl">Toneelgroep Veldzicht</a>' in english
    assert '<h1 dir="auto">De Kersentuin</h1>' in page(site, "/doc/production/NL-22-017-0000871")
    assert '<h1 lang="" dir="auto">Anton Tsjechov</h1>' in page(site, "/doc/person/p.tsjechov")
    assert '<span lang="fy" dir="auto">fries</span>' in page(client, "/doc/production/kwaad")
    assert '<h1 dir="auto">dance</h1>' in page(client, "/doc/term/genre/dans", "en")


def test_a_credit_is_who_and_as_what(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/production/NL-22-017-0000871"))
    assert "J. Mulder regisseur" in texts_of(tree, ".//div[@class='part credit']")
    hrefs = [one.get("href") for one in tree.findall(".//div[@class='part credit']/div/a")]
    assert "/doc/person/p.mulder" in hrefs
    address = texts_of(parsed(page(site, "/doc/venue/v.stad")), ".//div[@class='part line']")
    assert address == ["Plein 1, 1234 AB Voorbeeldstad, NL", "52,1° NB, 5,1° OL"]


def test_people_come_first_and_models_are_folded(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/performance/NL-24-017-0001234.1"))
    details = tree.findall(".//details[@class='machine']")
    assert details and all(one.get("open") is None for one in details)
    folded = " ".join(text for one in details for text in one.itertext())
    assert "2 oktober 2025, 20.15 uur" in folded and "Kleine Zaal" in folded
    assert texts_of(tree, ".//p[@class='subtitle']")[:2] == [
        "do 2 oktober 2025, 20.15 uur",
        "Kleine Zaal, Stadsschouwburg Voorbeeldstad · Voorbeeldstad",
    ]
    facts = tree.find(".//div[@class='facts']/dl")
    assert facts is not None
    assert len(facts.findall("div/dt")) >= 5


def test_a_page_says_all_that_its_document_says(site: FlaskClient, reference: Publication) -> None:
    for path in OF_REFERENCE:
        text = page(site, path)
        found = web_harness.graph(site.get(path + ".nt").data, ox.RdfFormat.N_TRIPLES)
        for subject, _, value in found:
            if value.startswith(f"<{web_harness.BASE}id/") and "/doc/" not in subject:
                local = value.strip("<>").removeprefix(web_harness.BASE + "id/")
                whole, mark, part = local.partition("#")
                own = whole in path and (not mark or f'"{part}"' in text)
                assert f"/doc/{local}" in text or own, (path, value)
            elif value.startswith('"') and '"@' in value and f"/id{path.removeprefix('/doc')}" in subject:
                words = value[1 : value.rindex('"')]
                assert words in text, (path, value)


def test_search_engines_find_schema_org_nested(site: FlaskClient) -> None:
    markup = structured(parsed(page(site, "/doc/performance/NL-24-017-0001234.1")))
    assert markup["@context"] == "https://schema.org/"
    assert "TheaterEvent" in markup["@type"]
    assert markup["name"] == "De Kersentuin"
    assert markup["startDate"] == "2025-10-02T20:15:00+02:00"
    assert markup["location"]["name"].startswith("Kleine Zaal")
    assert markup["performer"]["@type"] == ["PerformanceRole", "Role"]
    assert markup["performer"]["performer"]["name"] == markup["performer"]["name"] == "Noor van Oort"
    english = structured(parsed(page(site, "/doc/term/genre/toneel", "en")))
    assert english["name"] == "theatre"


REQUIRED = ("name", "startDate", "location")
RECOMMENDED = ("description", "duration", "eventStatus", "organizer", "performer")
"""Of Google's list for an Event; beside them it asks for an end, offers, a former start and an image, where known."""


def test_an_event_has_what_search_engines_ask_and_nothing_that_nobody_said(site: FlaskClient) -> None:
    performance = structured(parsed(page(site, "/doc/performance/NL-24-017-0001234.1", "en")))
    run = structured(parsed(page(site, "/doc/run/NL-24-017-0001234", "en")))
    production = structured(parsed(page(site, "/doc/production/NL-22-017-0000871", "en")))
    for markup in (performance, run):
        assert [name for name in REQUIRED if not markup.get(name)] == []
        places = markup["location"] if isinstance(markup["location"], list) else [markup["location"]]
        assert all(place["name"] and place["address"]["addressLocality"] for place in places)
        for name in ("organizer", "performer"):
            listed = markup[name] if isinstance(markup[name], list) else [markup[name]]
            assert listed and all(one["name"] for one in listed), name
        assert markup["description"] == production["description"]
        assert markup["url"].startswith("http") and "image" not in markup
    assert [name for name in RECOMMENDED if not performance.get(name)] == []
    assert performance["url"] == performance["@id"].replace("/id/", "/doc/")
    assert "endDate" not in performance and run["startDate"] < run["endDate"]


def test_a_page_names_its_uri_and_its_forms(client: FlaskClient) -> None:
    text = page(client, "/doc/person/p.veel")
    assert "<code>http://localhost:8000/id/person/p.veel</code>" in text
    assert '<link rel="canonical" href="http://localhost:8000/doc/person/p.veel">' in text
    for extension in ("ttl", "jsonld", "nt", "rdf", "trig", "nq"):
        assert f'href="/doc/person/p.veel.{extension}"' in text


def test_the_chosen_language_stays(client: FlaskClient) -> None:
    text = page(client, "/doc/person/p.veel?lang=en", "nl")
    tree = parsed(text)
    assert tree.get("lang") == "en"
    links = [one.get("href", "") for one in tree.iter("a") if one.get("href", "").startswith("/doc/performance/")]
    assert links and all("lang=en" in one for one in links)
    switch = [one.get("href") for one in tree.iter("a") if one.get("hreflang") == "nl"]
    assert switch == ["/doc/person/p.veel?lang=nl"]
    assert "lang=nl" not in page(client, "/doc/person/p.veel").partition("<main")[2]


def test_the_home_page_counts_honestly_and_has_examples(site: FlaskClient, reference: Publication) -> None:
    tree = parsed(page(site, "/"))
    tiles = tree.findall(".//ul[@class='counts']//a")
    counted = {one.get("href", ""): texts_of(one, "b")[0] for one in tiles}
    assert counted == {f"/doc/{kind}": str(count) for kind, count in reference.kinds.items()}
    examples = tree.findall(".//ul[@class='cards']//a")
    assert len(examples) == 5
    for one in examples:
        assert site.get(one.get("href", "")).status_code == 200
    assert "Productie De Kersentuin Toneelgroep Veldzicht" in texts_of(tree, ".//ul[@class='cards']/li")
    assert len(tree.findall(".//ol[@class='queries']//a")) == len(queries.ON_FRONT)


def test_both_languages_have_the_same_words() -> None:
    folder = resources.folder("site") / "translations"
    tables = {one: tomllib.loads((folder / f"{one}.toml").read_text("utf-8")) for one in texts.LANGUAGES}
    keys = {one: {(table, key) for table, words in found.items() for key in words} for one, found in tables.items()}
    assert keys["nl"] == keys["en"]
    for table, key in keys["nl"]:
        gaps = [re.findall(r"\{\w+\}", str(tables[one][table][key])) for one in texts.LANGUAGES]
        assert sorted(gaps[0]) == sorted(gaps[1]), key


def test_a_failure_of_ours_is_a_page_too(edges: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(web_harness.config(edges.folder), edges)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Publication, "document", broken)
    answer = app.test_client().get("/doc/person/p.veel", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    parsed(answer.text)


def test_a_site_can_live_under_a_path(edges: Publication) -> None:
    config = replace(web_harness.config(edges.folder), base_uri="https://data.example.org/lod/")
    client = create_app(config, edges).test_client()
    assert client.get("/lod/id/person/p.veel").headers["Location"] == "/lod/doc/person/p.veel"
    text = page(client, "/lod/doc/person/p.veel")
    assert 'href="/lod/doc/performance/veel.000"' in text and 'href="/lod/static/site.css' in text
    assert page(client, "/lod/")
    assert client.get("/doc/person/p.veel").status_code == 404


def test_what_points_here_is_named_by_the_whole_that_it_is_in(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/person/p.noor"))
    found = texts_of(tree, ".//details//section//li")
    assert "De Kersentuin, 2 oktober 2025, Kleine Zaal, Stadsschouwburg Voorbeeldstad N. van Oort als Ljoebov" in found


def test_links_stand_in_the_order_of_their_numbers() -> None:
    text = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
        <id/run/r> a schema:EventSeries ; schema:subEvent <id/performance/r.1>, <id/performance/r.10>, <id/performance/r.2>,
        <id/performance/r.%s> .""" % ("9" * 5000)
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
    base = "https://data.example.org/"
    said = graph.read(base, Document(uris.Name("run", "r"), None, lines.encode()))
    reader = Visitor(texts.load(resources.folder("site") / "translations")["nl"], False, "/", (), base, "/")
    row = Shown(said, {}, reader).rows(said.thing, 0)[0]
    assert [value.text for value in row.values][:3] == ["performance/r.1", "performance/r.2", "performance/r.10"]


def test_of_a_document_some_beginnings_can_be_read_alone() -> None:
    thing = "https://data.example.org/id/venue/v"
    lines = [f'<{thing}#address> <a:p> "1" .', f'<{thing}#geo> <a:p> "2" .', f'<{thing}> <a:p> "3" .', f'<{thing}> <a:q> "4" .']
    whole = Document(uris.Name("venue", "v"), None, "".join(f"{line}\n" for line in lines).encode())

    def read(*starts: str) -> list[str]:
        said = graph.read("https://data.example.org/", whole, starts)
        return [value.value for of in said.subjects.values() for values in of.values() for value in values]

    assert read() == ["1", "2", "3", "4"]
    assert read(f"<{thing}#") == ["1", "2"] and read(f"<{thing}> <a:q>", f"<{thing}> <a:p>") == ["4", "3"]
    assert read(f"<{thing}> <a:r>") == []

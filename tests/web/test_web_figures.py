"""/figures: pages, data in each form, what a figure counts, revisions, and nothing where nothing counts."""

import csv
import json
import re
from html import unescape
from pathlib import Path

import html5lib
import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.figures import writing
from dip_lod.figures.cubes import CUBES
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures
from dip_lod.figures.tables import FIGURES
from dip_lod.web.app import create_app

HTML = {"Accept": "text/html"}
BASE = web_harness.BASE


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return answer.text


@pytest.mark.parametrize(("language", "words"), [("nl", "Voorstellingen"), ("en", "Performances"), ("fy", "Sifers")])
def test_the_page_shows_every_cube(site: FlaskClient, language: str, words: str) -> None:
    page = text(site, f"/figures?lang={language}")
    assert words in page and "<svg" in page
    assert all(f'id="_{cube}"' in page for cube in CUBES)
    assert "2026-03-02" in page or "2 " in page


@pytest.mark.parametrize("name", indicators())
def test_each_indicator_has_its_definition_unit_source_and_caveats(site: FlaskClient, name: str) -> None:
    for language in ("nl", "en"):
        page = unescape(text(site, f"/figures/of/{name}?lang={language}"))
        one = indicators()[name]
        for words in (one.title, one.definition, one.unit, one.source):
            assert words[language] in page
        assert all(said in page for said in one.caveats[language])


def test_each_figure_leads_to_what_it_counts_and_to_its_query(site: FlaskClient) -> None:
    links = re.findall(r'href="(/figures/of/performances/counted\?[^"]+)"', text(site, "/figures/of/performances"))
    assert links
    for link in links:
        page = text(site, unescape(link))
        (value,) = re.findall(r"<h1>[^<]*: ([0-9.]+)</h1>", page)
        assert f": {value}</h2>" in page
        assert page.count('<li><a href="/doc/performance/') == min(int(value), 100)
        (query,) = re.findall(r'href="(/figures/of/performances.rq[^"]*)"', page)
        assert "VALUES $season { <" in site.get(unescape(query)).text
        assert "/sparql?query=" in page


def test_people_are_counted_but_never_listed(reference: object, site: FlaskClient) -> None:
    page = text(site, "/figures/of/people")
    assert "te klein" in page or "counted?" in page
    assert "/doc/person/" not in page


@pytest.mark.parametrize("cube", CUBES)
@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt", "rdf", "csv", "json", "csv-metadata.json"])
def test_each_form_answers_at_its_address(site: FlaskClient, cube: str, form: str) -> None:
    answer = site.get(f"/figures/{cube}.{form}")
    assert answer.status_code == 200 and answer.data
    assert site.head(f"/figures/{cube}.{form}").headers["ETag"] == answer.headers["ETag"]
    again = site.get(f"/figures/{cube}.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    old = site.get(f"/figures/p1/{cube}.{form}")
    assert old.status_code == 200
    formats = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
    if form in formats:
        assert list(ox.parse(answer.data, format=formats[form]))
    elif form != "csv":
        assert json.loads(answer.data)


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [("text/turtle", 200, "text/turtle"), ("text/csv", 200, "text/csv"), ("application/json", 200, "application/json"),
     ("text/html", 200, "text/html"), ("image/png", 406, ""), ("*/*", 200, "text/html")],
)  # fmt: skip
def test_the_form_follows_accept(site: FlaskClient, accept: str, status: int, kind: str) -> None:
    answer = site.get("/figures/trends", headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.content_type.startswith(kind)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    ["/figures/none", "/figures/trends.pdf", "/figures/p9/trends.csv", "/figures/of/none", "/figures/of/none.rq",
     "/figures/of/performances/counted?season=none", "/figures/of/performances/counted?province=_T",
     "/figures/structure.csv", "/figures/p1/none.csv", "/figures/of/people/counted?season='%20OR%201"],
)  # fmt: skip
def test_what_is_not_there_is_404(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_every_uri_of_the_cube_answers(site: FlaskClient) -> None:
    store = ox.Store()
    store.load(site.get("/figures/trends.ttl").data, format=ox.RdfFormat.TURTLE)
    ours = {term.value for quad in store for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    documents = {uri.partition("#")[0].removeprefix(BASE) for uri in ours if uri.startswith(BASE + "figures/")}
    assert {"figures/trends", "figures/structure"} <= documents
    for document in documents:
        assert site.get(f"/{document}", headers={"Accept": "text/turtle"}).status_code == 200, document


def test_where_nothing_counts_each_output_says_so(tmp_path: Path) -> None:
    empty = web_harness.publish(tmp_path / "data", [])
    client = create_app(web_harness.config(empty.folder), empty).test_client()
    assert "nog niets gepubliceerd" in text(client, "/figures?lang=nl")
    assert "Nothing that counts" in text(client, "/figures?lang=en")
    assert "Hiervan is niets bekend" in text(client, "/figures/of/run-length?lang=nl")
    assert client.get("/figures/trends.csv").text.splitlines() == [
        ",".join((*CUBES["trends"].dimensions, "value", "unit", "status"))
    ]
    assert json.loads(client.get("/figures/trends.json").data)["value"] == {}
    assert client.get("/figures/trends.ttl").status_code == 200


def test_what_has_no_season_is_counted_in_words(tmp_path: Path, shared: Path) -> None:
    files = (shared / "model" / "example.ttl", web_harness.SAMPLE)
    statements = [one for one in web_harness.triples(*files) if "/id/season/" not in str(one)]
    dateless = web_harness.publish(tmp_path / "data", statements)
    client = create_app(web_harness.config(dateless.folder), dateless).test_client()
    page = text(client, "/figures?lang=en")
    assert "without a Dutch season: 1" in page and "Nothing that counts" not in page


def test_a_publication_without_figures_is_404(tmp_path: Path) -> None:
    old = web_harness.publish(tmp_path / "data", [])
    (old.folder / FIGURES).unlink()
    client = create_app(web_harness.config(old.folder), old).test_client()
    assert client.get("/figures").status_code == 404


def test_revisions_tell_from_what_to_what_and_old_figures_stay(tmp_path: Path, shared: Path) -> None:
    example = shared / "model" / "example.ttl"
    statements = web_harness.triples(example)
    first = web_harness.publish(tmp_path / "data", statements)
    called = (
        next(one.subject for one in statements if one.object.value.endswith("/EventScheduled")) if statements else None
    )
    cancelled = [
        ox.Triple(one.subject, one.predicate, ox.NamedNode("https://schema.org/EventCancelled"))
        if one.subject == called and one.object.value.endswith("/EventScheduled") else one
        for one in statements
    ]  # fmt: skip
    second = web_harness.publish(tmp_path / "data", cancelled, number=2)
    occasion = writing.Occasion("p2", "2026-03-03", "2026-03-03T12:00:00Z")
    writing.write(second.folder, BASE, occasion, {}, first.folder)
    figures = Figures(second.folder)
    total, found = figures.revised(1000)
    assert total == len(found) > 0
    changed = {one.key: (one.before, one.after) for one in found if one.cube == "trends"}
    old, new = (
        {one.key: one.value for one in figures.observations("trends", figures.occasions[name])} for name in ("p1", "p2")
    )
    assert changed == {
        key: (old.get(key), new.get(key)) for key in old.keys() | new.keys() if old.get(key) != new.get(key)
    }
    client = create_app(web_harness.config(second.folder), second).test_client()
    assert "<table" in text(client, "/figures/revisions")
    named, latest = (text(client, f"/figures/revisions{one}") for one in ("?publication=p2", ""))
    assert named[named.index("<table") :].partition("</table>")[0] == latest[latest.index("<table") :].partition("</table>")[0]
    assert "veranderde geen cijfers" in text(client, "/figures/revisions?publication=p1&lang=nl")
    assert client.get("/figures/revisions?publication=p9").status_code == 404
    rows = list(csv.DictReader(client.get("/figures/revisions.csv").text.splitlines()))
    assert len(rows) == total and {row["publication"] for row in rows} == {"p2"}
    listed = {
        (row["cube"], *(row[one] for one in CUBES[row["cube"]].dimensions)): (row["before"], row["after"]) for row in rows
    }
    written = {True: lambda _: "", False: lambda value: f"{value:.12g}"}
    assert listed == {
        (one.cube, *one.key): tuple(written[value is None](value) for value in (one.before, one.after)) for one in found
    }
    assert client.get("/figures/p1/trends.csv").text != client.get("/figures/trends.csv").text
    assert client.get("/figures/p2/trends.csv").text == client.get("/figures/trends.csv").text

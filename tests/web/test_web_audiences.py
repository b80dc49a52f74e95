"""/audiences: pages, data in each form, schemes and crosswalk; and what is said where nothing was delivered."""

import json
import re
from html import unescape
from pathlib import Path

import audiences_harness
import html5lib
import pyoxigraph as ox
import pytest
import web_harness
from audiences_harness import OURS, THEIRS
from flask.testing import FlaskClient

from dip_lod.audiences.reading import Audiences
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app

HTML = {"Accept": "text/html"}
BASE = web_harness.BASE
FORMS = ["ttl", "jsonld", "nt", "rdf", "csv", "json", "csv-metadata.json"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("audiences")
    publication = web_harness.publish(data, web_harness.triples(web_harness.SAMPLE))
    audiences_harness.shown(publication.folder, data / "visits")
    return publication.folder


@pytest.fixture(scope="module")
def site(folder: Path) -> FlaskClient:
    return create_app(web_harness.config(folder), Publication(folder)).test_client()


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return unescape(answer.text)


@pytest.mark.parametrize(("language", "words"), [("nl", "Plaatsvervanger."), ("en", "Stand-in."), ("fy", "Plakferfanger.")])
def test_every_scheme_is_shown_and_says_that_it_is_a_stand_in(site: FlaskClient, language: str, words: str) -> None:
    page = text(site, f"/audiences?lang={language}")
    assert page.count("<svg") >= 4 and page.count("<table") == page.count("<svg")
    for scheme in (OURS, THEIRS):
        assert f'id="_{scheme}"' in page
        for path in (f"/audiences/{scheme}", f"/audiences/schemes/{scheme}"):
            assert words in text(site, f"{path}?lang={language}")
    assert page.count(words) == 2


def test_the_numbers_of_a_page_are_those_of_the_data(site: FlaskClient, folder: Path) -> None:
    for season in ("nl-2023-2024", "nl-2024-2025"):
        page = text(site, f"/audiences/{OURS}?season={season}&lang=en")
        tables = re.findall(r'<table class="figures">.*?</table>', page, re.S)
        cells = [cell for table in tables for cell in re.findall(r"<td[^>]*>([^<]*)</td>", table)]
        visits = [one for one in Audiences(folder).visits(OURS, season=season) if one.key[2:] != ("_T", "_T")]
        told = sorted("withheld" if one.value is None else f"{one.value:,}" for one in visits)
        assert sorted(cells) == told and "withheld" in told


def test_shares_are_of_rounded_numbers_and_of_whole_rows(site: FlaskClient, folder: Path) -> None:
    page = text(site, f"/audiences/{OURS}?lang=en")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>|<tr>.*?</tr>", page, re.S)
    shares = [[int(one) for one in re.findall(r">(\d+)%<", row)] for row in rows]
    assert any(shares) and all(95 <= sum(row) <= 105 for row in shares if row)


@pytest.mark.parametrize("scheme", [OURS, THEIRS])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_answers_at_its_address(site: FlaskClient, scheme: str, form: str) -> None:
    answer = site.get(f"/audiences/{scheme}.{form}")
    assert answer.status_code == 200 and answer.data
    assert site.head(f"/audiences/{scheme}.{form}").headers["ETag"] == answer.headers["ETag"]
    again = site.get(f"/audiences/{scheme}.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert site.get(f"/audiences/p1/{scheme}.{form}").status_code == 200
    if form.endswith("json"):
        assert json.loads(answer.data)


@pytest.mark.parametrize(
    ("path", "accept", "status", "kind"),
    [(f"/audiences/{OURS}", "text/turtle", 200, "text/turtle"), (f"/audiences/{OURS}", "text/csv", 200, "text/csv"),
     (f"/audiences/{OURS}", "*/*", 200, "text/html"), (f"/audiences/{OURS}", "image/png", 406, ""),
     (f"/audiences/schemes/{OURS}", "application/ld+json", 200, "application/ld+json"),
     (f"/audiences/schemes/{OURS}", "text/html", 200, "text/html"),
     ("/audiences/structure", "text/turtle", 200, "text/turtle"),
     (f"/audiences/p1/{OURS}", "application/json", 200, "application/json")],
)  # fmt: skip
def test_the_form_follows_accept(site: FlaskClient, path: str, accept: str, status: int, kind: str) -> None:
    answer = site.get(path, headers={"Accept": accept})
    assert answer.status_code == status and answer.content_type.startswith(kind)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    ["/audiences/none", f"/audiences/{OURS}.pdf", f"/audiences/p9/{OURS}.csv", "/audiences/schemes/none",
     f"/audiences/schemes/{OURS}.csv", "/audiences/structure.csv", f"/audiences/{OURS}?season=nl-1999-2000",
     f"/audiences/{OURS}?season=%27%20OR%201", "/audiences/schemes", "/audiences/p1/none.csv"],
)  # fmt: skip
def test_what_is_not_there_is_404(site: FlaskClient, path: str) -> None:
    assert site.get(path, headers=HTML).status_code == 404


def test_every_uri_of_the_cube_answers(site: FlaskClient) -> None:
    store = ox.Store()
    store.load(site.get(f"/audiences/{OURS}.ttl").data, format=ox.RdfFormat.TURTLE)
    ours = {term.value for quad in store for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    documents = {uri.partition("#")[0].removeprefix(BASE) for uri in ours if uri.startswith(BASE)}
    documents = {one for one in documents if one.startswith(("audiences/", "id/dataset"))}
    assert {f"audiences/{OURS}", "audiences/structure", f"audiences/schemes/{OURS}", "id/dataset/audiences"} <= documents
    for document in documents:
        answer = site.get(f"/{document}", headers={"Accept": "text/turtle"})
        assert answer.status_code in (200, 303), document


def test_each_group_has_its_place_on_the_page_of_its_scheme(site: FlaskClient, folder: Path) -> None:
    page = text(site, f"/audiences/schemes/{OURS}?lang=en")
    for group in Audiences(folder).schemes[OURS].groups.values():
        assert f'id="group-{group.code}"' in page and group.definition["en"] in page
    assert "is much like" in page and f"/audiences/schemes/{THEIRS}?lang=en#group-3" in page
    assert site.get("/audiences/crosswalk.sssom.tsv").text.startswith("#curie_map:")


def test_figures_and_partners_lead_there(site: FlaskClient) -> None:
    for path in ("/figures", "/partners"):
        assert 'href="/audiences' in text(site, path).partition("<main")[2].partition("</main>")[0]


def test_where_nothing_was_delivered_it_says_so(tmp_path: Path) -> None:
    empty = web_harness.publish(tmp_path / "data", [])
    client = create_app(web_harness.config(empty.folder), empty).test_client()
    assert "geen publieksgegevens" in text(client, "/audiences?lang=nl")
    assert "no audience data" in text(client, "/audiences?lang=en")
    assert client.get(f"/audiences/{OURS}").status_code == client.get("/audiences/structure").status_code == 404
    assert client.get("/audiences/crosswalk.sssom.tsv").status_code == 404


def test_where_too_little_was_delivered_it_says_so(tmp_path: Path) -> None:
    publication = web_harness.publish(tmp_path / "data", [])
    rows = {("2023/2024", "dans", "a", "GM0599"): 4, ("2025/2026", "dans", "a", "GM0599"): 400}
    config = audiences_harness.settings(tmp_path / "visits", {OURS: audiences_harness.csv(rows)})
    audiences_harness.publish(config, publication.folder)
    client = create_app(web_harness.config(publication.folder), publication).test_client()
    for path in ("/audiences?lang=en", f"/audiences/{OURS}?lang=en"):
        page = text(client, path)
        assert "Too few visits to give anything: 2023/2024" in page
        assert "the season is not over: 2025/2026" in page and "No visits of these groups" in page
    assert client.get(f"/audiences/{OURS}.csv").text.splitlines() == ["season,group,discipline,area,visits,status"]
    assert json.loads(client.get(f"/audiences/{OURS}.json").data)["value"] == {}
    assert client.get(f"/audiences/{OURS}.ttl").status_code == 200

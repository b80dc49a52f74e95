"""Memento: TimeGate, TimeMap and versions, asked by hand and with the protocol's own client."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from memento_client import MementoClient
from season import Season
from web_harness import BASE

from dip_lod.harvest import memento
from dip_lod.web.app import create_app

VEEL, HALL = "person/p.veel", "hall/v.h"
SCHEMA = "https://schema.org/"
TURTLE = {"Accept": "text/turtle"}


def at(day: int, clock: str = "12:00:00") -> dict[str, str]:
    """Ask for a day of March 2026."""
    names = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    return {"Accept-Datetime": f"{names[(day) % 7]}, {day:02d} Mar 2026 {clock} GMT", **TURTLE}


def triples(name: str) -> list[ox.Triple]:
    """Give the edge cases, with a person in all three models who is called otherwise each time."""
    person = ox.NamedNode(f"{BASE}id/{VEEL}")
    rda = ox.NamedNode(f"{BASE}id/{VEEL}#rda")
    text = ox.Literal(name, language="nl")
    return [
        *web_harness.triples(web_harness.SAMPLE),
        ox.Triple(person, ox.NamedNode(f"{SCHEMA}alternateName"), text),
        ox.Triple(rda, ox.NamedNode("http://rdaregistry.info/Elements/a/P50111"), text),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give a site: a person on 2 March, with another name on 4, gone on 6, back on 8, of the RDA view from 10 on."""
    data = tmp_path_factory.mktemp("times")
    gone = [one for one in triples("") if f"/{VEEL}" not in one.subject.value]
    for number, said in enumerate((triples("Een"), triples("Twee"), gone, triples("Vier"), triples("Vijf")), 1):
        publication = web_harness.publish(data, said, number, committed=f"2026-03-{2 * number:02d}T12:00:00Z")
    return create_app(web_harness.config(data), publication).test_client()


@pytest.mark.parametrize(
    ("day", "version"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (8, 4), (9, 4), (10, 5), (31, 5)]
)
@pytest.mark.parametrize("path", [f"/doc/{VEEL}", f"/id/{VEEL}", f"/doc/{VEEL}.nt"])
def test_timegate_leads_to_the_version_of_that_moment(site: FlaskClient, path: str, day: int, version: int) -> None:
    answer = site.get(path, headers=at(day))
    extension = ".nt" if path.endswith(".nt") else ""
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/history/{VEEL}{extension}?version={version}"
    assert "Accept-Datetime" in answer.headers["Vary"] and "Memento-Datetime" not in answer.headers
    assert f'<{BASE}doc/{VEEL}>; rel="original timegate"' in answer.headers["Link"]
    assert f'<{BASE}timemap/{VEEL}>; rel="timemap"; type="application/link-format"' in answer.headers["Link"]


def test_a_second_before_it_changed_it_was_as_before(site: FlaskClient) -> None:
    assert site.get(f"/doc/{VEEL}", headers=at(4, "11:59:59")).headers["Location"].endswith("version=1")


@pytest.mark.parametrize("header", ["2026-03-02", "gisteren", "Mon, 02 Mar 2026 12:00:00 +0100", "", "GMT",
                                    "Mon, 99 Mar 2026 12:00:00 GMT", "Mon, 02 Mar 999999 12:00:00 GMT"])  # fmt: skip
def test_moment_in_another_form_is_400(site: FlaskClient, header: str) -> None:
    assert site.get(f"/doc/{VEEL}", headers={"Accept-Datetime": header}).status_code == 400


def test_what_is_asked_of_the_document_is_asked_of_its_version(site: FlaskClient) -> None:
    answer = site.get(f"/doc/{VEEL}?_profile=crm&lang=en&x=%0d", headers=at(3))
    assert answer.headers["Location"] == f"/history/{VEEL}?version=1&_profile=crm&lang=en"
    assert site.get("/doc/person/never", headers=at(3)).status_code == 404
    assert site.get(f"/doc/{VEEL}.nt", headers=at(3), follow_redirects=True).content_type == "application/n-triples"


def test_version_says_what_was_said_then_in_every_form(site: FlaskClient) -> None:
    for form, extension in ((one, one.file_extension) for one in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_QUADS,
                            ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES)):  # fmt: skip
        answer = site.get(f"/history/{VEEL}.{extension}?version=1")
        assert answer.status_code == 200 and answer.headers["Memento-Datetime"] == "Mon, 02 Mar 2026 12:00:00 GMT"
        said = web_harness.graph(answer.data, form)
        assert {value for _, name, value in said if name.endswith("alternateName>")} == {'"Een"@nl'}
        assert said == web_harness.graph(site.get(f"/history/{VEEL}.nt?version=1").data, ox.RdfFormat.N_TRIPLES)
    links = answer.headers["Link"]
    assert re.search(r'version=1>; rel="first memento"; datetime="Mon, 02 Mar 2026 12:00:00 GMT"', links)
    assert re.search(r'version=2>; rel="next memento"', links) and re.search(r'version=5>; rel="last memento"', links)
    assert answer.headers["Content-Location"] == f"/history/{VEEL}.nt?version=1"
    assert site.head(f"/history/{VEEL}?version=1", headers=TURTLE).headers["Memento-Datetime"]
    tag = answer.headers["ETag"]
    assert site.get(f"/history/{VEEL}.nt?version=1", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(("token", "present", "absent"), [("schema", "alternateName", "cidoc-crm"),
                         ("crm", "cidoc-crm", "alternateName"), ("rda", "P50111", "alternateName")])  # fmt: skip
def test_version_has_its_three_views(site: FlaskClient, token: str, present: str, absent: str) -> None:
    answer = site.get(f"/history/{VEEL}.nt?version=2&_profile={token}")
    assert answer.status_code == 200 and present in answer.text and absent not in answer.text
    page = site.get(f"/history/{VEEL}?version=2&_profile={token}", headers={"Accept": "text/html"})
    assert page.status_code == 200 and f"/history/{VEEL}.ttl?version=2&amp;_profile={token}" in page.text
    assert "noindex" in page.text
    by_header = site.get(f"/history/{VEEL}.nt?version=2", headers={"Accept-Profile": f"<{token}>"})
    assert by_header.data == answer.data or token != "rda"


def test_wrong_view_or_form_of_a_version_is_406_with_what_there_is(site: FlaskClient) -> None:
    for query, accept in (("&_profile=x", "text/plain"), ("", "image/png"), ("&_profile=alt", "text/plain")):
        answer = site.get(f"/history/{VEEL}?version=2{query}", headers={"Accept": accept})
        assert answer.status_code == 406 and f"/history/{VEEL}" in answer.text


def test_version_between_two_is_the_earlier_one_and_gone_is_410(site: FlaskClient) -> None:
    assert site.get(f"/history/{VEEL}.nt?version=99").headers["Location"] == f"/history/{VEEL}.nt?version=5"
    gone = site.get(f"/history/{VEEL}?version=3", headers=TURTLE)
    assert gone.status_code == 410 and gone.headers["Memento-Datetime"] == "Fri, 06 Mar 2026 12:00:00 GMT"
    assert site.get("/history/person/p.oud?version=1").status_code == 301


def test_timemap_lists_every_version_in_link_format(site: FlaskClient) -> None:
    answer = site.get(f"/timemap/{VEEL}")
    assert answer.status_code == 200 and answer.content_type == "application/link-format"
    links = re.findall(r'<([^>]+)>; rel="([^"]+)"', answer.text)
    assert [rel for _, rel in links] == [
        "original timegate",
        "self",
        "first memento",
        "memento",
        "memento",
        "last memento",
    ]
    assert [uri.partition("version=")[2] for uri, rel in links if "memento" in rel] == ["1", "2", "4", "5"]
    assert 'until="Tue, 10 Mar 2026 12:00:00 GMT"' in answer.text
    assert site.get("/timemap/person/never").status_code == 404 and site.get("/timemap/x").status_code == 404
    assert site.get("/timemap/person/p.oud").status_code == 410
    browser = site.get(f"/timemap/{VEEL}", headers={"Accept": "text/html"})
    assert browser.status_code == 303 and browser.headers["Location"] == f"/history/{VEEL}"
    assert site.get("/timemap/%70erson/p.veel").headers["Location"] == f"/timemap/{VEEL}"


def test_document_names_its_timemap_and_page_of_a_version_the_document(site: FlaskClient) -> None:
    now = site.get(f"/doc/{VEEL}", headers=TURTLE)
    assert f'<{BASE}timemap/{VEEL}>; rel="timemap"' in now.headers["Link"]
    assert 'rel="original timegate"' in now.headers["Link"] and "Accept-Datetime" in now.headers["Vary"]
    page = site.get(f"/history/{VEEL}?version=1&lang=nl", headers={"Accept": "text/html"}).text
    assert "Deze versie als:" in page and f"/history/{VEEL}.ttl?version=1" in page


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Season]:
    """Serve a hall that changed on the 2nd and the 3rd."""
    made = Season(tmp_path)
    for number, name in enumerate(("Zaal", "Grote zaal", "Grootste zaal"), 1):
        made.publish(number, {HALL: name})
    with closing(made.server.socket), made.serving():
        yield made


def test_client_of_the_protocol_finds_the_version_and_its_neighbours(served: Season) -> None:
    # It knows no document that is its own TimeGate, as RFC 7089 (4.1.1) has it; so it is told which one to ask.
    with MementoClient(timegate_uri="", check_native_timegate=False) as client:
        found = client.get_memento_info(f"{served.base}doc/{HALL}", datetime(2026, 3, 2, 18))
    assert found["timegate_uri"] == f"{served.base}doc/{HALL}" and found["original_uri"] == f"{served.base}doc/{HALL}"
    mementos = found["mementos"]
    assert mementos["closest"]["uri"] == [f"{served.base}history/{HALL}?version=2"]
    assert mementos["closest"]["http_status_code"] == 200
    assert mementos["closest"]["datetime"] == datetime(2026, 3, 2, 12)
    for name, number in (("first", 1), ("prev", 1), ("next", 3), ("last", 3)):
        assert mementos[name]["uri"] == [f"{served.base}history/{HALL}?version={number}"], name


def test_moment_is_read_as_http_writes_it() -> None:
    assert memento.stated(str(memento.moment("Mon, 02 Mar 2026 12:00:00 GMT"))) == "Mon, 02 Mar 2026 12:00:00 GMT"

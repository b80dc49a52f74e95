"""What is gone, merged or erased, and the history of what is there."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.journal.comparing import Comparison, Fate
from dip_lod.journal.reading import JOURNAL
from dip_lod.web.app import create_app

GONE = "person/p.veel"


def statements() -> list[ox.Triple]:
    return web_harness.triples(web_harness.SAMPLE)


def without(key: str) -> list[ox.Triple]:
    return [one for one in statements() if f"/{key}" not in one.subject.value]


def another() -> str:
    """Give the key of a hall that stays."""
    space = f"{web_harness.BASE}id/hall/"
    found = {one.subject.value for one in without(GONE) if one.subject.value.startswith(space)}
    return min(uri for uri in found if "#" not in uri and "%" not in uri).removeprefix(web_harness.BASE + "id/")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gone")


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    """Give a site whose second publication lacks a person, whom others had been merged into."""

    def judge(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
        yield from ((key, Fate("deleted", "marked")) for key, _ in comparison.gone())

    web_harness.publish(data, statements(), 1)
    publication = web_harness.publish(data, without(GONE), 2, judge=judge)
    return create_app(web_harness.config(data), publication).test_client()


@pytest.mark.parametrize("path", [f"/id/{GONE}", f"/doc/{GONE}", f"/doc/{GONE}.html"])
def test_deleted_is_410_with_its_last_state(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 410 and answer.content_type.startswith("text/html")
    assert "Taken off the bill" in answer.text and "The source has marked it as deleted." in answer.text
    assert 'name="robots" content="noindex"' in answer.text and f"/history/{GONE}" in answer.text
    last = client.get(f"/history/{GONE}?version=1", headers={"Accept": "text/html"}).text
    assert "<h1" in last and last.split("<h1")[1].split(">")[1] in answer.text
    assert client.head(path).status_code == 410 and client.head(path).data == b""


@pytest.mark.parametrize("extension", ["ttl", "jsonld", "nt", "rdf", "trig", "nq"])
def test_deleted_is_a_small_tombstone_in_every_form(client: FlaskClient, extension: str) -> None:
    answer = client.get(f"/doc/{GONE}.{extension}")
    assert answer.status_code == 410
    form = ox.RdfFormat.from_extension(extension)
    assert form is not None
    said = web_harness.graph(answer.data, form)
    page = f"<{web_harness.BASE}doc/{GONE}>"
    (moment,) = [value for subject, name, value in said if subject == page and name.endswith("invalidatedAtTime>")]
    assert moment.startswith('"2026-03-02T12:00:00')
    assert any(value == '"The source has marked it as deleted."@en' for _, _, value in said)
    assert 'rel="version-history"' in answer.headers["Link"]


def test_deleted_without_a_form_that_we_have_is_plain_410(client: FlaskClient) -> None:
    answer = client.get(f"/doc/{GONE}", headers={"Accept": "image/png"})
    assert answer.status_code == 410 and answer.content_type.startswith("text/plain")


def test_merged_into_what_is_gone_leads_to_its_tombstone(client: FlaskClient) -> None:
    answer = client.get("/doc/person/p.oud.ttl")
    assert answer.status_code == 301 and answer.headers["Location"] == f"/doc/{GONE}.ttl"
    assert client.get("/id/person/p.oud").headers["Location"] == f"/id/{GONE}"


def test_what_never_was_is_404(client: FlaskClient) -> None:
    assert client.get("/id/person/never").status_code == 404
    for path in ("/history/person/never", f"/history/{GONE}?version=0", f"/history/{GONE}?version=x", "/history/x/y"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"/history/{GONE}?version=2").status_code == 410


def test_history_lists_changes_the_newest_first(client: FlaskClient) -> None:
    page = client.get(f"/history/{GONE}", headers={"Accept-Language": "en"}).text
    assert page.index("Taken away") < page.index("Appeared")
    assert f'href="/history/{GONE}?version=1"' in page and "version=2" not in page
    dutch = client.get(f"/history/{GONE}?lang=nl").text
    assert "Weggehaald" in dutch and f'href="/history/{GONE}?version=1&amp;lang=nl"' in dutch


def test_page_of_a_thing_links_its_history_which_redirects_other_spellings(client: FlaskClient) -> None:
    uri = another()
    page = client.get(f"/doc/{uri}", headers={"Accept": "text/html"}).text
    assert f'href="/history/{uri}"' in page
    assert client.get(f"/history/{uri}").status_code == 200
    odd = client.get(f"/history/{uri.replace('hall', '%68all')}")
    assert odd.status_code == 301 and odd.headers["Location"] == f"/history/{uri}"
    assert client.get(f"/history/{uri}", headers={"Accept": "text/turtle"}).status_code == 406


def test_journal_that_cannot_be_read_is_503_for_what_is_not_there_alone(data: Path, client: FlaskClient) -> None:
    whole = (data / JOURNAL).read_bytes()
    (data / JOURNAL).write_bytes(b"broken" * 500)
    try:
        uri = another()
        assert client.get(f"/doc/{uri}.ttl").status_code == 200
        answer = client.get(f"/doc/{GONE}")
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
        assert client.get(f"/history/{uri}").status_code == 503
    finally:
        (data / JOURNAL).write_bytes(whole)


def test_what_is_gone_names_what_went_with_it(tmp_path: Path) -> None:
    said = f"""@base <{web_harness.BASE}> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix prov: <http://www.w3.org/ns/prov#> .
      <id/production/a> rdfs:label "Adem"@nl ; schema:isBasedOn <id/work/w>, <id/work/never> .
      <doc/production/a> prov:wasDerivedFrom <id/run/r#record> .
      <id/work/w> rdfs:label "De nachtzuster"@nl . <id/work/stays> rdfs:label "Blijft"@nl .
      <id/run/r> rdfs:label "Reeks"@nl . <id/run/r#record> rdfs:label "Bronrecord van de reeks"@nl ."""
    whole = [one.triple for one in ox.parse(said, format=ox.RdfFormat.TURTLE)]

    def judge(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
        yield from ((key, Fate("deleted", "marked")) for key, _ in comparison.gone())

    web_harness.publish(tmp_path, whole, 1, merged={})
    left = [one for one in whole if "/work/stays" in one.subject.value]
    publication = web_harness.publish(tmp_path, left, 2, merged={}, judge=judge)
    visited = create_app(web_harness.config(tmp_path), publication).test_client()
    for path, status in (("/doc/production/a", 410), ("/history/production/a?version=1", 200)):
        answer = visited.get(path, headers={"Accept": "text/html", "Accept-Language": "nl"})
        assert answer.status_code == status
        assert ">De nachtzuster</a>" in answer.text and ">Bronrecord van de reeks</a>" in answer.text, path
        assert ">work/never</a>" in answer.text, path

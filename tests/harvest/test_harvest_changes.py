"""Changes for people, for feed readers, and as activities (IIIF Change Discovery 1.0)."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import html
from season import Season

from dip_lod.harvest import discovery
from dip_lod.journal.reading import FIRST, JOURNAL, Change, Journal

HTML = {"Accept": "text/html"}
PEOPLE = 2 * discovery.SIZE + 50


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    """Make three publications: many, none gone; one gone and one merged; one changed and one back."""
    made = Season(tmp_path_factory.mktemp("changes"))
    texts = {f"person/p.{one:03}": f"Naam <{one}> & zo" for one in range(PEOPLE)}
    left = {key: name for key, name in texts.items() if key not in ("person/p.001", "person/p.002")}
    made.publish(1, texts)
    made.publish(2, left, {"person/p.002": "person/p.003"})
    made.publish(3, left | {"person/p.001": "Terug", "person/p.004": "Anders"}, {"person/p.002": "person/p.003"})
    with closing(made.server.socket):
        yield made


@pytest.fixture(scope="module")
def site(three: Season) -> FlaskClient:
    return three.client()


@pytest.fixture(scope="module")
def changes(three: Season) -> list[Change]:
    return Journal(three.data).changes(FIRST, limit=10_000)


def read(site: FlaskClient, three: Season, uri: str) -> dict[str, Any]:
    """Follow an address in an answer."""
    answer = site.get(uri.replace(three.base, "/"))
    assert answer.status_code == 200 and answer.content_type == discovery.MEDIA_TYPE, uri
    said: dict[str, Any] = json.loads(answer.data)
    assert said["id"] == uri and said["@context"] == discovery.CONTEXT
    return said


def test_walk_back_from_the_last_page_meets_every_activity_once(
    site: FlaskClient, three: Season, changes: list[Change]
) -> None:
    collection = read(site, three, f"{three.base}changes/activity")
    assert collection["type"] == "OrderedCollection" and collection["totalItems"] == len(changes)
    page = read(site, three, collection["last"]["id"])
    assert "next" not in page
    met: list[dict[str, Any]] = []
    while True:
        assert page["type"] == "OrderedCollectionPage" and page["partOf"]["id"] == collection["id"]
        assert 0 < len(page["orderedItems"]) <= discovery.SIZE
        met = page["orderedItems"] + met
        if "prev" not in page:
            break
        earlier = read(site, three, page["prev"]["id"])
        assert earlier["next"]["id"] == page["id"]
        page = earlier
    assert page["id"] == collection["first"]["id"]
    assert [one["object"]["canonical"] for one in met] == [f"{three.base}id/{change.key}" for change in changes]
    moments = [one["endTime"] for one in met]
    assert moments == sorted(moments) and all(re.fullmatch(r"2026-03-0\dT12:00:00Z", one) for one in moments)
    kinds = {(one["object"]["id"].rpartition(".")[2], one["type"]) for one in met if not one["endTime"] < "2026-03-02"}
    assert kinds == {("001", "Delete"), ("002", "Move"), ("001", "Create"), ("004", "Update")}
    (moved,) = [one for one in met if one["type"] == "Move"]
    assert moved["target"]["id"] == f"{three.base}doc/person/p.003"
    for one in met:
        assert ("seeAlso" in one["object"]) == (one["type"] in ("Create", "Update"))


def test_pages_that_have_a_next_are_closed(site: FlaskClient) -> None:
    assert "immutable" in site.get("/changes/activity/1").headers["Cache-Control"]
    assert site.get("/changes/activity/3").headers["Cache-Control"] == "no-cache"
    assert site.head("/changes/activity/1").status_code == 200


def test_feed_reader_reads_every_entry_page_after_page(site: FlaskClient, three: Season, changes: list[Change]) -> None:
    path: str | None = "/changes.atom"
    entries: list[Any] = []
    while path:
        answer = site.get(path, headers={"Accept-Language": "nl"})
        assert answer.content_type.startswith("application/atom+xml")
        feed = feedparser.parse(answer.data)
        assert not feed.bozo and feed.feed.updated == "2026-03-03T12:00:00+00:00" and feed.feed.language == "nl"
        entries += feed.entries
        path = next((one.href.replace(three.base, "/") for one in feed.feed.links if one.rel == "next"), None)
    told = [f"{three.base}history/{change.key}?version={change.number}" for change in reversed(changes)]
    assert [entry.id for entry in entries] == told
    (gone,) = [entry for entry in entries if entry.tags[0].term == "Delete"]
    assert gone.title == "Naam <1> & zo" and "levert dit niet meer" in gone.summary
    assert site.get(gone.link.replace(three.base, "/"), headers=HTML).status_code == 200


def test_feed_speaks_the_language_that_is_asked_for_and_keeps_it(site: FlaskClient) -> None:
    feed = feedparser.parse(site.get("/changes.atom?lang=en").data)
    assert feed.feed.language == "en" and "Person: " in feed.entries[0].summary
    (following,) = [one.href for one in feed.feed.links if one.rel == "next"]
    assert following.endswith("&lang=en")


@pytest.mark.parametrize(
    ("language", "title", "gone"), [("nl", "Wijzigingen", "weggehaald"), ("en", "Changes", "taken away")]
)
def test_page_counts_what_each_publication_did(site: FlaskClient, language: str, title: str, gone: str) -> None:
    page = html.fromstring(site.get(f"/changes?lang={language}", headers=HTML).text)
    assert page.findtext(".//h1") == title
    rows = [" ".join(row.text_content().split()) for row in page.iterfind(".//tbody/tr")]
    assert len(rows) == 3 and f"1 {gone}" in rows[1] and str(PEOPLE) in rows[2]


def test_publication_lists_its_changes_page_by_page_without_a_dead_link(site: FlaskClient) -> None:
    path: str | None = "/changes/1"
    named: list[str] = []
    while path:
        page = html.fromstring(site.get(path, headers=HTML).text)
        named += [" ".join(cell.text_content().split()) for cell in page.iterfind(".//tbody/tr/td[1]")]
        path = next((one.get("href") for one in page.iterfind(".//a[@rel='next']")), None)
    assert named == [f"Naam <{one}> & zo Persoon" for one in range(PEOPLE)]
    gone = html.fromstring(site.get("/changes/2", headers=HTML).text)
    links = [one.get("href") for one in gone.iterfind(".//tbody//a")]
    assert "/history/person/p.002" in links
    assert {site.get(one, headers=HTML).status_code for one in links} == {200}


@pytest.mark.parametrize(
    "path",
    ["/changes/99", "/changes/0", "/changes/x", "/changes?before=x", "/changes?before=-1", "/changes/1?after=x",
     "/changes.atom?before=1", "/changes.atom?before=1/x", "/changes.atom?before=/person/a", "/changes.atom?before=",
     "/changes/activity/9", "/changes/activity/1?after=%00", "/changes/activity/x", "/changes/1?after=hall/%E0%80"],
)  # fmt: skip
def test_broken_page_tokens_are_404(site: FlaskClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404 and "/changes" in answer.text


def test_overview_sends_programs_to_their_form(site: FlaskClient) -> None:
    def ask(accept: str) -> tuple[int, str | None]:
        answer = site.get("/changes", headers={"Accept": accept})
        return answer.status_code, answer.headers.get("Location")

    assert ask("application/atom+xml") == (303, "/changes.atom")
    assert ask("application/ld+json") == (303, "/changes/activity")
    assert ask("application/json") == (303, "/changes/activity")
    assert ask("*/*;q=0.1") == (200, None) and ask("image/png")[0] == 406


def test_journal_that_cannot_be_read_is_503(three: Season, site: FlaskClient) -> None:
    file = three.data / JOURNAL
    whole = file.read_bytes()
    file.write_bytes(b"broken" * 500)
    try:
        for path in ("/changes", "/changes/1", "/changes.atom", "/changes/activity", "/changes/activity/1", "/ldes"):
            answer = site.get(path)
            assert answer.status_code == 503 and answer.headers["Retry-After"] == "5", path
    finally:
        file.write_bytes(whole)

"""A search on a map and through time: the same things, counted honestly, without a script."""

from pathlib import Path

import pyoxigraph as ox
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.publication.reading import Publication
from dip_lod.search import grouping
from dip_lod.search.query import Query
from dip_lod.search.reading import Index
from dip_lod.web.app import create_app

DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_the_map_has_every_place_with_what_was_found_there(site: FlaskClient) -> None:
    tree = parsed(page(site, "/search?kind=performance&view=map"))
    rows = tree.findall(".//table[@class='spots']/tbody/tr")
    assert rows and all(row.get("data-at") for row in rows)
    assert "Stadsschouwburg Voorbeeldstad" in texts_of(tree, ".//table[@class='spots']/tbody/tr/th")
    items = site.get("/search.json?kind=performance").json["items"]
    assert sum(int(row.get("data-size", "0")) for row in rows) == sum("latitude" in one for one in items)
    without = len(items) - sum("latitude" in one for one in items)
    assert not without or f"Zonder plek op de kaart: {without}." in page(site, "/search?kind=performance&view=map")


def test_the_timeline_counts_every_year_and_names_the_first(site: FlaskClient) -> None:
    tree = parsed(page(site, "/search?kind=performance&view=timeline"))
    counted = dict(zip(texts_of(tree, ".//tbody/tr/th"), texts_of(tree, ".//tbody/tr/td"), strict=True))
    days = [one.get("firstDay", "")[:4] for one in site.get("/search.json?kind=performance").json["items"]]
    assert counted == {year: str(days.count(year)) for year in sorted(set(days)) if year}
    assert texts_of(tree, ".//section[@class='year']/h3")[0].startswith(max(counted))


def test_a_view_has_one_address_and_keeps_what_was_asked(site: FlaskClient) -> None:
    answer = site.get("/search?view=map&q=kersen&after=venue/v.stad")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/search?q=kersen&view=map")
    assert site.get("/search?q=kersen&view=globe").headers["Location"] == "/search?q=kersen"
    text = page(site, "/search?q=kersen&view=timeline")
    assert 'href="/search?q=kersen&amp;view=map"' in text and 'href="/search?q=kersen"' in text
    assert 'name="view" value="timeline"' in text and "kind=production&amp;view=timeline" in text


def test_nothing_found_is_no_picture(site: FlaskClient) -> None:
    for path in ("/search?q=zzzz&view=map", "/search?q=zzzz&view=timeline"):
        assert not parsed(page(site, path)).findall(".//figure")


def test_what_is_beyond_the_bound_is_not_counted(reference: Publication) -> None:
    index = Index(reference.folder, counted=5)
    assert sum(group.total for group in grouping.years(index, Query(), 2)) <= 5
    assert all(len(group.first) <= 2 for group in grouping.years(index, Query(), 2))
    assert grouping.spots(index, Query("", {"kind": "nothing"}), 3).groups == []


def test_makers_stand_on_the_map_wherever_they_played(site: FlaskClient, reference: Publication) -> None:
    found = grouping.spots(Index(reference.folder), Query("", {"kind": "person"}), 3)
    people = site.get("/search.json?kind=person").json["items"]
    assert 0 < found.spread == found.placed <= len(people)
    assert all(group.venue.startswith("venue/") and 1 <= group.total <= len(people) for group in found.groups)
    text = page(site, "/search?kind=person&view=map")
    tree = parsed(text)
    assert "Stadsschouwburg Voorbeeldstad" in texts_of(tree, ".//table[@class='spots']/tbody/tr/th")
    assert "elk podium waar het speelde" in text
    assert "elk podium waar het speelde" not in page(site, "/search?kind=venue&view=map")


def test_one_old_thing_does_not_make_a_thin_line_of_the_others(tmp_path: Path) -> None:
    space = f"{web_harness.BASE}id/performance/"
    days = ["1908-01-05", *(f"20{year}-03-{day:02}" for year in (23, 24, 25) for day in range(1, 9))]
    said = [
        ox.Triple(ox.NamedNode(f"{space}e{place}"), ox.NamedNode(predicate), value)
        for place, day in enumerate(days)
        for predicate, value in (
            (TYPE, ox.NamedNode("https://schema.org/TheaterEvent")),
            (web_harness.LABEL, ox.Literal("Kersen", language="nl")),
            ("https://schema.org/startDate", ox.Literal(day, datatype=DATE)),
        )
    ]
    publication = web_harness.publish(tmp_path, said)
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    text = page(client, "/search?kind=performance&view=timeline")
    tree = parsed(text)
    assert "2023: 8" in text and "1908: 1" not in text and "2022: 0" not in text
    assert "1908" in texts_of(tree, ".//tbody/tr/th")
    assert "1 van vóór 2023, het oudste van 1908" in text

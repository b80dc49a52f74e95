"""What is told of a page to search engines, to those who share it, and to those who cite it."""

import json
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod import resources
from dip_lod.web.words import dates, texts

PRODUCTION = "/doc/production/NL-22-017-0000871"
RUN = "/doc/performance/NL-24-017-0001234"


def scripts(tree: Element) -> list[Any]:
    return [json.loads("".join(one.itertext())) for one in tree.findall(".//script[@type='application/ld+json']")]


def metas(tree: Element) -> dict[str, str]:
    found = [(one.get("property") or one.get("name") or "", one.get("content") or "") for one in tree.iter("meta")]
    return dict(found)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_performance_meets_googles_rules_for_events(site: FlaskClient, number: int) -> None:
    event = scripts(parsed(page(site, f"{RUN}.{number}")))[0]
    assert "Event" in event["@type"] and event["name"] and event["startDate"][:2] == "20"
    place = event["location"]
    assert place["@type"] == "Place" and place["name"]
    assert place["address"]["@type"] == "PostalAddress" and place["address"]["addressLocality"]
    assert event["eventStatus"].startswith("https://schema.org/Event")
    players = event["performer"] if isinstance(event["performer"], list) else [event["performer"]]
    assert all(one.get("name") or one["performer"]["name"] for one in players)
    assert event["superEvent"]["name"] and event["organizer"][0]["name"] == "Toneelgroep Veldzicht"


def test_a_run_meets_googles_rules_for_events_too(site: FlaskClient) -> None:
    event = scripts(parsed(page(site, "/doc/run/NL-24-017-0001234")))[0]
    assert "Event" in event["@type"] and event["name"] and event["startDate"][:2] == "20"
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert 1 <= len(places) <= 3
    assert all(one["@type"] == "Place" and one["name"] and one["address"]["addressLocality"] for one in places)


def test_the_address_is_that_of_the_venue_of_the_hall(site: FlaskClient) -> None:
    address = scripts(parsed(page(site, f"{RUN}.1")))[0]["location"]["address"]
    assert address["streetAddress"] == "Plein 1" and address["postalCode"] == "1234 AB"


def test_a_breadcrumb_leads_from_the_site_over_the_kind(site: FlaskClient) -> None:
    crumbs = scripts(parsed(page(site, PRODUCTION)))[1]
    assert crumbs["@type"] == "BreadcrumbList"
    assert [(one["position"], one["name"]) for one in crumbs["itemListElement"]] == [
        (1, "Podiumkunsten als open data"),
        (2, "Producties"),
        (3, "De Kersentuin"),
    ]
    for one in crumbs["itemListElement"]:
        path = one["item"].removeprefix("http://localhost:8000")
        assert site.get(path, headers={"Accept": "text/html"}).status_code == 200


def test_open_graph_names_what_is_shared(site: FlaskClient) -> None:
    told = metas(parsed(page(site, PRODUCTION)))
    assert told["og:title"] == "De Kersentuin"
    assert told["og:url"] == "http://localhost:8000" + PRODUCTION
    assert told["og:description"].startswith("Productie: De Kersentuin. Toneelgroep Veldzicht, toneel")
    assert told["description"] == told["og:description"]
    assert metas(parsed(page(site, PRODUCTION, "en")))["og:locale"] == "en_GB"


@pytest.mark.parametrize("path", ["/doc/production/kwaad", "/doc/work/lang", "/doc/work/leeg"])
def test_hostile_values_stay_text_in_what_is_shared(client: FlaskClient, path: str) -> None:
    tree = parsed(page(client, path))
    assert len(scripts(tree)) == 2
    assert len(metas(tree)["og:description"]) <= 200
    title = "".join(tree.findall(".//title")[0].itertext())
    assert 0 < len(title) <= 300 and 0 < len(metas(tree)["og:title"]) <= 300
    assert not set(title + metas(tree)["og:title"]) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_page_says_how_it_is_cited(site: FlaskClient) -> None:
    cited = texts_of(parsed(page(site, PRODUCTION)), ".//section[@class='cite']/p")[0]
    words = texts.load(resources.folder("site") / "translations")["nl"]
    assert cited.startswith("“De Kersentuin” (productie). Podiumkunsten als open data. ")
    assert "2 maart 2026. http://localhost:8000/id/production/NL-22-017-0000871" in cited
    assert cited.endswith(f"(geraadpleegd op {dates.moment(date.today().isoformat(), words)}).")


def test_a_page_of_another_day_has_another_etag(site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2099, 1, 2)

    html, turtle = ({"Accept": kind} for kind in ("text/html", "text/turtle"))
    before = site.get(PRODUCTION, headers=html), site.get(PRODUCTION, headers=turtle)
    for module in ("documents.whole", "page.remembering"):
        monkeypatch.setattr(f"dip_lod.web.{module}.date", Tomorrow)
    after = site.get(PRODUCTION, headers=html), site.get(PRODUCTION, headers=turtle)
    assert before[0].headers["ETag"] != after[0].headers["ETag"]
    assert before[1].headers["ETag"] == after[1].headers["ETag"]

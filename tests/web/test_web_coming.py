"""What someone wants who would go there: what it is about, when it plays next, what a town plays in a season."""

from pathlib import Path

import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.web.app import create_app
from dip_lod.web.kinds import agent, lists, week

PRODUCTION, TOWN = "/doc/production/tocht", "/doc/place/GM9901"
NIGHTS = ("2024-10-05", "2025-11-01", "2025-11-02", "2026-03-01", "2026-03-03", "2026-03-04", "2026-05-09")
"""The publication is of 2 March 2026; what would have been on the third was cancelled."""
SAID = """@base <http://localhost:8000/> . @prefix s: <https://schema.org/> .
@prefix r: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dc: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/place/GM9901> r:label "Kade"@nl . <id/venue/kade> r:label "De Kade"@nl ; s:containedInPlace <id/place/GM9901> .
<id/organization/o> r:label "Gezelschap"@nl .
<id/season/nl-2024-2025> r:label "Seizoen 2024/2025"@nl . <id/season/nl-2025-2026> r:label "Seizoen 2025/2026"@nl .
<id/production/tocht> r:label "De tocht"@nl ; s:creator <id/organization/o> ;
  s:description "Drie zusters gaan op weg."@nl, "Three sisters set out."@en .
<id/run/r> a s:EventSeries ; r:label "De tocht, serie"@nl ; s:workPerformed <id/production/tocht> .
""" + "".join(
    f"""<id/performance/r.{number}> a s:Event ; r:label "De tocht"@nl ; s:superEvent <id/run/r> ;
  s:workPerformed <id/production/tocht> ; s:location <id/venue/kade> ; dc:date "{day}"^^xsd:date ;
  s:eventStatus s:Event{"Cancelled" if day == "2026-03-03" else "Scheduled"} .
"""
    for number, day in enumerate(NIGHTS)
)


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give a site with one tour, half of which has been played."""
    folder: Path = tmp_path_factory.mktemp("tour")
    (folder / "said.ttl").write_text(SAID, "utf-8")
    publication = web_harness.publish(folder, web_harness.triples(folder / "said.ttl"))
    return create_app(web_harness.config(folder), publication).test_client()


@pytest.mark.parametrize(
    ("language", "about"),
    [("nl", "Drie zusters gaan op weg."), ("en", "Three sisters set out."), ("fy", "Drie zusters gaan op weg.")],
)
def test_what_it_is_about_stands_under_the_title_in_one_language(tour: FlaskClient, language: str, about: str) -> None:
    tree = parsed(page(tour, PRODUCTION, language))
    assert texts_of(tree, ".//p[@class='lead']") == [about]
    assert about not in " ".join(texts_of(tree, ".//div[@class='facts']/dl"))
    assert about in " ".join(texts_of(tree, ".//details[@class='machine']"))  # with the other, each with its language


def test_a_production_and_its_run_say_when_they_play_next(tour: FlaskClient) -> None:
    for path in (PRODUCTION, "/doc/run/r"):
        tree = parsed(page(tour, path))
        assert texts_of(tree, ".//p[@class='subtitle']")[-1] == (
            "Eerstvolgende voorstelling: wo 4 mrt 2026 · De Kade · Kade · daarna nog 1"
        )
        assert "/doc/performance/r.5" in [one.attrib["href"] for one in tree.findall(".//p[@class='subtitle']/a")]


def test_a_season_in_a_town_lists_what_played_and_the_chart_leads_there(tour: FlaskClient) -> None:
    tree = parsed(page(tour, TOWN))
    rows = tree.findall(".//figure[@id='_seasons']//tbody/tr/th/a")
    assert [one.text for one in rows] == ["2024/25", "2025/26"]
    season = parsed(page(tour, rows[1].attrib["href"]))
    assert texts_of(season, ".//ol[@class='lines']/li") == [
        "1 nov 2025 – 9 mei 2026 De tocht Gezelschap 5 voorstellingen nog te zien"
    ]
    other = parsed(page(tour, rows[0].attrib["href"]))
    assert texts_of(other, ".//ol[@class='lines']/li") == ["5 okt 2024 De tocht Gezelschap 1 voorstelling"]


def test_a_season_leads_to_the_one_before_and_after_where_they_are(tour: FlaskClient) -> None:
    for season, shown in (("2024-2025", "Seizoen 2025/2026 →"), ("2025-2026", "← Seizoen 2024/2025")):
        assert texts_of(parsed(page(tour, f"/doc/season/nl-{season}")), ".//p[@class='subtitle']/a") == [shown]


def test_the_agenda_lists_a_week_by_day_and_turns_to_where_something_plays(tour: FlaskClient) -> None:
    tree = parsed(page(tour, "/agenda"))
    assert texts_of(tree, ".//h1") == ["2 – 8 mrt 2026 1 voorstelling"]  # what was cancelled is not on
    assert texts_of(tree, ".//div[@class='week']//h2") == ["wo 4 mrt 2026"]
    turns = [one.attrib["href"] for one in tree.findall(".//nav/ul[@class='pages']//a")]
    assert turns == ["/agenda?from=2026-02-23", "/agenda?from=2026-05-09"]
    later = parsed(page(tour, turns[1]))
    assert texts_of(later, ".//div[@class='week']//li") == ["De tocht De Kade"]
    past = parsed(page(tour, "/agenda?from=2025-10-20"))
    assert texts_of(past, ".//p[@class='fine']") == ["In deze week is geen voorstelling bekend."]
    assert past.find(".//nav/ul[@class='pages']//a").attrib["href"] == "/agenda?from=2024-09-29"


def test_the_agenda_is_paged_by_key_without_loss(tour: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(week, "SIZE", 1)
    found, path = [], "/agenda?from=2025-10-30"
    while path:
        tree = parsed(page(tour, path))
        found += [
            one.attrib["href"]
            for one in tree.findall(".//div[@class='week']//li//a")
            if "/performance/" in one.attrib["href"]
        ]
        assert texts_of(tree, ".//h1/span") == ["2 voorstellingen"]
        path = next((one.attrib["href"] for one in tree.findall(".//a") if one.get("rel") == "next"), "")
    assert found == ["/doc/performance/r.1", "/doc/performance/r.2"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=x", 400),
        ("from=2026-02-30", 400),
        ("after=performance/x", 404),
        ("from=0001-01-01", 200),
        ("from=9999-12-31", 200),
        ("from=", 200),
        ("from=1987-05-05", 200),
    ],
)
def test_any_day_can_be_asked_for(tour: FlaskClient, query: str, status: int) -> None:
    assert tour.get(f"/agenda?{query}", headers={"Accept": "text/html"}).status_code == status


@pytest.mark.parametrize("day", ["2024-10", "0001-01-03", "10024-01-01", "2025-02-30", "2026-02-30"])
def test_a_day_that_is_in_no_calendar_breaks_no_week(tmp_path: Path, day: str) -> None:
    odd = f'<id/performance/odd> a s:Event ; r:label "Ooit"@nl ; s:superEvent <id/run/r> ; dc:date "{day}"^^xsd:date .'
    (tmp_path / "said.ttl").write_text(SAID + odd + "\n", "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    for path in ("/", "/agenda", "/agenda?from=2024-10-01", "/agenda?from=9999-12-31", "/agenda?from=2020-01-01"):
        tree = parsed(page(client, path))
        for turn in tree.findall(".//nav/ul[@class='pages']//a"):
            assert client.get(turn.attrib["href"], headers={"Accept": "text/html"}).status_code == 200


def test_a_company_says_what_it_plays_next_and_the_rest_is_paged(
    tour: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "_COMING", 1)
    monkeypatch.setattr(lists, "SIZE", 2)
    tree = parsed(page(tour, "/doc/organization/o"))
    assert texts_of(tree, ".//div[@class='facts']/section/h2")[0] == "Binnenkort 1 van 3"
    rest = next(
        one.attrib["href"] for one in tree.findall(".//a[@class='more']") if "list=coming" in one.attrib["href"]
    )
    first = parsed(page(tour, rest))
    following = next(one.attrib["href"] for one in first.findall(".//a") if one.get("rel") == "next")
    second = parsed(page(tour, following))
    assert "gepland" not in "".join(first.itertext()), "what is to come is planned"
    days = [text[:13] for tree in (first, second) for text in texts_of(tree, ".//ol[@class='nights']/li")]
    assert days == ["di 3 mrt 2026", "wo 4 mrt 2026", "za 9 mei 2026"]  # with what was cancelled, which says so


def test_the_front_page_names_each_show_once_before_it_repeats_one(tmp_path: Path) -> None:
    other = "\n".join(
        f"""<id/performance/x.{number}> a s:Event ; r:label "Ander"@nl ; s:workPerformed <id/production/ander> ;
  dc:date "2026-03-{day}"^^xsd:date ."""
        for number, day in enumerate(range(10, 30))
    )
    (tmp_path / "said.ttl").write_text(SAID + '<id/production/ander> r:label "Ander stuk"@nl .\n' + other, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    tree = parsed(page(create_app(web_harness.config(tmp_path), publication).test_client(), "/"))
    rows = texts_of(tree, ".//ol[@class='nights']/li/span[@class='what']")
    assert rows[:2] == ["De tocht De Kade", "Ander stuk"] and len(rows) == 8
    assert rows.count("De tocht De Kade") == 1  # in May it plays again, after all that is nearer


def test_what_a_venue_plays_next_is_not_called_planned_row_by_row(tour: FlaskClient) -> None:
    (coming, *_) = parsed(page(tour, "/doc/venue/kade")).findall(".//div[@class='facts']/section")
    assert texts_of(coming, "h2")[0].startswith("Binnenkort")
    assert texts_of(coming, ".//li") and "gepland" not in "".join(coming.itertext())

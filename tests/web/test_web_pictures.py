"""Pictures on pages: what they show stands in their tables, and they are drawings of their own, not of a script."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.figures import Day
from dip_lod.tiles import Maps
from dip_lod.web.app import create_app
from dip_lod.web.http.headers import map_policy
from dip_lod.web.pictures import calendars, charts, maps, outlines
from dip_lod.web.pictures.charts import Column, Strip
from dip_lod.web.pictures.maps import Dot

PRODUCTION, VENUE = "/doc/production/NL-22-017-0000871", "/doc/venue/v.stad"
PATHS = ("/", PRODUCTION, VENUE, "/doc/season/nl-2025-2026", "/doc/organization/org.veldzicht", "/doc/place/GM9901")
WEEKDAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]


def figures(tree: Element) -> list[Element]:
    return tree.findall(".//figure")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_picture_is_named_and_has_its_table(site: FlaskClient, path: str, language: str) -> None:
    found = figures(parsed(page(site, path, language)))
    assert found
    for figure in found:
        drawn = figure.findall(".//{*}svg")
        assert drawn and all(one.get("role") in ("img", "group") and one.get("aria-label") for one in drawn)
        assert figure.find("./figcaption/h3") is not None
        table = figure.find("./details//table")
        assert table is not None and table.findall("./tbody/tr") and table.findall("./thead/tr/th[@scope='col']")
        columns = len(table.findall("./thead/tr/th"))
        assert {len(list(row)) for row in table.findall("./tbody/tr")} == {columns}


def test_the_calendar_shows_each_day_and_what_was_cancelled(site: FlaskClient) -> None:
    tree = parsed(page(site, PRODUCTION))
    calendar = tree.find(".//figure[@id='_calendar']")
    assert calendar is not None
    days = texts_of(calendar, ".//tbody/tr/th")
    assert "za 4 oktober 2025" in days
    assert any("geannuleerd" in one for one in texts_of(calendar, ".//tbody/tr/td"))
    assert calendar.findall(".//{*}rect[@class='off']") and calendar.findall(".//{*}rect[@class='one']")


def test_a_day_to_come_is_an_outline_and_its_number_is_clear_of_the_day() -> None:
    found = (Day("2026-03-01", 1, 0), Day("2026-03-22", 2, 0), Day("2026-03-23", 1, 1))
    days = {one.day: one for one in found}
    links = {day: ("/", day) for day in days}
    tree = fromstring(calendars.month(2026, 3, days, links, "Maart", "maart 2026", WEEKDAYS, "2026-03-02"))
    assert [one.get("class") for one in tree.findall(".//{*}rect")] == ["one", "ahead", "off"]
    texts = {one.get("class"): one for one in tree.findall(".//{*}text")}
    day, count = texts["ahead"], texts["count ahead"]
    assert (day.text, count.text) == ("22", "2")
    assert float(day.get("y", 0)) - float(count.get("y", 0)) > 5.5  # a digit of the day is that high


def test_a_day_of_the_calendar_leads_to_what_is_played(site: FlaskClient) -> None:
    for path in (PRODUCTION, VENUE, "/doc/hall/v.stad.groot", "/doc/place/GM9901"):
        tree = parsed(page(site, path))
        calendar = tree.find(".//figure[@id='_calendar']")
        assert calendar is not None, path
        drawn = {one.attrib["href"] for one in calendar.findall(".//{*}svg//{*}a")}
        assert drawn == {one.attrib["href"] for one in calendar.findall(".//tbody//a")} and drawn
        for href in (*drawn, *(one.attrib["href"] for one in calendar.findall(".//p/a"))):
            assert site.get(href, headers={"Accept": "text/html"}).status_code == 200, href
    several = texts_of(parsed(page(site, f"{VENUE}?list=day-2025-10-04")), ".//ol[@class='nights']/li")
    assert several and site.get(f"{VENUE}?list=day-1812-01-01", headers={"Accept": "text/html"}).status_code == 404


def test_all_seasons_stand_under_each_other_and_each_leads_to_its_calendar(site: FlaskClient) -> None:
    tree = parsed(page(site, f"{VENUE}?list=calendar"))
    rows = tree.findall(".//tbody/tr")
    assert rows
    for row in rows:
        link, cells = row.find("th/a"), [int(one.text or "") for one in row.findall("td")]
        assert link is not None and len(cells) == 13 and sum(cells[:12]) == cells[12]
        assert site.get(link.attrib["href"], headers={"Accept": "text/html"}).status_code == 200


def test_another_season_of_the_calendar_has_a_page_and_one_that_is_not_there_none(site: FlaskClient) -> None:
    text = page(site, f"{PRODUCTION}?list=calendar-2025")
    assert "Kalender 2025/26" in text and 'rel="next"' not in text
    for wrong in ("calendar-1812", "calendar-", "calendar-20255", "calendar-²0²5", "calendar-9999"):
        assert site.get(f"{PRODUCTION}?list={wrong}", headers={"Accept": "text/html"}).status_code == 404, wrong


def test_a_map_moves_by_a_file_of_ours_and_only_where_there_is_one(site: FlaskClient) -> None:
    assert 'type="module" src="/static/map/pages.js' in page(site, VENUE)
    assert "<script type=\"module\"" not in page(site, "/doc/person/p.noor")
    policy = site.get(VENUE, headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "img-src 'self';" in policy
    same = site.get(VENUE, headers={"Accept": "text/html"})
    again = site.get(VENUE, headers={"Accept": "text/html", "If-None-Match": same.headers["ETag"]})
    assert (again.status_code, again.headers["Content-Security-Policy"]) == (304, policy)
    assert site.get("/about").headers["Content-Security-Policy"].endswith("script-src 'self'; connect-src 'self'")
    assert "img-src 'self' https://tiles.example.org;" in map_policy("https://tiles.example.org")


def test_the_rows_of_a_map_say_where_they_are(site: FlaskClient) -> None:
    (row,) = parsed(page(site, VENUE)).findall(".//tr[@data-at]")
    assert row.get("data-at") == "52.1 5.1" and row.find(".//a[@href='/doc/venue/v.stad']") is not None


def test_columns_are_as_tall_as_what_they_count_and_open_where_it_is_not_over() -> None:
    drawn = charts.columns([Column("a", "a: 5", 5), Column("b", "b: 0", 0), Column("<c>", "<c>: 10", 10, True)], "x&y", str)
    heights = dict(re.findall(r'height="([\d.]+)" class="(\w+)"', drawn))
    assert heights == {"59": "bar", "118": "open"}
    assert 'aria-label="x&amp;y"' in drawn and "&lt;c&gt;" in drawn and "<c>" not in drawn


def test_a_thousand_columns_fit_and_few_of_them_are_labelled() -> None:
    drawn = charts.columns([Column(str(year), "", year) for year in range(1, 1001)], "x", str)
    assert drawn.count("<rect") == 1000 and drawn.count('class="under"') < 15
    edges = [float(x) + float(wide) for x, wide in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)]
    assert max(edges) <= 360


def test_strips_share_one_scale() -> None:
    low, high = Strip("laag", 1, [Column("a", "", 1)]), Strip("hoog", 10, [Column("a", "", 10)])
    heights = [float(one) for one in re.findall(r'height="([\d.]+)" class="bar"', charts.strips([low, high], "x", str))]
    assert heights[1] == pytest.approx(10 * heights[0])


@pytest.mark.parametrize(("year", "month", "days"), [(2024, 2, 29), (2025, 2, 28), (2026, 3, 31), (2026, 8, 31)])
def test_a_month_has_its_days(year: int, month: int, days: int) -> None:
    found = {f"{year}-{month:02}-05": Day(f"{year}-{month:02}-05", 3, 1)}
    links = {one: ("/doc/venue/v", f"{one}: 2 < 3") for one in found}
    drawn = calendars.month(year, month, found, links, "label", "naam", WEEKDAYS)
    assert drawn.count("<a ") == 1 and "2 &lt; 3</title>" in drawn
    assert len(re.findall(r"<text[^>]*>\d+</text>", drawn)) == days + 1
    assert 'class="count">2<' in drawn


def test_dots_abroad_widen_the_map_and_a_few_are_told_as_outside() -> None:
    here, far = Dot(52.1, 5.1, "hier", 95), Dot(40.7, -74.0, "New York", 5)
    drawn, outside = maps.dots([here, far], "x", str)
    assert outside == 5 and drawn.count("<circle") == 1
    drawn, outside = maps.dots([here, Dot(40.7, -74.0, "New York", 95)], "x", str)
    assert outside == 0 and drawn.count("<circle") == 2


def test_the_twelve_provinces_are_drawn_and_lie_where_they_are() -> None:
    ours = {one.code: one for one in outlines.outlines(outlines.NETHERLANDS) if one.code.startswith("NL-")}
    assert len(ours) == 12
    assert ours["NL-GR"].middle[1] < ours["NL-UT"].middle[1] < ours["NL-LI"].middle[1]
    assert ours["NL-ZE"].middle[0] < ours["NL-UT"].middle[0] < ours["NL-OV"].middle[0]
    drawn = maps.provinces({"NL-UT": 10, "NL-GR": 1}, "x", str)
    assert drawn.count('class="shade5"') == drawn.count('class="shade1"') == 1 and drawn.count('class="shade0"') == 10


def test_a_busy_venue_asks_no_more_of_the_tables_than_a_quiet_one(reference: Publication) -> None:
    connection = reference.repertoire._connection
    for query in (
        "SELECT day, count(*), sum(off) FROM agenda WHERE thing = 1 AND day BETWEEN 'a' AND 'b' GROUP BY day",
        "SELECT key, total FROM figure WHERE thing = 1 AND axis = 'season' ORDER BY key",
        "SELECT role FROM career WHERE agent = 1",
    ):
        plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert plan.startswith("SEARCH") and "SCAN" not in plan and "TEMP B-TREE" not in plan, plan


def test_no_page_reads_a_table_whole(reference: Publication) -> None:
    """A join with Bloom filters reads the tables behind it whole, however little there is to find."""
    asked: list[str] = []
    client = create_app(web_harness.config(reference.folder), reference).test_client()
    connection = reference.repertoire._connection
    connection.set_trace_callback(asked.append)
    for kind in reference.kinds:
        for uri in reference.listed(kind, limit=2):
            client.get(uri.replace(f"{reference.base}id/", "/doc/"), headers={"Accept": "text/html"})
    connection.set_trace_callback(None)
    assert len(asked) > 100
    for query in sorted(set(asked)):
        plan = " | ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert "BLOOM" not in plan, f"{query}: {plan}"
        read_whole = re.search(r"SCAN (event|credit|thing|link|name|document|e|c|t|n)\b", plan)
        assert not read_whole or "min(substr(first, 1, 4))" in query, f"{query}: {plan}"  # of a dataset, once


def test_hostile_names_stay_words_in_a_drawing(client: FlaskClient) -> None:
    for path in ("/doc/production/kwaad", "/doc/person/p.veel"):
        assert not re.search(r"<(script|img)(?![^>]*(ld\+json|/static/map/|/static/search.js))[^>]*>", page(client, path))


def test_an_earlier_version_has_no_pictures_of_today(site: FlaskClient) -> None:
    answer = site.get("/history/venue/v.stad?version=1", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert not figures(parsed(answer.text)) and 'type="module"' not in answer.text
    assert 'class="nights"' not in answer.text  # what plays there is what is known now


def test_an_earlier_version_says_all_that_the_document_said(site: FlaskClient) -> None:
    now, then = (site.get(path, headers={"Accept": "text/html"}).text for path in (PRODUCTION, f"/history{PRODUCTION[4:]}?version=1"))
    assert 'class="makers"' in now and 'class="makers"' not in then
    tree = parsed(then)
    assert {"Maker", "Medewerker"} <= {one.capitalize() for one in texts_of(tree, ".//div[@class='facts']/dl/div/dt")}
    assert "Verzonnen voorbeeld." in " ".join(texts_of(tree, ".//div[@class='facts']/dl"))


def test_a_tile_server_is_asked_only_where_one_is_chosen_and_privacy_says_so(reference: Publication) -> None:
    chosen = Maps("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "© <wij>")
    client = create_app(replace(web_harness.config(reference.folder), maps=chosen), reference).test_client()
    answer = client.get(VENUE, headers={"Accept": "text/html"})
    assert "img-src 'self' https://*.tiles.example.org;" in answer.headers["Content-Security-Policy"]
    script = parsed(answer.text).find(".//script[@data-tiles]")
    assert script is not None and (script.get("data-tiles"), script.get("data-credit")) == (chosen.tiles, chosen.credit)
    assert "*.tiles.example.org" in page(client, "/privacy")
    assert "tiles.example.org" not in client.get("/about").headers["Content-Security-Policy"]

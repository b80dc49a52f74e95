"""Agendas to subscribe to: what a calendar makes of them."""

from datetime import date, datetime, timedelta

import icalendar
import pytest
from flask.testing import FlaskClient

from dip_lod.web.documents import agenda
from dip_lod.web.pictures import ical
from dip_lod.web.pictures.ical import Agenda, Entry

PRODUCTION = "/agenda/production/NL-22-017-0000871.ics"
VENUE = "/agenda/venue/v.stad.ics"
COMPANY = "/agenda/organization/org.veldzicht.ics"
STAMP = datetime.fromisoformat("2026-03-02T12:00:00+00:00")


def read(client: FlaskClient, path: str) -> icalendar.Calendar:
    answer = client.get(path, headers={"Accept-Language": "nl"})
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return icalendar.Calendar.from_ical(answer.data)


def written(*entries: Entry) -> bytes:
    return ical.write(Agenda("naam", "over", "https://example.org/", "nl", STAMP, entries))


def entry(**given: str | None) -> Entry:
    plain = {"uri": "https://example.org/id/performance/1", "title": "t", "day": "2026-07-10", "start": None, "end": None}
    return Entry(**{**plain, "where": "", "about": "", "status": "CONFIRMED", **given})  # type: ignore[arg-type]


def test_a_calendar_reads_every_performance_with_its_place_and_hour(site: FlaskClient) -> None:
    events = read(site, PRODUCTION).events
    assert len(events) == len({str(one["uid"]) for one in events}) > 3
    second = next(one for one in events if str(one["uid"]).endswith("0001234.2"))
    assert str(second["summary"]) == "De Kersentuin"
    assert "Stadsschouwburg Voorbeeldstad" in str(second["location"])
    assert second["dtstart"].dt.isoformat() == "2025-10-04T20:15:00+02:00"
    assert second["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert str(second["url"]) == str(second["uid"]) == "http://localhost:8000/id/performance/NL-24-017-0001234.2"


def test_what_was_cancelled_is_cancelled_there(site: FlaskClient) -> None:
    states = {str(one["uid"]).rpartition(".")[2]: str(one["status"]) for one in read(site, PRODUCTION).events}
    assert set(states.values()) == {"CONFIRMED", "CANCELLED"}


def test_a_company_and_a_venue_have_one_and_a_person_has_none(site: FlaskClient) -> None:
    assert read(site, COMPANY).events and read(site, VENUE).events
    for path in ("/agenda/person/p.noor.ics", "/agenda/venue/nobody.ics", "/agenda/venue/v.stad", "/agenda/"):
        assert site.get(path).status_code == 404, path
    answer = site.get("/agenda/venue/v%2Estad.ics")
    assert (answer.status_code, answer.headers["Location"]) == (301, VENUE)


def test_the_same_again_is_304_and_head_has_no_body(site: FlaskClient) -> None:
    first = site.get(VENUE)
    again = site.get(VENUE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert site.head(VENUE).data == b"" and site.get(VENUE).data == first.data


def test_a_long_agenda_says_how_much_of_it_this_is(site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "LONGEST", 2)
    calendar = read(site, PRODUCTION + "?lang=nl")
    assert len(calendar.events) == 2
    assert "2 van " in str(calendar["x-wr-caldesc"])


def test_its_zone_is_described_and_other_zones_are_utc() -> None:
    here, there = entry(start="2026-07-10T20:15:00+02:00"), entry(start="2026-07-10T20:15:00-04:00")
    text = written(here, there).decode()
    assert "TZID:Europe/Amsterdam" in text and "DTSTART;TZID=Europe/Amsterdam:20260710T201500" in text
    assert "DTSTART:20260711T001500Z" in text
    zone = icalendar.Calendar.from_ical(text).timezones[0].to_tz()
    assert zone.utcoffset(datetime(2026, 7, 10, 20, 15)) == timedelta(hours=2)
    assert zone.utcoffset(datetime(2026, 1, 10, 20, 15)) == timedelta(hours=1)


def test_a_day_without_an_hour_is_a_whole_day() -> None:
    (event,) = icalendar.Calendar.from_ical(written(entry(start="2026-07-10"))).events
    assert event["dtstart"].dt == date(2026, 7, 10)
    (event,) = icalendar.Calendar.from_ical(written(entry(start="ooit"))).events
    assert event["dtstart"].dt == date(2026, 7, 10)


def test_lines_are_folded_and_no_text_breaks_out_of_its_place() -> None:
    hostile = "a\r\nEND:VEVENT\r\nBEGIN:VALARM;x,y\\n\x00\x07 " + "é" * 10_000
    raw = written(entry(title=hostile, where=hostile, about=hostile, start="2026-07-10T20:15:00+02:00", end="2026-07-10T01:00:00+02:00"))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(raw).events
    assert not event.subcomponents and "END:VEVENT" in str(event["summary"]) and "dtend" not in event


def test_a_name_is_escaped_wherever_the_calendar_says_it_and_an_empty_one_has_a_component() -> None:
    name = "Kleine Zaal, De Koe; a\\b\r\nEND:VCALENDAR"
    text = ical.write(Agenda(name, name, "https://example.org/", "nl", STAMP, ())).decode().replace("\r\n ", "")
    for one in ("NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"):
        assert f"\r\n{one}:Kleine Zaal\\, De Koe\\; a\\\\b\\nEND:VCALENDAR\r\n" in text
    assert "BEGIN:VTIMEZONE" in text and text.count("\r\nEND:VCALENDAR") == 1


def test_pages_lead_to_it(site: FlaskClient) -> None:
    for path, feed in (("/doc/venue/v.stad", VENUE), ("/doc/production/NL-22-017-0000871", PRODUCTION)):
        assert f'href="{feed}"' in site.get(path, headers={"Accept": "text/html"}).text

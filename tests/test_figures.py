"""The sums that pictures are drawn from: what they say is what counting says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import web_harness

from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire import positions
from dip_lod.publication.repertoire.figures import Day

ID = web_harness.BASE + "id/"
VENUE, COMPANY, PRODUCTION = ID + "venue/v.stad", ID + "organization/org.veldzicht", ID + "production/NL-22-017-0000871"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Publication:
    """Give a publication of the reference example."""
    return web_harness.publish(tmp_path_factory.mktemp("f"), web_harness.triples(shared / "model" / "example.ttl"))


@pytest.fixture
def database(example: Publication) -> Iterator[sqlite3.Connection]:
    """Give its tables."""
    with closing(sqlite3.connect(example.folder / "documents.sqlite")) as connection:
        yield connection


def test_every_sum_is_what_counting_gives(database: sqlite3.Connection) -> None:
    counted = database.execute(
        "SELECT count(*) FROM event WHERE kind = 'performance' AND status IN ('scheduled', 'rescheduled')"
        " AND (season IS NOT NULL OR day IS NOT NULL)"
    ).fetchone()[0]
    summed = "SELECT sum(total) FROM figure WHERE thing = 0 AND axis = 'season'"
    assert database.execute(summed).fetchone()[0] == counted > 0
    venues = database.execute(
        "SELECT venue, count(*) FROM event WHERE kind = 'performance' AND status IN ('scheduled', 'rescheduled')"
        " AND venue IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    found = database.execute(
        "SELECT thing, sum(total) FROM figure JOIN thing t ON t.id = thing WHERE axis = 'season' AND t.kind = 'venue'"
        " GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert found == venues != []


def test_no_table_that_the_sums_were_made_with_is_left(database: sqlite3.Connection) -> None:
    left = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert not left & {"night", "bears", "plays", "spot", "province", "topic", "of_genre", "stood"}


def test_a_company_has_the_performances_of_its_productions(example: Publication) -> None:
    repertoire = example.repertoire
    mine = {one.uri for one in repertoire.agenda(COMPANY, "", 100)}
    assert {one.uri for one in repertoire.agenda(PRODUCTION, "", 100)} <= mine
    assert repertoire.count_agenda(COMPANY) == len(mine) > 0


def test_the_agenda_tells_what_was_cancelled(example: Publication, database: sqlite3.Connection) -> None:
    days = example.repertoire.days(PRODUCTION, "0000", "9999")
    off = database.execute("SELECT count(*) FROM event WHERE status IN ('cancelled', 'postponed')").fetchone()[0]
    assert sum(one.off for one in days) == off
    assert days == sorted(days) and isinstance(days[0], Day)
    assert example.repertoire.reach(PRODUCTION) == (days[0].day, days[-1].day)
    assert example.repertoire.reach(ID + "venue/nobody") is None


def test_a_venue_lies_where_it_says_and_a_town_where_geonames_says(example: Publication) -> None:
    spots = example.repertoire.spots(VENUE)
    assert [(one.uri, one.latitude, one.longitude) for one in spots] == [(VENUE, 52.1, 5.1)]
    assert positions.position(["<https://sws.geonames.org/1/>", "<https://www.wikidata.org/entity/Q1>"]) is None


def test_a_career_counts_productions_by_role_and_year(example: Publication) -> None:
    roles = {role for role, _, _ in example.repertoire.careers(ID + "person/p.mulder")} or {
        role for role, _, _ in example.repertoire.careers(COMPANY)
    }
    assert roles
    assert example.repertoire.seasons() and example.repertoire.season_on("9999") == ID + "season/nl-2025-2026"

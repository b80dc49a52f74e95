"""Things that ten thousand others point to have pages like any other's, and answer about as fast."""

import time

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.web.app import create_app

MANY, FEW = 10_000, 100
SCHEMA = "https://schema.org/"
MOST = 4.0
"""Times the processor time of a page with FEW (which is a whole first page too), and SLACK seconds for counting."""
SLACK = 0.02


def season(name: str, count: int) -> list[ox.Triple]:
    """Make performances of one production, in one hall of one venue, with one player."""
    base = f"{web_harness.BASE}id/"

    def say(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(ox.NamedNode(base + subject), ox.NamedNode(predicate), value)

    def to(kind: str) -> ox.NamedNode:
        return ox.NamedNode(f"{base}{kind}/{name}")

    made = [say(f"{kind}/{name}", web_harness.LABEL, ox.Literal(f"{kind} {name}", language="nl")) for kind in KINDS]
    made.append(say(f"hall/{name}", SCHEMA + "containedInPlace", to("venue")))
    day = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    for number in range(count):
        one = f"performance/{name}-{number}"
        date = f"{1990 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        made += [
            say(one, web_harness.LABEL, ox.Literal(f"production {name}, {date}", language="nl")),
            say(one, SCHEMA + "workPerformed", to("production")),
            say(one, SCHEMA + "location", to("hall")),
            say(one, SCHEMA + "performer", to("person")),
            say(one, "http://purl.org/dc/terms/date", ox.Literal(date, datatype=day)),
        ]
    return made


KINDS = ("production", "hall", "venue", "person")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Publish a busy season and a quiet one."""
    folder = tmp_path_factory.mktemp("busy")
    publication = web_harness.publish(folder, [*season("busy", MANY), *season("quiet", FEW)])
    return create_app(web_harness.config(folder), publication).test_client()


def seconds(client: FlaskClient, path: str, accept: str) -> float:
    """Take the least processor time of five answers, none of them from memory."""
    taken = []
    for number in range(5):
        began = time.process_time()
        answer = client.get(f"{path}?turn={accept}{number}", headers={"Accept": accept})
        taken.append(time.process_time() - began)
        assert answer.status_code == 200 and len(answer.data) < 400_000
    return min(taken)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_with_ten_thousand_links_answers_like_any_other(client: FlaskClient, kind: str) -> None:
    for accept in ("text/html", "text/turtle"):
        busy, quiet = (seconds(client, f"/doc/{kind}/{name}", accept) for name in ("busy", "quiet"))
        assert busy < MOST * quiet + SLACK, f"{accept}: {busy * 1000:.1f} ms against {quiet * 1000:.1f}"


def test_ten_thousand_links_are_counted_and_paged(client: FlaskClient) -> None:
    page = client.get("/doc/person/busy", headers={"Accept": "text/html", "Accept-Language": "nl"}).text
    assert "10.000" in page
    following = client.get("/doc/person/busy?in=schema:performer", headers={"Accept": "text/html"})
    assert following.status_code == 200 and 'rel="next"' in following.headers["Link"]

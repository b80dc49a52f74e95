"""What is there for harvesters: the page, Podiumkunst.net's questions, and the properties that its widget reads."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from dip_lod.config import Config
from dip_lod.publication import layout
from dip_lod.publication.reading import Publication
from dip_lod.questions import filling, reading
from dip_lod.vocabulary import expand
from dip_lod.web.harvest.harvest_page import ELEMENTS

BASE = "https://data.example.org/"
QUERIES = {one.name: one for one in reading.load(Path(__file__).parents[2] / "site" / "queries" / "podiumkunst")}
TOLD = {"P10205": "librettist", "P10060": "choreograaf", "P50120": "deathDate", "P50118": "deathPlace", "P50119": "birthPlace"}
Ask = Callable[..., list[dict[str, str]]]


@pytest.fixture(scope="module")
def store(publication: Publication) -> ox.Store:
    return ox.Store.read_only(str(publication.folder / layout.RDA_STORE))


@pytest.fixture(scope="module")
def ask(store: ox.Store) -> Ask:
    """Give what asks a question of Podiumkunst.net's, by name."""

    def asked(name: str, **values: str) -> list[dict[str, str]]:
        question = QUERIES[name]
        text = filling.fill(question, filling.terms(question, values, BASE), BASE)
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in found]

    return asked


@pytest.fixture(scope="module")
def records(season: Config) -> list[dict]:
    file = season.folder / "records" / "productions.ndjson"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def values(store: ox.Store, name: str) -> dict[str, set[str]]:
    """Give the values of a property by subject."""
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(expand(name)), None):
        found.setdefault(quad.subject.value, set()).add(quad.object.value)  # type: ignore[union-attr]
    return found


def test_every_work_has_its_title_and_every_agent_its_name(ask: Ask, store: ox.Store) -> None:
    works, agents = ask("works"), ask("agents")
    assert {one["work"] for one in works} == set(values(store, "rdaw:P10223"))
    assert all(one.get("preferredTitle") for one in works)
    assert {one["agent"] for one in agents} == set(values(store, "rdaa:P50385"))
    assert all(one.get("name") for one in agents)


def test_the_questions_give_every_value_of_every_property_that_the_widget_reads(
    ask: Ask, store: ox.Store, records: list[dict]
) -> None:
    said = json.dumps(records)
    columns = {
        "works": {"P10330": "description", "P10004": "category", "P10053": "composer", "P10205": "librettist", "P10060": "choreographer"},
        "agents": {"P50104": "role", "P50121": "birthDate", "P50119": "birthPlace", "P50120": "deathDate", "P50118": "deathPlace", "P50113": "biography"},
    }
    for name, by_element in columns.items():
        key, prefix = ("work", "rdaw") if name == "works" else ("agent", "rdaa")
        rows = ask(name)
        for element, column in by_element.items():
            given = {(one[key], one[column]) for one in rows if column in one}
            there = {(subject, value) for subject, found in values(store, f"{prefix}:{element}").items() for value in found}
            assert there <= given, element
            assert there or TOLD.get(element, "") not in said, f"{element}: lost on the way"


def test_what_a_record_says_stands_in_rda(records: list[dict], store: ox.Store) -> None:
    """Straight from the source: title, description and category of each production, name of each person."""
    titles, notes, categories, names = (values(store, one) for one in ("rdaw:P10223", "rdaw:P10330", "rdaw:P10004", "rdaa:P50385"))
    things = set.union(*values(store, "skos:exactMatch").values())
    checked = 0
    for record in records:
        production = record["production"]
        node = f"{BASE}id/production/{production['id']}#rda"
        if node not in titles:  # replaced, or deleted
            continue
        checked += 1
        title = production["title"]
        assert {" ".join(one.split()) for one in ([title] if isinstance(title, str) else title.values())} & titles[node]
        if production.get("synopsis") and "licence" not in record:  # its own may keep texts back
            assert node in notes
        if production.get("genre"):
            assert node in categories
        for agent in record.get("agents", []):
            for kind in ("person", "organization"):  # who was merged, or is told of nowhere else, has no node
                if f"{BASE}id/{kind}/{agent['id']}" in things:
                    assert names[f"{BASE}id/{kind}/{agent['id']}#rda"]
    assert checked > 5


def test_works_of_a_maker_are_found_by_thing_and_by_node(ask: Ask) -> None:
    rows = ask("works-for-agents")
    maker = rows[0]["maker"]
    of_maker = [one for one in rows if one["maker"] == maker]
    assert ask("works-for-agents", agent=maker) == of_maker
    assert ask("works-for-agents", agent=maker.removesuffix("#rda")) == of_maker
    assert ask("works-for-agents", agent=f"{BASE}id/person/nobody") == []


def test_pages_of_works_follow_each_other(ask: Ask) -> None:
    works = list(dict.fromkeys(one["work"] for one in ask("works")))
    assert works == sorted(works)
    assert list(dict.fromkeys(one["work"] for one in ask("works", after=works[2]))) == works[3:]


def test_categories_count_works(ask: Ask) -> None:
    rows = ask("categories")
    assert rows and all(int(one["works"]) > 0 and one["categoryLabel"] for one in rows)
    assert ask("categories", language="en") != rows


def test_there_are_no_manifestations(ask: Ask) -> None:
    assert ask("manifestations") == []


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_has_an_address_and_a_text(name: str, client: FlaskClient) -> None:
    away = client.get(f"/questions/podiumkunst/{name}")
    assert (away.status_code, away.headers["Location"][:11]) == (303, "/sparql/rda")
    text = client.get(f"/questions/podiumkunst/{name}.rq")
    assert text.status_code == 200 and text.text.startswith(f"BASE <{BASE}>")
    assert client.get(f"/questions/podiumkunst/{name}?nonsense=1").status_code == 400


@pytest.mark.parametrize("path", ["/oogsten", "/harvest"])
@pytest.mark.parametrize("language", ["nl", "en", "fy"])
def test_the_page_links_only_to_what_answers(path: str, language: str, client: FlaskClient) -> None:
    page = client.get(f"{path}?lang={language}")
    assert page.status_code == 200
    for name in (*QUERIES, *(one for names in ELEMENTS.values() for one in names)):
        assert name in page.text
    for href in set(re.findall(r'<main.*</main>', page.text, re.S) and re.findall(r'href="(/[^"#]*)', page.text)):
        assert client.get(href.replace("&amp;", "&")).status_code in (200, 303), href
    assert "/dumps/rda.nt.gz" in page.text and "/sparql/rda" in page.text

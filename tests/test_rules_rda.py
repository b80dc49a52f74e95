"""The RDA view: the model's example exactly, and what it makes of other sources."""

import json
import re
from collections import Counter
from pathlib import Path

import mapping_harness as harness
import pyoxigraph as ox
import pytest
import rda_harness as rda

from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.query import read as queries
from dip_lod.vocabulary import expand, shorten, terms

WIDGET = Path(__file__).parent / "cases" / "rda" / "widget.json"

HINTS = [query for name in ("dip", "dutchdracor", "nyphil") for query in queries(harness.folder(name)) if "/rda_" in query.name]


@pytest.mark.parametrize("rule", rda.RULES, ids=lambda rule: rule.name)
def test_rule_is_sound(rule: Query) -> None:
    assert check(rule, "document") == []


@pytest.mark.parametrize("query", HINTS, ids=lambda query: query.name)
def test_query_for_hints_is_sound(query: Query) -> None:
    assert check(query, "record") == []


@pytest.mark.parametrize("form", ["json", "xml"])
def test_sample_gives_exactly_the_statements_of_the_models_example(shared: Path, form: str) -> None:
    found = rda.view("dip", harness.read("dip", shared / "model" / f"sample.{form}"))
    expected = rda.triples((shared / "model" / "example-rda.ttl").read_text("utf-8"), ox.RdfFormat.TURTLE)
    assert harness.compare(found, expected) == []


def said(lines: set[str], subject: str) -> set[str]:
    """Give what is said of a node, as prefixed names without the base."""
    found = set()
    for line in lines:
        node, predicate, rest = line.split(" ", 2)
        if node == f"<{harness.BASE}id/{subject}#rda>":
            value = rest[:-2].replace(f"<{harness.BASE}id/", "<")
            found.add(f"{shorten(predicate[1:-1])} {shorten(value[1:-1]) if value.startswith('<') else value.partition('^^')[0]}")
    return found


def test_performance_that_took_place_names_who_did_what() -> None:
    lines = rda.view("dip", harness.read("dip", WIDGET))
    assert said(lines, "performance/NL-25-001-0000009.1") >= {
        "rdae:P20012 person/p.stem#rda",
        "rdae:P20031 person/p.regie#rda",
        "rdae:P20035 person/p.noot#rda",
        "rdae:P20036 person/p.stof#rda",
        "rdae:P20277 person/p.lamp#rda",
        "rdae:P20306 venue/v.zout#rda",
        "rdae:P20001 rdaco:1013",
    }
    assert said(lines, "venue/v.zout") == {"rdf:type rdac:C10009", 'rdfs:label "Zoutzaal"@nl', "skos:exactMatch venue/v.zout"}


@pytest.mark.parametrize(
    ("genres", "contents"),
    [
        (["ballet"], ["1024"]),
        (["dans", "hedendaagse dans"], ["1024"]),
        (["jazz"], ["1011"]),
        (["cabaret"], []),
    ],
)
def test_the_kind_of_content_follows_from_the_discipline(
    genres: list[str], contents: list[str], tmp_path: Path
) -> None:
    record = json.loads(WIDGET.read_text("utf-8"))
    record["production"] |= {"genre": genres, "withoutWords": True}
    record["production"].pop("languages", None)
    (tmp_path / "record.json").write_text(json.dumps(record), "utf-8")
    lines = rda.view("dip", harness.read("dip", tmp_path / "record.json"))
    told = said(lines, "performance/NL-25-001-0000009.1")
    assert sorted(line for line in told if line.startswith("rdae:P20001")) == [f"rdae:P20001 rdaco:{one}" for one in contents]


def test_a_role_that_only_this_view_names_is_described_here_too(tmp_path: Path) -> None:
    """Of a cast that has not played yet the main view has the role as a text: no document there points to its term."""
    record = json.loads(WIDGET.read_text("utf-8"))
    record["production"]["genre"] = ["toneel"]
    record["production"]["credits"] = [{"agent": "p.stem", "role": "acteur", "character": "Saline"}]
    record["performances"] = record["performances"][1:]
    (tmp_path / "record.json").write_text(json.dumps(record), "utf-8")
    lines = rda.view("dip", harness.read("dip", tmp_path / "record.json"))
    assert "rdaa:P50104 term/role/acteur" in said(lines, "person/p.stem")
    assert f"<{harness.BASE}id/term/role/acteur> <{expand('rdfs:label')}> \"acteur\"@nl ." in lines


def test_what_did_not_take_place_is_no_expression() -> None:
    lines = rda.view("dip", harness.read("dip", WIDGET))
    assert not said(lines, "performance/NL-25-001-0000009.2")
    assert not said(lines, "performance/NL-25-001-0000009.3")


def test_a_place_that_nothing_points_to_is_left_out() -> None:
    assert not said(rda.view("dip", harness.read("dip", WIDGET)), "place/GM9904")


def test_cancelled_run_is_no_timespan_and_no_production_points_to_it(tmp_path: Path) -> None:
    record = json.loads(WIDGET.read_text("utf-8"))
    record["production"]["status"] = "geannuleerd"
    (tmp_path / "record.json").write_text(json.dumps(record), "utf-8")
    lines = rda.view("dip", harness.read("dip", tmp_path / "record.json"))
    assert not said(lines, "run/NL-25-001-0000009")
    assert not [line for line in said(lines, "production/NL-25-001-0000009") if line.startswith("rdaw:P10317")]


def test_no_node_of_the_view_carries_another_vocabulary_and_no_link_dangles(shared: Path) -> None:
    files = {
        "dip": [shared / "model" / "sample.json"],
        "nyphil": [shared / "data" / "nyphil" / "2024-25_TO_NOW.json"],
        "dutchdracor": sorted((shared / "data" / "dutchdracor" / "tei-headers").glob("*.xml")),
    }
    for source, given in files.items():
        lines = rda.view(source, harness.read(source, *given))
        subjects = {line.split(" ", 1)[0] for line in lines}
        assert {line.split(" ", 2)[1] for line in lines} <= {f"<{uri}>" for uri in terms()}
        assert not [line for line in lines if "<https://schema.org/" in line or "/cidoc-crm/" in line]
        assert {line.split(" ", 2)[2][:-2] for line in lines if line.endswith("#rda> .")} <= subjects


def test_nyphil_gives_concerts_works_composers_and_venues(shared: Path) -> None:
    lines = rda.view("nyphil", harness.read("nyphil", shared / "data" / "nyphil" / "2024-25_TO_NOW.json"))
    types = Counter(shorten(line.split(" ", 2)[2][1:-3]) for line in lines if f" <{expand('rdf:type')}> " in line)
    assert types["rdac:C10001"] == 448
    assert types["rdac:C10006"] == 251, "one of the 252 performances has no work"
    assert types["rdac:C10009"] == 28
    assert len([line for line in lines if f" <{expand('rdaw:P10053')}> " in line]) == 443


def test_dutchdracor_gives_plays_with_their_authors(shared: Path) -> None:
    files = sorted((shared / "data" / "dutchdracor" / "tei-headers").glob("*.xml"))
    lines = rda.view("dutchdracor", harness.read("dutchdracor", *files))
    plays = [line for line in lines if line.endswith(f" <{expand('rdaterm:1209')}> .")]
    assert len(plays) == 186
    assert len({line.split(" ", 1)[0] for line in lines if f" <{expand('rdaw:P10061')}> " in line}) > 150


def test_the_reference_names_every_rule_and_every_element_of_the_rules() -> None:
    text = (Path(__file__).parents[1] / "docs" / "reference" / "rda.md").read_text("utf-8")
    for rule in rda.RULES:
        assert f"`{rule.name.partition('/')[2]}`" in text, rule.name
        for element in re.findall(r"rda(?:[acetw]|co|ep|term):\w+", rule.text):
            assert f"`{element}`" in text, element

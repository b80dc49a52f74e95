"""The sample: made-up DIP records of any size."""

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sources_harness import read_files

from dip_lod import sample
from dip_lod.errors import DipLodError
from dip_lod.sample import blocks, plan, pools, words, xml_form
from dip_lod.sample.record import record
from dip_lod.sources import description

Node = dict[str, Any]
MAPPING = Path(__file__).resolve().parents[1] / "mappings" / "dip" / "source.toml"
ROLES = 25


@pytest.fixture(scope="module")
def demo() -> list[Node]:
    return list(sample.records(40, seed=1))


@pytest.fixture(scope="module")
def season() -> list[Node]:
    return list(sample.records(2000, seed=7))


def performances(nodes: list[Node]) -> Iterator[Node]:
    return (performance for node in nodes for performance in node.get("performances", ()))


def made_with_hash_seed(folder: Path, hash_seed: str) -> bytes:
    code = "import sys, pathlib; from dip_lod import sample; sample.write(pathlib.Path(sys.argv[1]), 80, 3)"
    subprocess.run([sys.executable, "-c", code, folder], check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    return (folder / "productions.ndjson").read_bytes()


# What it writes

def test_every_record_is_valid(shared: Path, season: list[Node]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "model" / "dip_record.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    rare = [node for node in season[400:] if node.get("deleted") or "performances" not in node]
    assert rare
    for node in season[:400] + rare:
        assert [error.message for error in validator.iter_errors(node)] == []


def test_same_seed_gives_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    assert made_with_hash_seed(tmp_path / "a", "1") == made_with_hash_seed(tmp_path / "b", "2")


def test_other_seed_gives_another_season() -> None:
    assert next(sample.records(40, seed=1)) != next(sample.records(40, seed=2))


def test_more_processes_give_the_same_bytes(tmp_path: Path) -> None:
    one = sample.write(tmp_path / "one", 1700, 5, processes=1)
    two = sample.write(tmp_path / "two", 1700, 5, processes=2)
    assert one.read_bytes() == two.read_bytes()


def test_any_production_can_be_made_alone(season: list[Node]) -> None:
    shared_pools = pools.Pools(2000, 7, sample.AS_OF)
    for index in (1999, 0, 1234, 20):
        assert record(shared_pools, index) == season[index]


def test_json_is_the_list_of_the_lines_of_ndjson(tmp_path: Path) -> None:
    lines = sample.write(tmp_path, 450, 2, "ndjson").read_text(encoding="utf-8").splitlines()
    assert json.loads(sample.write(tmp_path, 450, 2, "json").read_bytes()) == [json.loads(line) for line in lines]


def test_xml_reads_as_the_same_records_as_json(tmp_path: Path) -> None:
    source = description.parse(MAPPING.read_bytes(), MAPPING)
    from_json, json_faults = read_files(source, sample.write(tmp_path, 80, 2, "ndjson"))
    from_xml, xml_faults = read_files(source, sample.write(tmp_path, 80, 2, "xml"))
    assert (len(from_json), json_faults, xml_faults) == (80, [], [])
    for one, other in zip(from_json, from_xml, strict=True):
        assert (one.id, one.date) == (other.id, other.date)
        assert lists(one.data) == lists(other.data), one.id


def lists(tree: Any) -> Any:
    """Take a list of one for its one member: XML cannot tell them apart."""
    if isinstance(tree, dict):
        return {key: lists(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return lists(tree[0]) if len(tree) == 1 else [lists(value) for value in tree]
    return tree


def test_xml_is_written_as_the_model_prints_it(shared: Path) -> None:
    ours = xml_form.element(json.loads((shared / "model" / "sample.json").read_text(encoding="utf-8")))
    parser = etree.XMLParser(remove_blank_text=True)
    printed = etree.parse(shared / "model" / "sample.xml", parser).getroot()
    assert etree.tostring(ours, method="c14n") == etree.tostring(printed, method="c14n")


def test_empty_sample_is_a_file_of_its_form(tmp_path: Path) -> None:
    assert sample.write(tmp_path, 0, form="ndjson").read_bytes() == b""
    assert json.loads(sample.write(tmp_path, 0, form="json").read_bytes()) == []
    assert len(etree.parse(sample.write(tmp_path, 0, form="xml")).getroot()) == 0


def test_folder_and_records_say_that_all_is_made_up(tmp_path: Path, demo: list[Node]) -> None:
    sample.write(tmp_path, 1)
    assert "Nothing in this folder is true" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(node["comment"].startswith("Made up") for node in demo)


@pytest.mark.parametrize(
    ("folder", "options", "sentence"),
    [
        ("new", {"form": "yaml"}, "unknown form 'yaml'; choose from"),
        ("new", {"productions": -1}, "cannot be numbered"),
        ("file", {}, "cannot write the sample"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, folder: str, options: dict[str, Any], sentence: str
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DipLodError, match=sentence):
        sample.write(tmp_path / folder, **options)


# What is in it

def test_runs_have_twenty_performances_on_average_and_differ_widely(season: list[Node]) -> None:
    counts = [len(node.get("performances", ())) for node in season]
    assert 18 <= sum(counts) / len(counts) <= 22
    assert max(counts) >= 110
    assert 1 in counts


def test_dates_are_in_the_season(season: list[Node]) -> None:
    for node in season:
        first = int(node["production"]["season"][:4])
        for performance in node.get("performances", ()):
            days = [performance["date"], *performance.get("previousDate", ())]
            assert all(f"{first}-08-01" <= day <= f"{first + 1}-07-31" for day in days if day != "unknown")


def test_status_follows_from_the_day_of_the_sample(season: list[Node]) -> None:
    today = sample.AS_OF.isoformat()
    for performance in performances(season):
        if performance["status"] == "gespeeld":
            assert performance["date"] < today
        if performance["status"] == "gepland":
            assert performance["date"] >= today


def test_another_day_moves_what_has_been_played() -> None:
    early = list(sample.records(40, seed=1, as_of=date(2021, 8, 1)))
    assert not [one for one in performances(early) if one["status"] == "gespeeld"]


def test_what_a_record_names_is_in_it(season: list[Node]) -> None:
    numbers = {node["production"]["id"] for node in season}
    assert len(numbers) == len(season)
    for node in season:
        production = node["production"]
        agents = {agent["id"]: agent for agent in node["agents"]}
        venues = {venue["id"]: venue for venue in node.get("venues", ())}
        halls = {hall["id"] for venue in venues.values() for hall in venue.get("halls", ())}
        named = set(re.findall(r'"(?:agent|suppliedBy|by|recipient|operator)":"([^"]+)"', as_text(node)))
        named |= {agent["mergedInto"] for agent in agents.values() if "mergedInto" in agent}
        assert named <= agents.keys()
        assert {one["venue"] for one in node.get("performances", ())} <= venues.keys()
        assert {one["hall"] for one in node.get("performances", ()) if "hall" in one} <= halls
        assert {venue["replacedBy"] for venue in venues.values() if "replacedBy" in venue} <= venues.keys()
        assert {production[key] for key in ("revivalOf", "mergedInto") if key in production} <= numbers


def as_text(node: Node) -> str:
    return json.dumps(node, separators=(",", ":"))


def test_one_id_is_one_thing_in_all_records(season: list[Node]) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for node in season:
        for entry in (*node["agents"], *node.get("venues", ())):
            seen[entry["id"]].add(as_text(entry))
    spelled_twice = [key for key, forms in seen.items() if len(forms) > 1]
    assert all(key.startswith("p.") for key in spelled_twice)
    assert 0 < len(spelled_twice) <= 2 * 2000 / blocks.SIZE


def test_people_and_venues_are_shared(season: list[Node]) -> None:
    people = Counter(agent["id"] for node in season for agent in node["agents"] if agent["kind"] == "persoon")
    venues = Counter(venue["id"] for node in season for venue in node.get("venues", ()))
    assert 2 * 2000 < len(people) < 4 * 2000
    assert people.most_common(200)[-1][1] >= 6
    assert venues.most_common(50)[-1][1] >= 40


def test_reprises_share_their_art_with_the_first_series(season: list[Node]) -> None:
    by_number = {node["production"]["id"]: node for node in season}
    for node in season:
        earlier = by_number.get(node["production"].get("revivalOf"))
        if earlier:
            assert earlier["production"]["season"] < node["production"]["season"]
            assert earlier["production"].get("genre") == node["production"].get("genre")


def test_towns_are_spread_over_all_provinces() -> None:
    assert len({town.province for town in words.towns()}) == 12
    assert len({town.code for town in words.towns()}) == len(words.towns()) >= 60


def test_all_roles_have_a_craft() -> None:
    roles = words.table("roles")
    named = {role for discipline in roles["discipline"].values() for role in discipline["team"]}
    named |= {row[0] for discipline in roles["discipline"].values() for row in discipline["cast"]}
    assert named <= roles["craft"].keys()
    assert set(roles["craft"].values()) == set(roles["crafts"])
    assert len(roles["craft"]) >= ROLES


# The cases

def one(test: Callable[[Node], Any]) -> Callable[[Node], bool]:
    """Ask whether any performance passes a test."""
    return lambda node: any(test(performance) for performance in node.get("performances", ()))


def production(test: Callable[[Node], Any]) -> Callable[[Node], bool]:
    return lambda node: bool(test(node["production"]))


def doubled(node: Node) -> bool:
    dated = [p for p in node.get("performances", ()) if "startTime" in p]
    nights = Counter((p["date"], p["venue"], p.get("hall")) for p in dated)
    return max(nights.values(), default=0) > 1


def out_of_order(node: Node) -> bool:
    days = [p["date"] for p in node.get("performances", ()) if p["status"] in ("gespeeld", "gepland")]
    return len(days) > 1 and days[-1] < max(days)


FOUND: dict[str, Callable[[Node], bool]] = {
    "school_tour": one(lambda p: p.get("privateLocation") and any(tag.startswith("fpk-school") for tag in p["tags"])),
    "festival": one(lambda p: "festival" in p),
    "long_tour": lambda node: len(node.get("performances", ())) >= 80,
    "cancelled_run": production(lambda p: p["status"] == "geannuleerd"),
    "cancelled": one(lambda p: p["status"] == "geannuleerd" and "statusReason" in p),
    "moved": one(lambda p: p["status"] == "verplaatst" and p["previousDate"][-1] < p["date"]),
    "moved_twice": one(lambda p: len(p.get("previousDate", ())) == 2),
    "postponed": one(lambda p: p["status"] == "uitgesteld" and p["date"] == "unknown" and "startTime" not in p),
    "month_only": one(lambda p: p["date"].endswith("-XX")),
    "matinee": doubled,
    "past_midnight": one(lambda p: p.get("endTime", "99") < p.get("startTime", "00")),
    "clock_change": one(lambda p: p.get("startTime") == "23:30" and p["endTime"] == "03:30"),
    "surtitled": one(lambda p: "surtitles" in p),
    "stand_in": one(lambda p: "castChanges" in p),
    "real_work": lambda node: any(agent.get("living") is False and "ids" in agent for agent in node["agents"]),
    "mixed_bill": production(lambda p: len(p.get("basedOn", ())) >= 3),
    "award": production(lambda p: "awards" in p),
    "html": production(lambda p: "<p>" in p.get("synopsis", {}).get("nl", "")),
    "typography": production(lambda p: re.search("[‘’“”…–]", "".join(p["title"].values()))),
    "genre_missing": production(lambda p: "genre" not in p),
    "capacity_zero": one(lambda p: p.get("capacity") == 0),
    "times_missing": lambda node: bool(node.get("performances")) and not one(lambda p: "startTime" in p)(node),
    "deprecated_venue": lambda node: any(venue.get("doNotUse") for venue in node.get("venues", ())),
    "merged_person": lambda node: any("mergedInto" in agent for agent in node["agents"]),
    "two_names": lambda node: any(a["name"][1:2] == "." and "mergedInto" not in a for a in node["agents"]),
    "et_al": production(lambda p: any(c.get("creditedAs", "").endswith(" e.a.") for c in p.get("credits", ()))),
    "inserted": out_of_order,
    "frisian": production(lambda p: "fy" in p["title"] and p["languages"] == ["fy"]),
    "other_licence": lambda node: "/by/" in node["licence"],
    "unknown_licence": lambda node: "creativecommons" not in node["licence"],
    "entered_twice": production(lambda p: "mergedInto" in p),
    "no_performances": lambda node: "performances" not in node and "mergedInto" not in node["production"],
    "deleted": lambda node: node.get("deleted") is True,
    "same_other_id": production(lambda p: f"PKI-{int(p['id'][-7:]) + 9998}" in [i["value"] for i in p["otherIds"]]),
    "mojibake": production(lambda p: "cafÃ©" in p.get("synopsis", {}).get("nl", "")),
}


def test_every_case_of_the_table_is_looked_for() -> None:
    assert FOUND.keys() == {case["name"] for case in words.table("cases")["case"]}


@pytest.mark.parametrize("case", FOUND)
def test_case_is_in_the_records_that_it_is_planned_for(case: str, season: list[Node]) -> None:
    """The plan says where; some cannot be there, such as a matinee in a series without an evening left."""
    sizes = pools.Pools(2000, 7, sample.AS_OF)
    planned = [node for index, node in enumerate(season) if case in cases_of(plan.plan(sizes, index))]
    found = [node for node in planned if FOUND[case](node)]
    times = next(row["times"] for row in words.table("cases")["case"] if row["name"] == case)
    assert len(planned) >= 0.9 * times * len(season) / blocks.SIZE
    assert len(found) >= 0.75 * len(planned)


def cases_of(planned: plan.Plan) -> frozenset[str]:
    art = {case["name"] for case in words.table("cases")["case"] if case.get("art")}
    return frozenset(planned.art_cases & art) | (planned.cases - art)


# The demo

def test_demo_has_all_disciplines(demo: list[Node]) -> None:
    played = {genre for node in demo for genre in node["production"].get("genre", ())}
    table = words.table("roles")["discipline"]
    for discipline in blocks.DISCIPLINES:
        assert played & {genres[0] for genres in table[discipline]["genres"]}, discipline


def test_demo_plays_in_all_provinces(demo: list[Node]) -> None:
    provinces = {town.code: town.province for town in words.towns()}
    public = (venue for node in demo for venue in node.get("venues", ()) if venue["kind"] != "school")
    assert len({provinces[venue["municipality"]["code"]] for venue in public}) == 12


@pytest.mark.parametrize(
    "case", ["school_tour", "festival", "long_tour", "cancelled_run", "moved", "postponed", "month_only", "stand_in"]
)
def test_demo_has_one_of_each(case: str, demo: list[Node]) -> None:
    assert any(FOUND[case](node) for node in demo)


def test_demo_has_the_reprise_of_a_reprise(demo: list[Node]) -> None:
    reprises = {node["production"]["id"] for node in demo if "revivalOf" in node["production"]}
    assert any(node["production"].get("revivalOf") in reprises for node in demo)


def test_memory_does_not_grow_with_the_sample(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    assert resource
    code = (
        "import resource, sys; from dip_lod import sample\n"
        "for record in sample.records(100_000, 1):\n"
        "    if record['production']['id'].endswith(sys.argv[1]): break\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    short, long = (
        int(subprocess.run([sys.executable, "-c", code, last], check=True, capture_output=True, text=True).stdout)
        for last in ("0000500", "0003000")
    )
    assert long - short < 60_000

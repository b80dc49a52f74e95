"""DIP's mapping: the model's example exactly, each of the model's cases, and nothing that is not to be told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mapping_harness as harness
import pyoxigraph as ox
import pytest

from dip_lod import uris
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.query import read as queries
from dip_lod.sources.record import Fault, Record
from dip_lod.sources.record import Value as Tree

CASES = Path(__file__).parent / "cases" / "dip"
NAMES = sorted(folder.name for folder in CASES.iterdir())
CANARY = "zeldzamekanarie"


def triples(path: Path) -> set[str]:
    return {f"{triple} ." for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}


def normal(lines: set[str]) -> set[str]:
    """Write statements as the engine does, so that two spellings of one literal are one."""
    text = "\n".join(lines).encode()
    return {f"{quad.triple} ." for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("form", ["json", "xml"])
def test_sample_gives_exactly_the_statements_of_the_models_example(shared: Path, form: str) -> None:
    found = normal(harness.statements("dip", harness.read("dip", shared / "model" / f"sample.{form}")))
    assert harness.compare(found, triples(shared / "model" / "example.ttl")) == []


@pytest.mark.parametrize("name", NAMES)
def test_case_comes_out_right(name: str) -> None:
    entries = harness.read("dip", CASES / name / "record.json")
    documents = harness.documents("dip", entries)
    expected = normal(set((CASES / name / "expected.nt").read_text("utf-8").splitlines()))
    told = {uris.document(line[1 : line.index(">")]) for line in expected}
    found = {key: lines for key, lines in documents.items() if f"{harness.BASE}doc/{key}" in told}
    assert harness.compare(normal({line for lines in found.values() for line in lines}), expected) == []
    assert [key for key in lines_of(CASES / name / "absent.txt") if key in documents] == []
    assert [str(entry) for entry in entries if isinstance(entry, Fault)] == []
    said = {f"{fault.what}; {fault.remedy}" for fault in harness.faults("dip", entries)}
    assert said == set(lines_of(CASES / name / "faults.txt"))


def lines_of(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.is_file() else []


@pytest.mark.parametrize("query", queries(harness.folder("dip")), ids=lambda query: query.name)
def test_query_is_sound(query: Query) -> None:
    assert check(query, "record") == []


def test_a_tour_of_eighty_dates_is_one_run_of_eighty_performances() -> None:
    record = json.loads((CASES / "unknown-time" / "record.json").read_text("utf-8"))
    first = record["performances"][0]
    halls = [{"id": f"v.{number}", "name": f"Zaal {number}"} for number in range(12)]
    record["venues"] = halls
    record["performances"] = [
        first | {"number": number, "date": f"2025-{9 + number // 28:02d}-{1 + number % 28:02d}", "venue": f"v.{number % 12}"}
        for number in range(80)
    ]
    documents = harness.documents("dip", [as_entry(record)])
    assert sum(key.startswith("performance/") for key in documents) == 80
    assert [key for key in documents if key.startswith("run/")] == ["run/NL-25-001-0000001"]
    assert sum("schema.org/subEvent>" in line for line in documents["run/NL-25-001-0000001"]) == 80


def as_entry(tree: Any) -> Record:
    """Make a record of a tree without an XML or JSON file, as the reader of JSON would."""

    def clean(value: Any) -> Tree:
        if isinstance(value, dict):
            return {key: clean(item) for key, item in value.items()}
        if isinstance(value, list):
            return [clean(item) for item in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    data = clean(tree)
    assert isinstance(data, dict)
    return Record("dip", tree["recordId"], tree["modified"], "a record", data)


def test_nothing_that_is_private_or_restricted_leaves_the_mapping(shared: Path, tmp_path: Path) -> None:
    record = json.loads((shared / "model" / "sample.json").read_text("utf-8"))
    plant(record)
    for performance in record["performances"]:
        performance["locationNote"] = performance["statusReason"] = CANARY
    school = next(venue for venue in record["venues"] if venue["id"] == "v.school")
    school |= dict.fromkeys(("name", "street", "postcode", "city"), CANARY)
    school["halls"] = [{"id": "v.school.aula", "name": CANARY}]
    living = next(agent for agent in record["agents"] if agent["id"] == "p.mulder")
    living |= {"birthPlace": CANARY, "birthDate": "1971", "biography": {"nl": CANARY}, "seat": {"code": "GM1", "name": CANARY}}
    living["alternativeNames"] = [{"name": CANARY, "kind": "geboortenaam", "public": False}]
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), "utf-8")
    entries = harness.read("dip", file)
    told = [*harness.statements("dip", entries), *map(str, harness.faults("dip", entries))]
    assert [line for line in told if CANARY in line] == []


def plant(node: Any) -> None:
    """Put the canary in every field that is never published."""
    if isinstance(node, list):
        for item in node:
            plant(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("comment", "sourceSystem", "statusReason", "locationNote", "note", "sortName"):
                node[key] = CANARY
            elif key == "restricted":
                node[key] = {"sold": CANARY}
            elif key == "images":
                node[key] = [{"url": f"https://example.org/{CANARY}.jpg", "photographer": CANARY}]
            else:
                plant(value)


def test_json_and_xml_of_a_made_up_season_give_the_same_statements_and_no_dangling_link(tmp_path: Path) -> None:
    sample = pytest.importorskip("dip_lod.sample")
    forms = [harness.read("dip", sample.write(tmp_path / form, 40, 1, form)) for form in ("ndjson", "xml")]
    documents = [harness.documents("dip", entries, sample.AS_OF) for entries in forms]
    assert documents[0] == documents[1]
    assert list(dangling(documents[0])) == []


def dangling(documents: dict[str, set[str]]) -> Iterator[str]:
    subjects = {line[: line.index(" ")] for lines in documents.values() for line in lines}
    for lines in documents.values():
        for line in lines:
            target = line.split(" ", 2)[2][:-2]
            if target.startswith(f"<{harness.BASE}id/") and target not in subjects:
                yield line

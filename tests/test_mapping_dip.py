"""DIP's mapping: the model's example exactly, each of the model's cases, and nothing that is not to be told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mapping_harness as harness
import pyoxigraph as ox
import pytest
import shapes_harness

from dip_lod import uris
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.query import read as queries
from dip_lod.sources.record import Fault, Record
from dip_lod.sources.record import Value as Tree
from dip_lod.validation import shapes

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
    assert [str(entry) for entry in entries if isinstance(entry, Fault)] == lines_of(CASES / name / "reading.txt")
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


@pytest.mark.parametrize(
    "agent", [{}, {"id": "p.1"}, {"id": "p.1", "kind": "persoon"}, {"kind": "persoon"}, {"id": "o.1", "kind": "groep"}]
)
def test_date_of_birth_that_cannot_be_read_is_told_of_every_agent(agent: dict[str, str]) -> None:
    record = json.loads((CASES / "unknown-time" / "record.json").read_text("utf-8"))
    born = [{"name": "Noor", "birthDate": date} | agent for date in ("ergens in de oorlog", "1850", "unknown")]
    record["agents"] = born
    told = [fault.what for fault in harness.faults("dip", [as_entry(record)])]
    assert [what for what in told if "birthDate" in what] == ["agents.birthDate: the value is no date"]


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


ODD = [
    (
        {"performances": {"castChanges": {"removed": [{"agent": "p.niemand", "role": "acteur"}]}}},
        "performances.castChanges.removed: is no credit",
    ),
    ({"modified": "2026-03-01T10:00:00"}, "modified"),
    ({"modified": "2026-03-01T10:00:00.5+01:00"}, "modified"),
    ({"modified": "20260301"}, "modified"),
    ({"modified": "2026-W10-1"}, "modified"),
    ({"production": {"title": "Proefstuk"}}, "production.title"),
    ({"production": {"title": {"nl_NL": "Proefstuk"}}}, "production.title"),
    ({"production": {"season": "2025-26"}}, "production.season"),
    ({"production": {"season": "2025/2030"}}, "production.season"),
    ({"production": {"durationMinutes": -5}}, "production.durationMinutes"),
    ({"production": {"durationMinutes": 10**30}}, "production.durationMinutes"),
    ({"production": {"durationMinutes": "anderhalf uur"}}, "production.durationMinutes"),
    ({"production": {"languages": ["xx"]}}, "production.languages: the value is no known language"),
    ({"production": {"ageFrom": "vanaf 8"}}, "production.ageFrom"),
    ({"production": {"ageFrom": 12, "ageTo": 6}}, "production.ageTo"),
    ({"venues": {"lon": 999, "lat": 52.1}}, "venues.lat"),
    ({"venues": {"lon": 5.1, "lat": 99}}, "venues.lat"),
    ({"venues": {"lon": 52.1, "lat": 5.1}}, "venues.lat"),
    ({"venues": {"country": "Nederland"}}, "venues.country"),
    ({"performances": {"capacity": -3}}, "performances.capacity"),
    ({"performances": {"capacity": "veel"}}, "performances.capacity"),
    ({"performances": {"status": "uitgesteld", "prices": [{"type": "normal", "amount": "gratis"}]}}, "performances.prices"),
    ({"agents": {"mergedInto": "org.weg"}}, None),
    ({"agents": {"seat": {"code": "363", "name": "Amsterdam"}}}, "agents.seat.code"),
    ({"venues": {"municipality": {"code": "0363", "name": "Amsterdam"}}}, "venues.municipality.code"),
    ({"venues": {"postcode": "99", "street": "Plein 1"}}, "venues.postcode"),
    ({"production": {"website": "javascript:alert(1)"}}, "production.website"),
    ({"production": {"website": 'https://example.org/"<a>'}}, "production.website"),
    ({"performances": {"ticketUrl": "www.example.org"}}, "performances.ticketUrl"),
    ({"production": {"synopsis": {"nl": "Een <b>stuk</b>"}}}, "production.synopsis"),
    ({"production": {"title": {"nl": "Een <i>stuk</i>"}}}, "production.title: has HTML"),
    ({"agents": {"name": "Jansen &amp; Zonen"}}, "agents.name: has HTML"),
    ({"production": {"otherIds": [{"scheme": "eigen stelsel", "value": "12"}]}}, "production.otherIds.scheme"),
    ({"production": {"status": "onbekend"}}, "production.status"),
    ({"performances": {"date": "-0044-03-15"}}, "performances.date"),
    ({"production": {"newOrRevival": "opnieuw"}}, "production.newOrRevival"),
    ({"production": {"producers": [{"agent": "org.proef", "function": "baas"}]}}, "production.producers.function"),
    ({"production": {"credits": [{"agent": "org.proef", "role": "opperhoofd"}]}}, "production.credits.role"),
    ({"production": {"credits": [{"agent": "org.proef", "role": "opperhoofd", "character": "Ja"}]}}, "production.credits.role"),
]


def test_a_number_of_a_performance_that_is_no_whole_number_is_kept_and_reported() -> None:
    record = json.loads((CASES / "capacity-zero" / "record.json").read_text("utf-8"))
    record["performances"][0]["number"] = "een"
    said = [fault.what for fault in harness.faults("dip", [as_entry(record)])]
    assert any(what.startswith("performances.number: is no whole number") for what in said), said
    assert "performance/NL-25-001-0000001.een" in harness.documents("dip", [as_entry(record)])


@pytest.mark.parametrize(("odd", "field"), ODD, ids=[json.dumps(odd) for odd, _ in ODD])
def test_one_odd_value_is_left_out_and_the_rest_of_the_record_stands(odd: Any, field: str | None) -> None:
    record = json.loads((CASES / "capacity-zero" / "record.json").read_text("utf-8"))
    for key, value in odd.items():
        part = record[key][0] if isinstance(record[key], list) else record[key]
        if isinstance(value, dict):
            part |= value
        else:
            record[key] = value
    documents = harness.documents("dip", [as_entry(record)])
    assert {"run/NL-25-001-0000001", "performance/NL-25-001-0000001.1", "venue/v.zaal", "organization/org.proef"} <= set(documents)
    assert violations(documents) == []
    if field:
        said = [fault.what for fault in harness.faults("dip", [as_entry(record)])]
        assert any(what.startswith(field) for what in said), said


def violations(documents: dict[str, set[str]]) -> list[str]:
    """Validate documents with the shapes that stop a commit."""
    held = [(key, ("\n".join(sorted(lines)) + "\n").encode()) for key, lines in sorted(documents.items())]
    found = shapes_harness.findings(held, shapes.shipped(), "shacl", shapes_harness.store(held))
    return [str(finding.result) for finding in found if finding.result.severity == "Violation"]


def test_persons_merged_into_each_other_in_a_circle_keep_their_names() -> None:
    record = json.loads((CASES / "pseudonym" / "record.json").read_text("utf-8"))
    record["agents"][1]["mergedInto"] = "p.twee"
    record["agents"].append({"id": "p.twee", "kind": "persoon", "name": "Twee Speler", "mergedInto": "p.een"})
    documents = harness.documents("dip", [as_entry(record)])
    for key, name in (("p.een", "Een Speler"), ("p.twee", "Twee Speler")):
        assert f'<{harness.BASE}id/person/{key}> <https://schema.org/name> "{name}"@und .' in documents[f"person/{key}"]


def test_a_title_that_is_no_text_by_language_leaves_words_that_say_so() -> None:
    record = json.loads((CASES / "capacity-zero" / "record.json").read_text("utf-8"))
    record["production"]["title"] = {"sold": "99993"}
    documents = harness.documents("dip", [as_entry(record)])
    assert [line for lines in documents.values() for line in lines if "99993" in line] == []
    for key in ("production/NL-25-001-0000001", "run/NL-25-001-0000001", "performance/NL-25-001-0000001.1"):
        assert f'<{harness.BASE}id/{key}> <https://schema.org/name> "[zonder titel]"@nl .' in documents[key]


def test_a_postponed_performance_keeps_its_prices_for_its_day_has_not_passed() -> None:
    record = json.loads((CASES / "capacity-zero" / "record.json").read_text("utf-8"))
    record["performances"][0] |= {
        "status": "uitgesteld", "prices": [{"type": "normal", "amount": 19.5}], "ticketUrl": "https://example.org/kaarten",
    }  # fmt: skip
    lines = harness.documents("dip", [as_entry(record)])["performance/NL-25-001-0000001.1"]
    assert any("schema.org/price>" in line for line in lines) and any("example.org/kaarten" in line for line in lines)


def test_one_in_xml_is_private_as_true_is(shared: Path, tmp_path: Path) -> None:
    told = (shared / "model" / "sample.xml").read_text("utf-8")
    file = tmp_path / "record.xml"
    file.write_text(told.replace('privateLocation="true"', 'privateLocation="1"'), "utf-8")
    found = normal(harness.statements("dip", harness.read("dip", file)))
    assert harness.compare(found, triples(shared / "model" / "example.ttl")) == []

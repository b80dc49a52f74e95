"""NYPhil's mapping: a case for each wart, and both whole files where they are at hand."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import mapping_harness as harness
import pytest

from dip_lod.functions import gazetteer, times
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import read as queries
from dip_lod.sources.record import Fault
from dip_lod.vocabulary import expand, terms

CASES = sorted((Path(__file__).parent / "cases" / "nyphil").iterdir())
FILE = "2024-25_TO_NOW"
LOST = ("14040", "14041")
"""Works whose mixed text JSON has lost."""
TYPE, EVENT, PART = expand("rdf:type"), expand("schema:MusicEvent"), expand("schema:PerformanceRole")


def statements(file: Path, as_of: date = harness.AS_OF) -> tuple[set[str], list[str]]:
    """Give what the mapping says of the records of a file, hints among it, and what it reports."""
    entries = harness.read("nyphil", file)
    found = harness.mapped("nyphil", entries, as_of)
    said = {line.rstrip("\n").split("\t")[1] for one in found for line in one.lines}
    reported = [entry for entry in entries if isinstance(entry, Fault)]
    reported += [fault for one in found for fault in one.faults]
    return {line for line in said if not line.startswith("!")}, [f"{fault.what}; {fault.remedy}" for fault in reported]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_wart_comes_out_as_its_case_says(case: Path, form: str) -> None:
    found, faults = statements(case / f"record.{form}")
    expected = set((case / "expected.nt").read_text("utf-8").splitlines())
    report = case / "faults.txt"
    assert not harness.compare(found, expected)
    assert sorted(faults) == (report.read_text("utf-8").splitlines() if report.exists() else [])


def test_every_query_is_sound() -> None:
    assert [problem for query in queries(harness.folder("nyphil")) for problem in check(query, "record")] == []


def test_every_location_has_the_zone_and_the_number_that_geonames_has() -> None:
    for row in table("locations"):
        place = gazetteer.find(row["name"], row["country"], row["region"])
        assert place is not None, row
        assert (row["zone"], f"https://sws.geonames.org/{row['geonames']}/") == (place.zone, place.uri)


def test_only_what_has_passed_took_place() -> None:
    file = next(case for case in CASES if case.name == "one-hour-two-halls") / "record.json"
    said, _ = statements(file, date(2024, 9, 15))
    took = sorted(line.split(" ")[0] for line in said if f"<{expand('build:tookPlace')}>" in line)
    assert [name.partition("/id/")[2].partition("-park")[0] for name in took] == [
        "performance/nyphil.case-11.2024-09-12T1930.cunningham",
        "performance/nyphil.case-11.2024-09-12T1930.prospect",
        "run/nyphil.case-11>",
    ]
    assert len([line for line in said if f"<{expand('build:played')}>" in line]) == 2


def table(name: str) -> list[dict[str, str]]:
    """Read a table of the mapping."""
    with (harness.folder("nyphil") / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def season(shared: Path) -> dict[str, set[str]]:
    """Give the documents of the XML file."""
    return harness.documents("nyphil", harness.read("nyphil", shared / "data" / "nyphil" / f"{FILE}.xml"))


@pytest.fixture(scope="module")
def lines(season: dict[str, set[str]]) -> list[str]:
    """Give the statements of the XML file, those of terms and of the dataset left out."""
    return sorted(line for key, said in season.items() if not key.startswith(("term", "dataset")) for line in said)


@pytest.fixture(scope="module")
def own(shared: Path) -> dict[str, tuple[set[str], list[str]]]:
    """Give what the mapping says of either file, and what it reports."""
    return {form: statements(shared / "data" / "nyphil" / f"{FILE}.{form}") for form in ("xml", "json")}


def objects(lines: list[str], predicate: str) -> dict[str, str]:
    """Give subject and object of a predicate that has one value."""
    words = [line[:-2].split(" ", 2) for line in lines]
    return {subject: value for subject, name, value in words if name == f"<{expand(predicate)}>"}


def typed(lines: list[str], name: str) -> set[str]:
    """Give the subjects of a class."""
    return {line.split(" ")[0] for line in lines if line.endswith(f" <{TYPE}> <{expand(name)}> .")}


def test_the_whole_file_has_as_many_of_each_as_the_archive(season: dict[str, set[str]], lines: list[str]) -> None:
    kinds = Counter(key.partition("/")[0] for key in season)
    assert {kind: kinds[kind] for kind in ("run", "performance", "work", "venue")} == {
        "run": 144,
        "performance": 252,
        "work": 448,
        "venue": 28,
    }
    assert len(typed(lines, "schema:PerformanceRole")) == 773


def test_json_and_xml_say_the_same_but_for_two_titles(own: dict[str, tuple[set[str], list[str]]]) -> None:
    differing = own["xml"][0] ^ own["json"][0]
    title = re.compile(rf"[.-]({'|'.join(LOST)})> <({expand('rdfs:label')}|{expand('schema:name')})> ")
    assert [line for line in differing if not title.search(line)] == []
    assert len(differing) == 2 * 2 * 4


def test_json_reports_the_titles_that_it_has_lost(own: dict[str, tuple[set[str], list[str]]]) -> None:
    assert any("mixed text whose order the file has lost" in fault for fault in own["json"][1])
    assert not any("mixed text" in fault for fault in own["xml"][1])


def test_the_one_empty_soloist_is_reported(own: dict[str, tuple[set[str], list[str]]]) -> None:
    for _, faults in own.values():
        assert [fault for fault in faults if "nothing in it" in fault] == [
            "works.soloists has an entry with nothing in it; fill it in, or take it out"
        ]


def test_no_value_is_none_and_no_name_has_two_spaces(lines: list[str]) -> None:
    texts = [line.split(" ", 2)[2] for line in lines if line.split(" ", 2)[2].startswith('"')]
    assert [text for text in texts if "None" in text or "  " in text] == []


def test_nobody_is_traditional_anonymous_or_several(lines: list[str]) -> None:
    names = [value for subject, value in objects(lines, "schema:name").items() if "/id/person/" in subject]
    assert len(names) > 400
    nobody = re.compile(r"/|,| and |;|Traditional|Anonymous|Anthem|VARIOUS|conducted")
    assert [name for name in names if nobody.search(name)] == []


def test_no_private_home_is_named(own: dict[str, tuple[set[str], list[str]]]) -> None:
    said = own["xml"][0]
    assert [line for line in said if re.search(r"(?i)home[ -]of|69th", line)] == []
    private = [line for line in said if line.endswith(f' <{expand("schema:name")}> "private location"@en .')]
    assert [len(line.split("-location-")[1].split(">")[0]) for line in private] == [6, 6, 6]


def test_intermissions_are_no_works(lines: list[str]) -> None:
    assert [line for line in lines if "ntermission" in line or "/id/work/nyphil.0>" in line] == []


def test_times_are_as_given_with_the_offset_of_the_place(lines: list[str]) -> None:
    starts = objects([line for line in lines if "/performance/" in line], "schema:startDate")
    days = objects(lines, "dcterms:date")
    zones: Counter[str] = Counter()
    for subject, value in starts.items():
        key = re.search(r"\.(\d{4}-\d\d-\d\d)(?:T(\d\d)(\d\d))?>", subject)
        assert key is not None
        assert days[subject] == f'"{key[1]}"^^<{expand("xsd:date")}>'
        if key[2] is None:
            assert value == days[subject]
            continue
        moment = re.fullmatch(rf'"{key[1]}T{key[2]}:{key[3]}:00([+-]\d\d:00)"\^\^<{expand("xsd:dateTime")}>', value)
        assert moment is not None, value
        zones[moment[1]] += 1
    assert zones["+09:00"] == 3
    assert zones["+08:00"] == 2
    assert zones["-06:00"] + zones["-07:00"] == 7
    assert zones["-04:00"] + zones["-05:00"] == 238
    assert sum(zones.values()) == 250


def test_each_offset_is_that_of_the_zone_on_that_day(shared: Path, own: dict[str, tuple[set[str], list[str]]]) -> None:
    programmes = json.loads((shared / "data" / "nyphil" / f"{FILE}.json").read_text("utf-8"))["programs"]
    zones = {row["location"]: row["zone"] for row in table("locations")}
    expected = Counter(
        times.start(concert["Date"][:10], concert["Time"], zones[concert["Location"]])
        for programme in programmes
        for concert in programme["concerts"]
        if concert["Time"] != "None"
    )
    found = [line for line in own["json"][0] if "/performance/" in line and f"<{expand('schema:startDate')}>" in line]
    assert Counter(line.split('"')[1] for line in found if "T" in line.split('"')[1]) == expected


def test_every_date_is_typed(lines: list[str]) -> None:
    dated = ("schema:startDate", "schema:endDate", "dcterms:date", "schema:dateModified")
    for name in dated:
        for value in objects(lines, name).values():
            assert re.fullmatch(r'"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?"\^\^<\S+#date(Time)?>', value), value
            assert ("T" in value.split('"')[1]) == value.endswith("#dateTime>")


def test_programmes_concerts_and_their_parts_are_performances_of_the_heritage_models(lines: list[str]) -> None:
    performances = typed(lines, "lrmoo:F31_Performance")
    assert Counter(re.sub(r".*/id/(\w+)/[^#>]*(#work)?.*", r"\1\2", name) for name in performances) == {
        "run": 144,
        "performance": 252,
        "run#work": 625,
    }
    performed = {line.split(" ")[2] for line in lines if f" <{expand('lrmoo:R80_performed')}> " in line}
    assert performed == typed(lines, "lrmoo:F1_Work")
    parts = {line.split(" ")[2] for line in lines if f" <{expand('crm:P9_consists_of')}> " in line}
    assert performances - parts == {name for name in performances if "/id/run/" in name and "#" not in name}
    assert typed(lines, "schema:PerformanceRole") < parts


def test_every_term_is_in_the_profile(lines: list[str]) -> None:
    known = terms().keys()
    predicates = {line.split(" ", 2)[1][1:-1] for line in lines}
    classes = {line.split(" ", 2)[2][1:-3] for line in lines if f" <{TYPE}> " in line}
    assert sorted((predicates | classes) - known - {TYPE}) == []


def test_no_link_leads_nowhere(lines: list[str]) -> None:
    subjects = {line.split(" ", 1)[0] for line in lines}
    targets = {line.split(" ", 2)[2][:-2] for line in lines}
    own = {target for target in targets if target.startswith(f"<{harness.BASE}id/") and "/id/term/" not in target}
    assert sorted(own - subjects - {f"<{harness.BASE}id/dataset/nyphil>"}) == []

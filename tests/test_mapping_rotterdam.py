"""The mappings of Rotterdams Publiek: a case for each wart, and the whole of both sources where they are at hand."""

import re
from collections import Counter
from pathlib import Path

import mapping_harness as harness
import pytest
from rotterdam_harness import POSTERS, VENUES, together

from dip_lod.mapping.checking import check
from dip_lod.mapping.query import read as queries
from dip_lod.sources import description
from dip_lod.vocabulary import expand, terms

ROOT = Path(__file__).parent / "cases"
CASES = [(source, case) for source in (VENUES, POSTERS) for case in sorted((ROOT / source).iterdir())]
Documents = dict[str, set[str]]


@pytest.mark.parametrize(("source", "case"), CASES, ids=[f"{source}-{case.name}" for source, case in CASES])
def test_each_wart_comes_out_as_its_case_says(source: str, case: Path) -> None:
    files = {source: sorted(case.glob("record*"))}
    if (case / "venues.geojson").exists():
        files[VENUES] = [case / "venues.geojson"]
    found, faults = together(files)
    report = case / "faults.txt"
    assert not harness.compare(found, set((case / "expected.nt").read_text("utf-8").splitlines()))
    assert faults == (report.read_text("utf-8").splitlines() if report.exists() else [])


@pytest.mark.parametrize("source", [VENUES, POSTERS])
def test_every_query_is_sound(source: str) -> None:
    assert [problem for query in queries(harness.folder(source)) for problem in check(query, "record")] == []


def test_the_posters_are_cc0_and_of_the_venues_no_licence_is_said() -> None:
    assert description.load(harness.folder(POSTERS)).licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert description.load(harness.folder(VENUES)).licence is None


@pytest.fixture(scope="module")
def data(shared: Path) -> dict[str, list[Path]]:
    """Give the files of both sources."""
    folder = shared / "data" / "rotterdams-publiek"
    return {
        VENUES: [folder / "locaties.geojson"],
        POSTERS: [folder / "sa-affiches.ttl", folder / "sa-affiche-links.ttl"],
    }


@pytest.fixture(scope="module")
def venues(data: dict[str, list[Path]]) -> Documents:
    """Give the documents of the venues."""
    return harness.documents(VENUES, harness.read(VENUES, *data[VENUES]))


def values(documents: Documents, kind: str, predicate: str, *, parts: bool = False) -> list[str]:
    """Give the values that things of a kind, or their fragments, have for a predicate."""
    start = re.compile(rf"<{harness.BASE}id/{kind}/[^>#]*{'#[^>]*' if parts else ''}> <{re.escape(expand(predicate))}> (.*) \.")
    lines = (line for lines in documents.values() for line in lines)
    return sorted(found[1] for line in lines if (found := start.fullmatch(line)))


def test_every_venue_is_there_with_its_number(venues: Documents) -> None:
    assert len([key for key in venues if key.startswith("venue/")]) == 122
    assert len(values(venues, "venue", "schema:name")) == 122
    links = values(venues, "venue", "skos:exactMatch")
    assert len(links) == len([link for link in links if link.startswith("<http://www.wikidata.org/entity/Q")]) == 122
    assert len(values(venues, "venue", "skos:closeMatch")) == 44
    schemes = Counter(value for value in values(venues, "venue", "schema:propertyID", parts=True))
    assert schemes == {'"wikidata"': 122, '"bag"': 44}
    assert Counter(values(venues, "venue", "schema:containedInPlace")) == {f"<{harness.BASE}id/place/GM0599>": 122}


def test_venues_of_one_name_stay_apart(venues: Documents) -> None:
    names = Counter(values(venues, "venue", "schema:name"))
    assert names['"Rotterdamsche Schouwburg"@nl'] == 2
    assert len([name for name, times in names.items() if times > 1]) == 6


def test_names_have_their_periods(venues: Documents) -> None:
    nighttown = {"venue/rp.Q2845918": venues["venue/rp.Q2845918"]}
    assert values(nighttown, "venue", "schema:name") == ['"Nighttown"@nl']
    assert len(values(nighttown, "venue", "schema:alternateName")) == 4
    periods = values(nighttown, "venue", "dcterms:temporal", parts=True)
    assert [period.partition('"^^')[0].strip('"') for period in periods] == [
        "1930/1936", "1939-04-07/1941", "1985/1994", "1988/2006", "2008-09-04/2010",
    ]  # fmt: skip
    named = [key for key in venues if any("#name-" in line for line in venues[key])]
    assert len(named) == 33


def test_geometry_is_whole(venues: Documents) -> None:
    shapes = values(venues, "venue", "crm:P168_place_is_defined_by", parts=True)
    kinds = Counter(shape[1 : shape.index("(")] for shape in shapes)
    assert kinds == {"POINT": 122, "POLYGON": 44}
    assert sum(shape.count("(") - 1 for shape in shapes if "POLYGON" in shape) == 44 + 9
    assert len(values(venues, "venue", "schema:polygon", parts=True)) == 44


def test_functions_are_kinds_with_periods(venues: Documents) -> None:
    kinds = Counter(value.rpartition("/")[2].rstrip(">") for value in values(venues, "venue", "crm:P2_has_type"))
    assert kinds == {
        "bioscoop": 64, "theater": 30, "evenementenlocatie": 13, "poppodium": 8, "discotheek": 7, "museum": 7,
        "concertzaal": 5, "bibliotheek": 3, "jazzclub": 3, "kunstmuseum": 2, "koffiehuis": 2, "tentoonstellingsgebouw": 2,
    }  # fmt: skip
    used = [line for lines in venues.values() for line in lines if "#use-" in line and "P4_has_time-span" in line]
    assert len(used) > 50


def test_the_venues_have_no_fault_and_no_image(data: dict[str, list[Path]], venues: Documents) -> None:
    assert harness.faults(VENUES, harness.read(VENUES, *data[VENUES])) == []
    assert not any("commons.wikimedia" in line for lines in venues.values() for line in lines)


@pytest.fixture(scope="module")
def posters(data: dict[str, list[Path]]) -> Documents:
    """Give the documents of the posters."""
    return harness.documents(POSTERS, harness.read(POSTERS, *data[POSTERS]))


@pytest.fixture(scope="module")
def both(data: dict[str, list[Path]]) -> tuple[set[str], list[str]]:
    """Give what both sources say in one build, and what is reported."""
    return together(data)


def test_every_poster_is_there_with_a_name_and_its_page(posters: Documents) -> None:
    assert len([key for key in posters if key.startswith("poster/")]) == 1772
    names = values(posters, "poster", "schema:name")
    assert Counter(name.rpartition("@")[2] for name in names) == {"und": 1765, "nl": 7}
    assert all(0 < len(name) <= 110 for name in names)
    assert len([name for name in names if name.endswith(' zonder beschrijving"@nl') and "NL-RtSA_4275" in name]) == 7
    pages = values(posters, "poster", "schema:url")
    assert len(set(pages)) == 1772
    assert all(page.startswith("<https://hdl.handle.net/21.12133/") for page in pages)


def test_no_address_of_an_image_comes_out(posters: Documents) -> None:
    assert not any("archieven.nl" in line or "depiction" in line for lines in posters.values() for line in lines)


def test_posters_are_dated_as_the_archive_dates_them(posters: Documents) -> None:
    dates = values(posters, "poster", "schema:dateCreated")
    assert Counter(date.rpartition("#")[2] for date in dates) == {"gYear>": 441, "date>": 233, "gYearMonth>": 26}
    assert len(values(posters, "poster", "dcterms:created")) == 1068 - 2


def test_posters_name_their_makers(posters: Documents) -> None:
    assert len([key for key in posters if key.startswith("person/")]) == 35
    makers = Counter(values(posters, "poster", "schema:creator"))
    assert max(makers.values()) == 509
    assert len([key for key in posters if key.startswith("organization/")]) == 2


def test_128_posters_are_tied_to_a_venue_that_is_there(both: tuple[set[str], list[str]]) -> None:
    said, _ = both
    place, a = f" <{expand('schema:contentLocation')}> ", f" <{expand('rdf:type')}> "
    ties = {tuple(line.removesuffix(" .").split(place)) for line in said if place in line}
    subjects = {line.partition(a)[0] for line in said if a in line}
    there = {subject for subject in subjects if "/id/venue/" in subject and "#" not in subject}
    assert len(ties) == len({poster for poster, _ in ties}) == 128
    assert {venue for _, venue in ties} <= there
    assert len(there) == 122 + 2


def test_what_is_impossible_or_missing_is_reported(both: tuple[set[str], list[str]]) -> None:
    assert Counter(fault.partition(";")[0] for fault in both[1]) == {
        "dc:date: ends before it begins, and is left out": 2,
        "dc:description: is missing, so the name is a number": 7,
        "dc:date: is missing": 4,
    }


def used(documents: Documents) -> set[str]:
    """Give the classes and properties that documents use."""
    lines = [line for lines in documents.values() for line in lines]
    kinds = {line.split(" ")[2][1:-1] for line in lines if f" <{expand('rdf:type')}> " in line}
    return kinds | {line.split(" ", 2)[1][1:-1] for line in lines}


def test_only_terms_of_the_profile_come_out(venues: Documents, posters: Documents) -> None:
    assert used(venues) | used(posters) <= set(terms())

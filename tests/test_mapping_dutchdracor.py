"""DutchDraCor's mapping: a case for each wart, and the whole corpus where it is at hand."""

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import mapping_harness as harness
import pytest

from dip_lod.identity.passing import Pass
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import read as queries
from dip_lod.sources import description
from dip_lod.sources.record import Entry, Fault
from dip_lod.vocabulary import expand, terms

SOURCE = "dutchdracor"
CASES = sorted((Path(__file__).parent / "cases" / SOURCE).iterdir())


def identities(entries: Sequence[Entry], folder: Path) -> list[Fault]:
    """Give what the pass over the keys reports."""
    keys = Pass()
    list(keys.add(description.load(folder), entries))
    keys.table()
    return keys.faults


def result(files: Sequence[Path]) -> tuple[set[str], list[str]]:
    """Give what the mapping says of some files, hints among it, and all that is reported."""
    entries = harness.read(SOURCE, *files)
    found = harness.mapped(SOURCE, entries)
    said = {line.rstrip("\n").split("\t")[1] for one in found for line in one.lines}
    faults = [entry for entry in entries if isinstance(entry, Fault)]
    faults += identities(entries, harness.folder(SOURCE))
    faults += [fault for one in found for fault in one.faults]
    reports = sorted(f"{fault.what}; {fault.remedy}" for fault in faults)
    return {line for line in said if not line.startswith("!")}, reports


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_wart_comes_out_as_its_case_says(case: Path) -> None:
    found, faults = result([case / "record.xml"])
    report = case / "faults.txt"
    assert not harness.compare(found, set((case / "expected.nt").read_text("utf-8").splitlines()))
    assert faults == (report.read_text("utf-8").splitlines() if report.exists() else [])


def test_every_query_is_sound() -> None:
    assert [problem for query in queries(harness.folder(SOURCE)) for problem in check(query, "record")] == []


def test_every_society_is_cited() -> None:
    rows = (harness.folder(SOURCE) / "groups.csv").read_text("utf-8").splitlines()
    assert len(rows) == 22
    assert all("dut000" in row or "dbnl.org" in row for row in rows[1:])


@pytest.fixture(scope="module")
def corpus(shared: Path) -> list[Entry]:
    """Give the records of the whole corpus."""
    return harness.read(SOURCE, *sorted((shared / "data" / SOURCE / "tei-headers").glob("*.xml")))


@pytest.fixture(scope="module")
def documents(corpus: list[Entry]) -> dict[str, set[str]]:
    """Give the documents of the whole corpus."""
    return harness.documents(SOURCE, corpus)


def values(documents: dict[str, set[str]], kind: str, predicate: str) -> list[str]:
    """Give the values that things of a kind, not their fragments, have for a predicate."""
    found = []
    for key, lines in documents.items():
        if key.startswith(kind + "/"):
            start = f"<{harness.BASE}id/{key}> <{expand(predicate)}> "
            found += [line.removeprefix(start).removesuffix(" .") for line in lines if line.startswith(start)]
    return found


def links(documents: dict[str, set[str]], kind: str, register: str) -> int:
    """Count the links of things of a kind to a register."""
    return len([value for value in values(documents, kind, "schema:sameAs") if value.startswith(f"<{register}")])


def test_the_corpus_comes_out_whole(documents: dict[str, set[str]]) -> None:
    kinds = Counter(key.partition("/")[0] for key in documents)
    del kinds["term"], kinds["dataset"]
    assert kinds == {"work": 186, "performance": 107, "person": 59, "organization": 21}


def test_the_corpus_has_one_fault_that_no_table_decides(corpus: list[Entry]) -> None:
    assert [fault for fault in corpus if isinstance(fault, Fault)] == []
    assert [(fault.record, fault.what) for fault in harness.faults(SOURCE, corpus)] == [
        ("dut000102", "titleStmt.author: names one author twice")
    ]
    assert identities(corpus, harness.folder(SOURCE)) == []


def test_every_play_has_a_title_a_genre_and_its_authors(documents: dict[str, set[str]]) -> None:
    assert len(values(documents, "work", "schema:name")) == 186
    assert all(value.endswith("@nl") for value in values(documents, "work", "schema:name"))
    assert len(values(documents, "work", "schema:alternativeHeadline")) == 32
    genres = Counter(value.rpartition("/")[2].rstrip(">") for value in values(documents, "work", "schema:genre"))
    assert genres == {
        "tragedie": 80, "moraliteit": 60, "komedie": 20, "klucht": 16, "tragikomedie": 5, "pastorale": 5,
    }  # fmt: skip
    assert len(values(documents, "work", "schema:author")) == 233  # of 234 entries: one play names an author twice


def test_dates_are_as_sure_as_the_source_has_them(documents: dict[str, set[str]]) -> None:
    assert len(values(documents, "work", "schema:datePublished")) == 147
    assert len(values(documents, "work", "schema:dateCreated")) == 48
    assert values(documents, "work", "dcterms:created") == [f'"[1565..1600]"^^<{expand("edtf:EDTF")}>'] * 3
    starts = Counter(value.rpartition("#")[2] for value in values(documents, "performance", "schema:startDate"))
    assert starts == {"gYear>": 104, "date>": 3}
    assert len(values(documents, "performance", "dcterms:date")) == 3


def test_links_are_those_that_the_source_gives(documents: dict[str, set[str]]) -> None:
    assert links(documents, "work", "https://dracor.org/entity/") == 186
    assert links(documents, "work", "http://www.wikidata.org/entity/") == 1
    assert links(documents, "person", "http://www.wikidata.org/entity/") == 56
    assert links(documents, "organization", "http://www.wikidata.org/entity/") == 21
    assert links(documents, "person", "https://d-nb.info/gnd/") == 5


def test_one_author_under_two_spellings_is_one_person(documents: dict[str, set[str]]) -> None:
    for key, names in {
        "person/jean-racine-9da4d9": {"Jean Racine", "Jean Baptiste Racine"},
        "person/jean-baptiste-moliere-5da65c": {"Jean Baptiste Molière", "Jean-Baptiste Molière"},
    }.items():
        one = {key: documents[key]}
        called = values(one, "person", "schema:name") + values(one, "person", "schema:alternateName")
        assert sorted(called) == sorted(f'"{name}"@und' for name in names)
        assert links(one, "person", "http://www.wikidata.org/entity/") == 1


def test_two_people_under_one_number_are_two_and_it_is_linked_to_the_right_one(documents: dict[str, set[str]]) -> None:
    subligny = {key: lines for key, lines in documents.items() if key.startswith("person/adrien-thomas-perdou")}
    magnon = {key: lines for key, lines in documents.items() if key.startswith("person/jean-magnon")}
    assert (links(subligny, "person", "http://"), links(magnon, "person", "http://")) == (1, 0)


def test_a_number_on_two_names_is_reported_where_the_table_is_silent(corpus: list[Entry], tmp_path: Path) -> None:
    folder = tmp_path / SOURCE
    shutil.copytree(harness.folder(SOURCE), folder, ignore=shutil.ignore_patterns("*.sssom.tsv"))
    reports = identities(corpus, folder)
    assert sorted(fault.what.partition(" ")[0] for fault in reports) == ["Q2825111", "Q687", "Q742"]
    assert all("linked to neither" in fault.what and fault.remedy.startswith("decide") for fault in reports)


def test_sex_is_never_published(corpus: list[Entry], documents: dict[str, set[str]]) -> None:
    assert not any("particDesc" in str(getattr(entry, "data", "")) for entry in corpus)
    assert not any("MALE" in line for lines in documents.values() for line in lines)


def test_only_terms_of_the_profile_come_out(documents: dict[str, set[str]]) -> None:
    lines = [line for lines in documents.values() for line in lines]
    used = {line.split(" ", 2)[1][1:-1] for line in lines}
    used |= {line.split(" ")[2][1:-1] for line in lines if f" <{expand('rdf:type')}> " in line}
    assert used <= set(terms())

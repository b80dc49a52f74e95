"""The account of quality: what a build tells it, whom it names, what it keeps of earlier builds, and what it never holds."""

import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest
import toy

from dip_lod.errors import PublicationError
from dip_lod.journal.reading import current
from dip_lod.pipeline.quality import SORTS, Parties, Telling
from dip_lod.publication import layout
from dip_lod.publication.quality import tables
from dip_lod.publication.quality.reading import Quality
from dip_lod.publication.quality.tables import Case, Cause
from dip_lod.publication.quality.writing import Account, Words
from dip_lod.validation import engine, run, shapes
from dip_lod.validation.result import Result

BASE = "http://localhost:8000/"
PEOPLE = [{"id": f"{n}", "name": f"Naam {n}", "modified": "2026-01-02"} for n in range(3)]
CAUSE = Cause("Warning", "main", "urn:x:shape", "<urn:x:p>", "MinCountConstraintComponent")
WORDS = Words({"nl": "naam: ontbreekt", "en": "name: is missing"}, {})
STORE = """
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
<id/run/1#record> dcterms:identifier "r1" ; prov:wasAttributedTo <id/organization/o> .
<id/run/2#record> dcterms:identifier "r2", "twice" .
<id/run/3#record> dcterms:identifier "twice" .
<doc/run/1> schema:isPartOf <id/dataset/dip> ; prov:wasDerivedFrom <id/run/1#record> .
<doc/run/2> schema:isPartOf <id/dataset/dip> ; prov:wasDerivedFrom <id/run/2#record> .
<doc/person/p> prov:wasDerivedFrom <id/run/1#record>, <id/run/2#record> .
<doc/term/t> schema:isPartOf <id/dataset/dip>, <id/dataset/nyphil> .
"""


def filled(
    folder: Path, cases: int, parties: tuple[str, ...] = (), earlier: Path | None = None, name: str = "p1"
) -> Quality:
    folder.mkdir(exist_ok=True)
    account = Account(folder)
    account.cause(CAUSE, WORDS)
    for number in range(cases):
        account.add(CAUSE, Case(f"{BASE}id/person/{number}", (f"r{number}",)), parties)
    account.close(name, "2026-03-02T12:00:00+00:00", 3, 9, earlier)
    return Quality(folder)


@pytest.fixture
def parties() -> Parties:
    """Give the parties of a few records."""
    store = ox.Store()
    store.load(STORE, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return Parties(lambda: store, BASE)


def test_all_cases_are_counted_and_as_many_listed_as_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "KEPT", 10)
    monkeypatch.setattr(tables, "KEPT_FOR_EACH", 4)
    account = Account(tmp_path)
    account.cause(CAUSE, WORDS)
    for number in range(50):
        account.add(CAUSE, Case(f"urn:{number}"), ["dataset/a"] if number < 40 else ["dataset/b", "dataset/b"])
    account.close("p1", "2026-03-02", 1, 1, None)
    quality = Quality(tmp_path)
    (cause,) = quality.causes()
    assert cause.cases == 50 and len(list(quality.every(cause))) == 14
    assert [(one.key, one.counts) for one in quality.parties()] == [
        ("dataset/a", {"Warning": 40}),
        ("dataset/b", {"Warning": 10}),
    ]
    (of_b,) = quality.causes("dataset/b")
    assert of_b.cases == 10 and [one.node for one in quality.every(of_b, "dataset/b")] == [
        f"urn:{n}" for n in range(40, 44)
    ]


def test_cases_come_a_page_at_a_time(tmp_path: Path) -> None:
    quality = filled(tmp_path, 7, ("dataset/a",))
    (cause,) = quality.causes()
    for party in ("", "dataset/a"):
        first = quality.cases(cause, party, limit=3)
        second = quality.cases(cause, party, after=first[-1].id, limit=3)
        assert [one.records for one in [*first, *second]] == [[f"r{n}"] for n in range(6)]


def test_the_history_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "REMEMBERED", 3)
    earlier = None
    for number in range(5):
        folder = tmp_path / f"p{number}"
        quality = filled(folder, number, ("dataset/a",) if number else (), earlier, folder.name)
        earlier = folder
    assert [(one.publication, one.counts) for one in quality.history()] == [
        ("p4", {"Warning": 4}), ("p3", {"Warning": 3}), ("p2", {"Warning": 2})
    ]  # fmt: skip
    assert quality.history("dataset/a", 1)[0].counts == {"Warning": 4}
    assert quality.publications() == 3


def test_an_account_of_before_cases_named_things_is_read_and_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path / "p1", 2)
    with sqlite3.connect(tmp_path / "p1" / tables.FILE) as account:
        account.executescript("ALTER TABLE occurrence DROP COLUMN thing; PRAGMA user_version = 1")
    account.close()
    earlier = Quality(tmp_path / "p1")
    (cause,) = earlier.causes()
    assert [one.thing for one in earlier.every(cause)] == ["", ""]
    quality = filled(tmp_path / "p2", 1, (), tmp_path / "p1", "p2")
    assert [one.publication for one in quality.history()] == ["p2", "p1"]


def test_a_party_that_mended_all_keeps_its_page(tmp_path: Path) -> None:
    filled(tmp_path / "p1", 2, ("organization/o",))
    quality = filled(tmp_path / "p2", 1, (), tmp_path / "p1", "p2")
    assert quality.known("organization/o") and quality.causes("organization/o") == []
    assert [one.counts for one in quality.history("organization/o")] == [{}, {"Warning": 2}]
    assert not quality.known("organization/x") and not quality.known("")


def test_a_party_that_is_published_no_more_is_forgotten(tmp_path: Path) -> None:
    filled(tmp_path / "p1", 2, ("person/erased", "organization/o"))
    (tmp_path / "p2").mkdir()
    with sqlite3.connect(tmp_path / "p2" / layout.DOCUMENTS) as documents:
        documents.executescript("CREATE TABLE document (key TEXT); INSERT INTO document VALUES ('organization/o')")
    documents.close()
    quality = filled(tmp_path / "p2", 0, (), tmp_path / "p1", "p2")
    assert quality.known("organization/o") and not quality.known("person/erased")
    assert b"person/erased" not in (tmp_path / "p2" / tables.FILE).read_bytes()


def test_a_case_is_the_suppliers_or_else_the_datasets(parties: Parties) -> None:
    assert parties.of_document(f"{BASE}doc/run/1", (f"{BASE}id/run/1#record",)) == ["organization/o"]
    assert parties.of_document(f"{BASE}doc/run/2", (f"{BASE}id/run/2#record",)) == ["dataset/dip"]
    both = parties.records(f"{BASE}doc/person/p")
    assert parties.of_document(f"{BASE}doc/person/p", both) == ["dataset/dip", "organization/o"]
    assert parties.of_document(f"{BASE}doc/term/t", ()) == ["dataset/dip", "dataset/nyphil"]
    assert parties.of_identifier("r1", "dip") == ["organization/o"]
    assert parties.of_identifier(f"{BASE}id/run/1#record", "") == ["organization/o"]
    assert parties.of_identifier("never mapped", "dip") == ["dataset/dip"]
    assert parties.of_place("person/p") == parties.of_place(f"{BASE}id/person/p") == ["dataset/dip", "organization/o"]
    assert parties.of_place("a b.json, line 1") == []


def test_a_record_names_the_one_thing_that_it_describes(parties: Parties) -> None:
    assert parties.thing("r1") == parties.thing(f"{BASE}id/run/1#record") == "run/1"
    assert parties.thing("never mapped") == parties.thing("twice") == ""


def test_a_build_tells_what_is_wrong_by_cause_and_never_a_value(tmp_path: Path) -> None:
    wrong = {"id": "9", "name": "Naam 9", "modified": "2026-01-02", "born": "SECRETDATE", "secret": "CANARY"}
    config = toy.site(tmp_path, [*PEOPLE, wrong])
    with (tmp_path / "people.ndjson").open("a") as stream:
        stream.write("no json\n")
    toy.published(config)
    folder = current(config.data_folder)
    quality = Quality(folder)
    faults = [one for one in quality.causes() if not one.of_validation]
    assert [(one.severity, one.stage, one.source) for one in faults][:1] == [("error", "sources", "toy")]
    (case,) = quality.cases(faults[0])
    assert case.node.startswith("people.ndjson, line 5")
    assert quality.counts()["error"] == 1 and case.thing == ""
    assert [one.thing for cause in faults[1:] for one in quality.cases(cause) if one.records] == ["person/toy.9"]
    assert [one.key for one in quality.parties()] == ["dataset/toy"]
    stored = (folder / tables.FILE).read_bytes()
    assert b"SECRETDATE" not in stored and b"CANARY" not in stored
    deliver = [*PEOPLE[1:], wrong]
    toy.deliver(tmp_path, deliver)
    toy.published(config, confirm_loss=True)
    now = Quality(current(config.data_folder))
    assert [one.counts.get("error", 0) for one in now.history()] == [0, 1]
    assert now.history()[1].publication == folder.name


def test_sentences_that_all_differ_do_not_fill_the_memory(tmp_path: Path) -> None:
    account = Account(tmp_path)
    telling = Telling(account, ox.Store, BASE)
    fault = {
        "source": "a",
        "record": None,
        "place": "a.json",
        "stage": "mapping",
        "remedy": "mend",
        "severity": "warning",
    }
    with (tmp_path / "faults.ndjson").open("w") as stream:
        for number in range(SORTS + 30):
            stream.write(
                f'{{"what": "w{number % 100}x{number // 100}"'
                + str(fault).replace("'", '"').replace("None", "null").replace("{", ", ", 1)
                + "\n"
            )
    telling.faults(tmp_path / "faults.ndjson")
    account.close("p1", "2026-03-02", 1, 1, None)
    causes = Quality(tmp_path).causes()
    assert len(causes) == SORTS + 1 and sum(one.cases for one in causes) == SORTS + 30


def test_a_publication_without_an_account_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="has no account of quality; build again"):
        Quality(tmp_path)


SEVERITIES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/ns#> .
ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property ex:P, ex:Q, ex:R .
ex:P sh:path ex:p ; sh:minCount 1 ; sh:severity ex:Advice .
ex:Q sh:path ex:q ; sh:minCount 1 ; sh:severity sh:Info .
ex:R sh:path ex:r ; sh:minCount 1 .
"""


@pytest.mark.parametrize("name", ["shacl", "pyshacl"])
def test_a_severity_of_ones_own_is_kept_by_both_engines(name: str) -> None:
    data = b"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/ns#T> .\n"
    found: list[Result] = engine.validate(data, shapes.Shapes(SEVERITIES), name)
    assert [one.severity for one in found] == ["https://example.org/ns#Advice", "Info", "Violation"]


def test_only_violations_stop_whatever_else_a_severity_is_called(tmp_path: Path) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/ns#T>"
    rules = shapes.Shapes(SEVERITIES.replace("ex:Q, ex:R", "ex:Q"))
    of = [(f"{BASE}doc/person/a", f"<{BASE}id/person/a> {kind} .\n".encode())]
    report = run(of, tmp_path, types=lambda uris: {}, identifiers=lambda uris: {}, shapes=rules)
    assert report.conforms and report.by_severity == {"https://example.org/ns#Advice": 1, "Info": 1}
    assert "1 https://example.org/ns#Advice" in (tmp_path / "report.txt").read_text()
    written = (tmp_path / "report.ttl").read_text()
    assert "sh:resultSeverity <https://example.org/ns#Advice>" in written and "sh:conforms true" in written

import json
from datetime import date

from dip_lod.documents import terms
from dip_lod.documents.envelope import envelope
from dip_lod.documents.settling import Mark, Settled, settle
from dip_lod.mapping.query import Query
from dip_lod.pipeline.finishing import Finisher, FinishPlan

BASE = "http://localhost:8000/"
NOOR = f"<{BASE}id/person/p.noor>"
NAME = "<https://schema.org/name>"
BORN = "<https://schema.org/birthDate>"


def claim(rank: int, moment: str, record: str) -> str:
    return json.dumps([rank, moment, record])


def test_lower_rank_beats_newer_record() -> None:
    lines = [
        [f'{NOOR} {BORN} "1980" .', claim(1, "2020", "a")],
        [f'{NOOR} {BORN} "1981" .', claim(2, "2026", "b")],
    ]
    settled = settle("person/p.noor", map("\t".join, lines))
    assert settled.statements == {f'{NOOR} {BORN} "1980" .'}
    assert settled.conflicts[0].others == ("b",)


def test_newest_record_wins_even_against_many_stale_ones() -> None:
    lines = [[f'{NOOR} {BORN} "1980" .', claim(1, "2020", f"old{n}")] for n in range(80)]
    lines.append([f'{NOOR} {BORN} "1981" .', claim(1, "2021", "correction")])
    assert settle("person/p.noor", map("\t".join, lines)).statements == {f'{NOOR} {BORN} "1981" .'}


def test_one_name_a_language_and_the_others_are_alternate_names() -> None:
    lines = [
        [f'{NOOR} {NAME} "Noor"@nl .', claim(1, "2021", "a")],
        [f'{NOOR} {NAME} "Noortje"@nl .', claim(1, "2020", "b")],
        [f'{NOOR} {NAME} "Eleanor"@en .', claim(1, "2019", "c")],
    ]
    settled = settle("person/p.noor", map("\t".join, lines))
    assert settled.statements == {
        f'{NOOR} {NAME} "Noor"@nl .',
        f'{NOOR} {NAME} "Eleanor"@en .',
        f'{NOOR} <https://schema.org/alternateName> "Noortje"@nl .',
    }
    assert settled.conflicts == []


def test_latest_date_wins_where_the_property_says_so() -> None:
    page = f"<{BASE}doc/person/p.noor> <http://purl.org/dc/terms/modified>"
    moments = ("2026-03-01T00:30:00+01:00", "2026-02-28T23:45:00Z")
    lines = [
        [f'{page} "{moment}"^^<http://www.w3.org/2001/XMLSchema#dateTime> .', claim(1, "", "a")] for moment in moments
    ]
    (kept,) = settle("person/p.noor", map("\t".join, lines)).statements
    assert moments[1] in kept, "23:45 in UTC is later than 00:30 in Amsterdam"


def test_a_line_that_is_there_twice_counts_once() -> None:
    lines = [
        f'{NOOR} {BORN} "1980" .\t{claim(1, "2020", "a")}',
        f'{NOOR} {BORN} "1981" .\t{claim(1, "2026", "b")}',
        f'{NOOR} {NAME} "Noor"@nl .\t{claim(1, "2020", "a")}',
        f"{NOOR} <https://schema.org/knowsLanguage> <{BASE}id/term/language/nl> .",
        '!["dip","http://localhost:8000/id/run/1#record",null,null]',
    ]
    once, twice = settle("person/p.noor", lines), settle("person/p.noor", sorted([*lines, *lines]))
    assert (once.marks, once.conflicts) == (twice.marks, twice.conflicts)
    assert once.statements == twice.statements


def test_page_of_a_heritage_thing_is_a_crm_document() -> None:
    person = {
        f"{NOOR} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.cidoc-crm.org/cidoc-crm/E21_Person> ."
    }
    marks = [Mark("dip", f"{BASE}id/run/1#record", "2026-03-01T08:15:00+01:00", None)]
    said = envelope(BASE, "person/p.noor", person, marks, date(2026, 3, 2))
    assert any("E31_Document" in line for line in said)
    assert any('"2026-03-01T08:15:00+01:00"' in line for line in said)
    assert not any("license" in line for line in said)


def test_pages_of_terms_take_the_builds_date_and_have_no_record() -> None:
    said = envelope(BASE, "term/genre/toneel", set(), [Mark("dip", "", None, None)], date(2026, 3, 2))
    assert any('"2026-03-02"^^<http://www.w3.org/2001/XMLSchema#date>' in line for line in said)
    assert not any("wasDerivedFrom" in line for line in said)


def test_a_term_brings_its_scheme_and_what_is_broader() -> None:
    needed = terms.needed([("genre/tragedie", "dip")])
    assert {"genre", "genre/tragedie", "genre/toneel"} <= set(needed)


def test_a_dataset_without_a_licence_says_so() -> None:
    lines = list(terms.dataset(BASE, "oud", {"nl": "Oude gegevens"}, {"nl": 'Uit een "la".'}, None))
    assert any('"Uit een \\"la\\". De bron vermeldt geen licentie."@nl' in line for line in lines)
    assert any('"The source states no licence."@en' in line for line in lines)
    assert not any("license" in line for line in lines)


def test_what_a_rule_cannot_do_is_told_with_its_document_and_record() -> None:
    rule = Query(
        "crm/wrong.rq",
        "PREFIX dip: <https://w3id.org/dip-lod/ontology#> PREFIX schema: <https://schema.org/>"
        " CONSTRUCT { ?person schema:deathDate ?died } WHERE { GRAPH ?document { ?person schema:birthDate ?born }"
        " BIND(dip:date(STR(?born)) AS ?died) }",
    )
    finisher = Finisher(FinishPlan((rule,), BASE, date(2026, 3, 2)))
    person = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Person> ."
    good, bad = f"<{BASE}id/person/a>", f"<{BASE}id/person/b>"
    settled = [
        Settled(
            "person/a",
            {f"{good} {person}", f'{good} {BORN} "1980" .'},
            [Mark("dip", f"{BASE}id/run/1#record", None, None)],
        ),
        Settled(
            "person/b",
            {f"{bad} {person}", f'{bad} {BORN} "1980-02-31" .'},
            [Mark("dip", f"{BASE}id/run/2#record", None, None)],
        ),
    ]
    ((key, record, sentence),) = finisher.finish(settled).failures
    assert (key, record) == ("person/b", f"{BASE}id/run/2#record")
    assert "is no date" in sentence and "1980-02-31" not in sentence

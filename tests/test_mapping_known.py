"""What a query finds out about a record, the queries after it can ask; it is never published."""

from datetime import date

import pytest

from dip_lod import resources
from dip_lod.identity.passing import Pass
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.record import Mapped, SourceMapping
from dip_lod.sources import description
from dip_lod.sources.record import Record

PREFIXES = (
    "PREFIX s: <https://schema.org/> PREFIX f: <urn:x-dip-lod:field#> PREFIX known: <urn:x-dip-lod:known#>"
    " PREFIX dip: <https://w3id.org/dip-lod/ontology#> PREFIX lift: <urn:x-dip-lod:lift#> "
)
NAMED = "CONSTRUCT { ?x s:name ?n } WHERE { ?r known:run ?x ; known:called ?n }"
RUN = 'CONSTRUCT { ?r known:run ?x } WHERE { ?r f:production/f:id ?id BIND(dip:uri("run", ?id) AS ?x) }'
CALLED = "CONSTRUCT { ?r known:called ?n } WHERE { ?r f:titles/f:nl ?n }"


def mapped(records: list[Record], **queries: str) -> list[Mapped]:
    """Map records that share a store by queries with these names."""
    dip = description.load(resources.folder("mappings") / "dip")
    written = [Query(name, PREFIXES + text) for name, text in queries.items()]
    return list(
        SourceMapping(dip, written, "http://localhost:8000/", date(2026, 3, 2), Pass().table()).map_all(records)
    )


def said(one: Mapped) -> list[str]:
    """Give the statements of a record."""
    return sorted(line.split("\t")[1] for line in one.lines)


def record(key: str, **data: object) -> Record:
    return Record("dip", key, None, key, {"production": {"id": key}, **data})  # type: ignore[dict-item]


def name(key: str, text: str) -> str:
    return f'<http://localhost:8000/id/run/{key}> <https://schema.org/name> "{text}" .'


def test_facts_are_found_out_before_any_statement_is_made_and_are_not_published() -> None:
    held = [record("a", titles={"nl": "A"}), record("b", titles=[{"nl": "B"}, {"nl": "C"}]), record("c")]
    found = mapped(held, a=NAMED, run=RUN, title=CALLED)
    assert [said(one) for one in found] == [[name("a", "A")], [name("b", "B"), name("b", "C")], []]


def test_a_fact_is_one_of_its_own_record_alone() -> None:
    same = {"titles": {"nl": "A"}}
    anywhere = "CONSTRUCT { ?r known:called ?n } WHERE { ?any f:titles/f:nl ?n . ?r a lift:Record }"
    found = mapped([record("a", **same), record("b")], named=NAMED, run=RUN, title=anywhere)
    assert [said(one) for one in found] == [[name("a", "A")], []]


def test_facts_can_rest_on_facts_that_come_before_by_name() -> None:
    twice = 'CONSTRUCT { ?r known:called ?n } WHERE { ?r known:first ?m BIND(CONCAT(?m, "!") AS ?n) }'
    first = "CONSTRUCT { ?r known:first ?n } WHERE { ?r f:titles/f:nl ?n }"
    assert said(mapped([record("a", titles={"nl": "A"})], a=first, b=twice, c=RUN, d=NAMED)[0]) == [name("a", "A!")]


def test_a_function_that_fails_in_a_fact_is_told_of_its_own_record_alone_and_the_facts_of_others_stand() -> None:
    dated = "CONSTRUCT { ?r known:called ?n } WHERE { ?r f:date ?d BIND(STR(dip:date(?d)) AS ?n) }"
    held = [record("a", date="2026-03-02"), record("b", date="soon"), record("c", date="2026-03-04")]
    found = mapped(held, known=dated, run=RUN, z=NAMED)
    assert [said(one) for one in found] == [[name("a", "2026-03-02")], [], [name("c", "2026-03-04")]]
    assert [[fault.what for fault in one.faults][-1:] for one in found] == [
        [],
        ["date: the value is no date"],
        [],
    ]


def test_a_fact_about_a_node_of_the_record_keeps_to_that_node() -> None:
    marked = "CONSTRUCT { ?t known:kept true } WHERE { ?r f:titles ?t . ?t f:nl ?n FILTER(?n > 'M') }"
    kept = "CONSTRUCT { ?x s:name ?n } WHERE { ?r known:run ?x ; f:titles ?t . ?t known:kept true ; f:nl ?n }"
    held = record("a", titles=[{"nl": "A"}, {"nl": "Z"}], date="soon")
    assert said(mapped([held], kept=kept, known=marked, run=RUN)[0]) == [name("a", "Z")]
    failing = marked.replace("FILTER", "OPTIONAL { ?r f:date ?d } BIND(dip:date(?d) AS ?e) FILTER")
    assert said(mapped([held], kept=kept, known=failing, run=RUN)[0]) == [name("a", "Z")], "of one record at a time too"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CONSTRUCT { ?r known:run ?x ; s:name ?x } WHERE { ?r f:x ?x }", "facts and other statements"),
        ("CONSTRUCT { ?r known:run ?x } WHERE { ?r f:x ?x MINUS { ?r f:y ?x } }", "FILTER NOT EXISTS"),
        ("CONSTRUCT { ?r <urn:x-dip-lod:known#run> ?x } WHERE { ?r f:x ?x }", "make known: facts alone"),
    ],
)
def test_a_query_makes_facts_alone_and_in_a_way_that_can_be_asked_of_many(text: str, problem: str) -> None:
    found = check(Query("a.rq", PREFIXES + text), "record")
    assert len(found) == 1
    assert problem in found[0]


def test_rules_make_no_facts() -> None:
    query = Query("a.rq", PREFIXES + "CONSTRUCT { ?r known:run ?x } WHERE { GRAPH ?document { ?r s:name ?x } }")
    assert "let a rule make statements" in check(query, "document")[0]

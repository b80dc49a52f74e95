"""A query asked of many records at once says of each what it says of it alone."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from dip_lod import resources, sample
from dip_lod.functions.registry import NAMES
from dip_lod.identity.passing import Pass
from dip_lod.mapping import shared
from dip_lod.mapping.batched import batched
from dip_lod.mapping.query import Query, read
from dip_lod.mapping.record import SourceMapping
from dip_lod.sources import description, reading
from dip_lod.sources.record import Record
from dip_lod.vocabulary import expand

PREFIXES = "PREFIX s: <https://schema.org/> PREFIX f: <urn:x-dip-lod:field#> PREFIX dip: <https://w3id.org/dip-lod/ontology#> "
MAPPINGS = sorted(file.parent.name for file in resources.folder("mappings").glob("*/source.toml"))


def answers(where: str, records: Iterable[Record], construct: str = "?x s:name ?n") -> list[tuple[set[str], list[str]]]:
    """Ask a query of DIP records that share a store; give what each got, and its faults."""
    query = Query("a.rq", f"{PREFIXES} CONSTRUCT {{ {construct} }} WHERE {{ {where} }}")
    assert batched(query.text)
    dip = description.load(resources.folder("mappings") / "dip")
    mapping = SourceMapping(dip, [query], "http://localhost:8000/", date(2026, 3, 2), Pass().table())
    found = list(mapping.map_all(records))
    return [
        ({line.split(" ", 2)[2].split("\t")[0][:-2] for line in one.lines if "\t<" in line}, [f.what for f in one.faults])
        for one in found
    ]


def record(key: str, **data: object) -> Record:
    return Record("dip", key, None, key, {"production": {"id": key}, **data})  # type: ignore[dict-item]


@pytest.mark.parametrize("name", MAPPINGS)
def test_every_shipped_query_is_asked_of_many_records_at_once(name: str) -> None:
    known = {ox.NamedNode(expand("dip:") + one): lambda *_: None for one in NAMES}
    for query in read(resources.folder("mappings") / name):
        text = batched(query.text)
        assert text is not None, query.name
        ox.Store().query(text, custom_functions=known)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT FROM <urn:g> { ?s <urn:p> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s <urn:p> [] } WHERE { ?s ?p ?o }",
        "CONSTRUCT { _:b <urn:p> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s <urn:p> ?o } WHERE { ?s ?p ?o MINUS { ?s a ?o } }",
        "CONSTRUCT { ?s <urn:p> ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT { ?s <urn:p> ?o } WHERE { { SELECT * WHERE { ?s ?p ?o } } }",
        "CONSTRUCT { ?s <urn:p> ?o } WHERE { { SELECT ?s ?o WHERE { ?s ?p ?o } LIMIT 1 } }",
        "CONSTRUCT { ?s <urn:p> ?n } WHERE { { SELECT (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } } BIND(<urn:s> AS ?s) }",
        "CONSTRUCT { ?s <urn:p> ?dipGraph } WHERE { ?s ?p ?dipGraph }",
        "CONSTRUCT { ?s <urn:p> ?o } WHERE { ?s ?p ?o } }",
        "CONSTRUCT { ?s <urn:p> ?o",
    ],
)
def test_what_would_mix_records_is_asked_of_one_at_a_time(text: str) -> None:
    assert batched(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'CONSTRUCT { ?s <urn:p> "a } ?x # {"@nl, \'b\'^^<urn:t>, 1.5, true, s:a.b ; a s:T . } WHERE { ?s ?p ?o FILTER(?o<3) }',
        "# CONSTRUCT { } \nCONSTRUCT { ?s <urn:p#q> ?o . } WHERE { ?s <urn:p>/<urn:q>|^<urn:r> ?o . FILTER(?s!=?o&&?o>=-1) }",
        'CONSTRUCT { ?s s:p """a " "" b""" } WHERE { ?s ?p ?o . VALUES (?p ?q) { (<urn:p> "x") } _:b.c s:d ?s }',
        "CONSTRUCT { ?s s:p ?n } WHERE { { SELECT DISTINCT ?s (MAX(?o) AS ?n) { ?s s:q ?o } GROUP BY ?s HAVING(MAX(?o) > 1) } }",
    ],
)
def test_what_is_rewritten_is_sparql(text: str) -> None:
    rewritten = batched("PREFIX s: <https://schema.org/> " + text)
    assert rewritten is not None
    ox.Store().query(rewritten)


def test_selections_groups_and_negations_keep_to_their_record() -> None:
    held = [record("a", genre=["x", "y"], title="A"), record("b", genre="x"), record("c", title="C")]
    thing = '?r f:production/f:id ?id BIND(dip:uri("run", ?id) AS ?x)'
    counted = f"{{ SELECT ?r (STR(COUNT(?g)) AS ?n) WHERE {{ ?r f:genre ?g }} GROUP BY ?r }} {thing}"
    assert [found for found, _ in answers(counted, held)] == [{'"2"'}, {'"1"'}, set()]
    distinct = f"{{ SELECT DISTINCT ?n WHERE {{ ?any f:title ?n }} }} {thing}"
    assert [found for found, _ in answers(distinct, held)] == [{'"A"'}, set(), {'"C"'}]
    absent = f'{thing} FILTER NOT EXISTS {{ ?any f:title ?t }} BIND("none" AS ?n)'
    assert [found for found, _ in answers(absent, held)] == [set(), {'"none"'}, set()]
    optional = f'{thing} OPTIONAL {{ ?any f:title ?t }} BIND(COALESCE(?t, "none") AS ?n)'
    assert [found for found, _ in answers(optional, held)] == [{'"A"'}, {'"none"'}, {'"C"'}]


def test_a_function_that_fails_is_told_of_its_own_record_alone() -> None:
    held = [record("a", date="2026-03-02"), record("b", date="soon"), record("c", date="2026-03")]
    found = answers('?r f:production/f:id ?id ; f:date ?d BIND(dip:uri("run", ?id) AS ?x) BIND(dip:date(?d) AS ?n)', held)
    assert [len(one) for one, _ in found] == [1, 0, 1]
    assert [len(faults) for _, faults in found] == [0, 2, 0], "what failed, and that no statement came of it"


def test_a_part_of_a_record_where_a_text_should_be_is_told_and_never_published() -> None:
    """The name of its node is another in every run."""
    held = [record("a", title={"nl": "A"})]
    thing = '?r f:production/f:id ?id ; f:title ?title BIND(dip:uri("run", ?id) AS ?x)'
    strays = ["schema:name has a part of the record where a text or a URI should be", "a part of the record is no URI of ours"]
    for said, stray in zip(("?x s:name ?title", "?title s:name ?id"), strays, strict=True):
        found = answers(thing, held, said)
        assert (found[0][0], found[0][1][-1]) == (set(), stray)
    given = answers(f"{thing} BIND(dip:tidy(?title) AS ?n)", held)
    assert (given[0][0], given[0][1][-1]) == (set(), "a part of the record stands where a text should")
    fault = answers(thing, held, "?x <urn:x-dip-lod:build#fault> ?title")
    assert fault[0][0] == set()


def test_a_record_that_cannot_be_lifted_leaves_the_others_of_its_store_alone() -> None:
    bad = Record("dip", "x", None, "x", {"title": "no production"})
    found = answers('?r f:production/f:id ?n BIND(dip:uri("run", ?n) AS ?x)', [record("a"), bad, record("b")])
    assert [one for one, _ in found] == [{'"a"'}, set(), {'"b"'}]
    assert "lifted" in found[1][1][0]


def test_stores_of_any_size_give_the_same_lines_and_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dip = description.load(resources.folder("mappings") / "dip")
    keys = Pass()
    entries = list(keys.add(dip, reading.read(dip, [sample.write(tmp_path, 8)])))
    table = keys.table()
    records = [one for one in entries if isinstance(one, Record) and not one.deleted]
    found = []
    for size in (1, 3, 50):
        monkeypatch.setattr(shared, "RECORDS", size)
        mapping = SourceMapping(dip, read(dip.folder), "http://localhost:8000/", date(2026, 3, 2), table)
        found.append([(sorted(set(one.lines)), sorted(map(str, one.faults))) for one in mapping.map_all(records)])
    assert found[0] == found[1] == found[2]

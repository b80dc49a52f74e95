"""Statistics against the same questions asked of the engine, over a small dump with all that is hard to count."""

import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from dip_lod.config import Limits
from dip_lod.pipeline import statistics, workers
from dip_lod.publication import layout
from dip_lod.publication.statistics.tables import LARGEST, MAIN, RDA, STATISTICS
from dip_lod.sparql.answer import Malformed
from dip_lod.sparql.engine import evaluate
from dip_lod.sparql.outbox import Outbox
from dip_lod.sparql.precomputed.rewriting import alone, rewrite
from dip_lod.sparql.request import QueryRequest

QUERIES = sorted((Path(__file__).parents[1] / "benchmarks/void").glob("*.rq"))
SELECTS = {
    "what a page is asked for": "SELECT DISTINCT ?class { ?s a ?class . FILTER(!isBlank(?class)) } ORDER BY ?class LIMIT 3 OFFSET 1",
    "properties": "SELECT DISTINCT ?p WHERE { ?s ?p ?o } ORDER BY ?p LIMIT 1000",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?any a ?c . }",
    "objects": "select (count(distinct $o) as $n) where { $s $p $o }",
    "other names, written out": "SELECT ?y ?x (COUNT(?a) AS ?n) WHERE { ?a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?x . ?a ?y ?b } GROUP BY ?x ?y",
    "languages of statements": 'SELECT ?c ?p ?l (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . FILTER isLiteral(?o) BIND(LANG(?o) AS ?l) FILTER(?l != "") } GROUP BY ?c ?p ?l',
    "joined": "SELECT ?label ?n { { SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c } OPTIONAL { ?c <http://www.w3.org/2000/01/rdf-schema#label> ?label } } ORDER BY DESC(?n) ?c",
    "columns in another order": "SELECT (COUNT(*) AS ?n) ?c { ?s a ?c } GROUP BY ?c",
    "blank nodes": "SELECT (COUNT(*) AS ?n) { [] ?p _:o }",
    "BIND in a group": "SELECT ?c ?p ?d (COUNT(*) AS ?n) { { ?s a ?c ; ?p ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) } } GROUP BY ?c ?p ?d",
    "two with one name": "SELECT * { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } { SELECT (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o } } }",
}
UNKNOWN = {
    "a blank subject of a constant": "SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/Person> }",
    "other graphs": "SELECT (COUNT(*) AS ?n) FROM <http://localhost:8000/doc/person/a> { ?s ?p ?o }",
    "named graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "one variable twice": "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
    "before it is known": 'SELECT ?c ?p ?d (COUNT(*) AS ?n) { BIND(DATATYPE(?o) AS ?d) ?s a ?c ; ?p ?o FILTER(ISLITERAL(?o)) } GROUP BY ?c ?p ?d',
    "a filter that sees too little": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o { FILTER(ISLITERAL(?o)) } }",
    "having": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c HAVING(COUNT(*) > 2)",
    "an expression": "SELECT ?c (COUNT(*) + 1 AS ?n) { ?s a ?c } GROUP BY ?c",
    "values that multiply": "SELECT ?c (COUNT(*) AS ?n) { VALUES ?c { <https://schema.org/Person> <https://schema.org/Person> } ?s a ?c } GROUP BY ?c",
    "values of what is not grouped": "SELECT (COUNT(*) AS ?n) { VALUES ?p { <https://schema.org/name> } ?s ?p ?o }",
    "not distinct": "SELECT ?c { ?s a ?c }",
    "its own values": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } VALUES ?s { <https://schema.org/Person> }",
    "exists": "ASK { ?x ?y ?z FILTER EXISTS { SELECT (COUNT(*) AS ?z) { ?s ?p ?o } } }",
    "hidden names": "SELECT (COUNT(*) AS ?n) { { SELECT ?p { ?s ?p ?o } } ?s ?p ?o }",
    "a text that looks like one": "SELECT ('{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }' AS ?n) {}",
    "a variable of no pattern, named as ours are": "SELECT (COUNT(DISTINCT ?0) AS ?n) { ?s ?p ?o }",
    "grouped by one": "SELECT (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?1",
    "one in a SELECT within": "SELECT DISTINCT ?d { { SELECT DISTINCT ?2 { ?s ?p ?o FILTER(isLiteral(?o)) } } BIND(DATATYPE(?2) AS ?d) }",
    "a filter on what is not bound": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(!isBlank(?other)) }",
    "a filter on what is hidden": "SELECT (COUNT(DISTINCT ?c) AS ?n) { { SELECT ?c { ?s a ?c } } FILTER(!isBlank(?s)) }",
    "relative to BASE": "BASE <https://schema.org/> SELECT ?c (COUNT(*) AS ?n) { VALUES ?c { <Person> } ?s a ?c } GROUP BY ?c",
    "a prefix that BASE makes another": "PREFIX s: <https://schema.org/> BASE <http://www.cidoc-crm.org/> PREFIX s: <cidoc-crm/> SELECT ?c (COUNT(*) AS ?n) { VALUES ?c { s:Person } ?s a ?c } GROUP BY ?c",
    "the ten largest, of which some are equal": 'SELECT DISTINCT (COUNT(?s) AS ?n) { { SELECT DISTINCT ?s { ?s ?p ?o } } BIND(REPLACE(STR(?s), "[^/#]+$", "") AS ?space) } GROUP BY ?space ORDER BY DESC(?n) LIMIT 10',
    "a comment": "SELECT ?s { ?s ?p ?o } LIMIT 1 # { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }",
}  # fmt: skip


def dump() -> Iterator[str]:
    """Give documents of two sources, of both, and of none, with literals that the store writes otherwise."""
    name, part = "<https://schema.org/name>", "<https://schema.org/isPartOf>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for key in range(30):
        thing, doc = f"<http://localhost:8000/id/person/p{key}>", f"<http://localhost:8000/doc/person/p{key}>"
        yield f"{doc} {kind} <https://schema.org/WebPage> ."
        for source in ("toy", "play"):
            if key % 5 != 4 and (key % 5 == 3) | (source == ("toy", "play")[key % 2]):
                yield f"{doc} {part} <http://localhost:8000/id/dataset/{source}> ."
        yield f"{thing} {kind} <https://schema.org/Person> ."
        if key % 3 == 0:
            yield f"{thing} {kind} <http://www.cidoc-crm.org/cidoc-crm/E21_Person> ."
        yield f'{thing} {name} "Persoon {key % 7}"@nl .'
        yield f'{thing} {name} "Persoon {key % 7}"@{"EN" if key % 2 else "en-GB"} .'
        yield f'{thing} {name} "a \\"quoted\\" \\\\ > text . "@nl .'
        yield f'{thing} <http://example.org/size> "{key % 4}.{"50" if key % 2 else "5"}"^^<{xsd}decimal> .'
        yield f'{thing} <http://example.org/size> "{"+" if key % 2 else ""}7"^^<{xsd}integer> .'
        yield f'{thing} <http://example.org/when> "2025-01-0{1 + key % 9}T24:00:00"^^<{xsd}dateTime> .'
        yield f'{thing} <http://example.org/when> "nooit {key % 2}"^^<http://id.loc.gov/datatypes/edtf/EDTF> .'
        yield f'{thing} <http://example.org/when> "Persoon 1" .'
        yield f"{thing} <https://schema.org/knows> <http://localhost:8000/id/person/p{(key * 7) % 30}> ."
        yield f"{thing} <https://schema.org/knows> <http://localhost:8000/id/person/p{(key + 1) % 30}#deel> ."
        yield f"{thing} <https://schema.org/sameAs> <http://www.wikidata.org/entity/Q{key}> ."
        yield f"{thing} <https://schema.org/license> <https://creativecommons.org/publicdomain/zero/1.0/> ."
        yield f"{thing} <https://schema.org/url> <urn:x:{key}> ."
        if key % 2:
            yield f"<http://localhost:8000/id/person/p{key}#deel> {kind} <https://schema.org/Role> ."
            yield f'<http://localhost:8000/id/person/p{key}#deel> {name} "deel"@nl .'
    yield "<http://vocab.getty.edu/aat/1> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q1> ."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("counted")
    lines = sorted(set(dump()), key=_order)
    (made / layout.DUMP).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    view = [line for line in lines if "/doc/" not in line and "p1" in line]
    (made / layout.RDA_DUMP).write_text("".join(f"{line}\n" for line in view), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, "_STRETCH", 4000)
        patch.setattr(statistics, "_SPOOLED", 9000)
        patch.setattr(statistics.counting, "_HELD", 20)
        with workers.executor(1, workers.nothing) as pool:
            statistics.write(made, "http://localhost:8000/", ["toy", "play"], pool)
    return made


def _order(line: str) -> tuple[str, str]:
    subject = line.partition(" ")[0]
    return re.sub(r"/(?:doc|id)/|#.*|>", "", subject), line


def load(dump: Path, only: str = "") -> ox.Store:
    """Load a dump, or the documents of one source."""
    store = ox.Store()
    lines = dump.read_text("utf-8").splitlines(keepends=True)
    ours = {
        line.partition(" ")[0][:-1] for line in lines if f"/isPartOf> <http://localhost:8000/id/dataset/{only}>" in line
    }
    kept = [
        line
        for line in lines
        if not only or line.partition(" ")[0][:-1].partition("#")[0].replace("/id/", "/doc/") in ours
    ]
    store.load("".join(kept).encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


def answer(store: ox.Store, query: str) -> list[str]:
    found = store.query(query)
    if isinstance(found, ox.QuerySolutions):
        return sorted(" ".join(str(one) for one in row) for row in found)
    assert isinstance(found, ox.QueryTriples)
    return sorted(map(str, found))


def narrowed(query: str, values: dict[str, str]) -> str:
    """Fill in the values that the Knowledge Graph's pipeline puts at `#values`."""
    return re.sub(r"#values (\w+)", lambda one: f"VALUES ?{one[1]} {{ {values[one[1]]} }}", query)


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
@pytest.mark.parametrize("scope", [MAIN, RDA, "toy", "play"])
def test_the_knowledge_graphs_questions_are_answered_as_by_the_engine(folder: Path, file: Path, scope: str) -> None:
    if file.stem == "class-object-classes" and scope not in (MAIN, RDA):
        pytest.skip("the classes of what a source points to are those that all sources together give it")
    store = load(folder / (layout.RDA_DUMP if scope == RDA else layout.DUMP), scope if scope in ("toy", "play") else "")
    for query in {
        file.read_text("utf-8"),
        narrowed(file.read_text("utf-8"), {
            "class": "<https://schema.org/Person> <https://schema.org/Role> <https://schema.org/None>",
            "p": "<https://schema.org/name>",
        }),
    }:  # fmt: skip
        rewritten = rewrite(query, folder, scope)
        assert (rewritten is None) == (file.stem == "licences")
        if file.stem == "subject-spaces":  # which of equals come first is not said
            query = query.replace("LIMIT 10 ", f"LIMIT {LARGEST} ")
            rewritten = rewrite(query, folder, scope)
        if rewritten:
            assert "?s " not in rewritten.partition("WHERE")[2]
            assert answer(store, rewritten) == answer(store, query)
            assert alone(query, folder, scope) == rewritten
            assert answer(ox.Store(), rewritten) == answer(store, rewritten)


@pytest.mark.parametrize("query", SELECTS.values(), ids=SELECTS)
def test_the_same_question_in_other_words_is_known(folder: Path, query: str) -> None:
    store = load(folder / layout.DUMP)
    rewritten = rewrite(query, folder, MAIN)
    assert rewritten
    assert "VALUES" in rewritten
    assert answer(store, rewritten) == answer(store, query)


@pytest.mark.parametrize("query", SELECTS.values(), ids=SELECTS)
def test_what_needs_no_store_is_answered_over_an_empty_one(folder: Path, query: str) -> None:
    known = alone(query, folder, MAIN)
    assert (known is None) == (query == SELECTS["joined"])
    assert known is None or answer(ox.Store(), known) == answer(load(folder / layout.DUMP), query)


COUNT = "{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"


@pytest.mark.parametrize("query", [
    f"SELECT * {{ {COUNT} ?s ?p ?n }}",
    f"SELECT * {{ {COUNT} OPTIONAL {{ ?s ?p ?n }} }}",
    f"SELECT * {{ {COUNT} {{ [] ?p ?n }} }}",
    f"SELECT * {{ {COUNT} [] ?p ?n }}",
    f"SELECT * {{ {COUNT} MINUS {{ <a:b> <a:c> ?n }} }}",
    f"SELECT * {{ {COUNT} }} VALUES ?n {{ 1 }}",
    f"CONSTRUCT {{ ?n a ?n }} {{ {COUNT} ?n a ?n }}",
    f"CONSTRUCT WHERE {{ ?n a ?n }} {COUNT}",
    f"DESCRIBE ?n {{ {COUNT} }}",
    f"DESCRIBE <a:b> {{ {COUNT} }}",
    f"ASK {{ {COUNT} }}",
    f"ASK {{ {COUNT} <a:b> <a:c> <a:d> }}",
    f"SELECT (COUNT(*) AS ?m) {{ ?a ?b ?c {COUNT} }}",
])  # fmt: skip
def test_what_asks_for_more_needs_the_store(folder: Path, query: str) -> None:
    assert alone(query, folder, MAIN) is None


@pytest.mark.parametrize("query", UNKNOWN.values(), ids=UNKNOWN)
def test_what_only_looks_like_a_known_question_is_left_to_the_engine(folder: Path, query: str) -> None:
    assert rewrite(query, folder, MAIN) is None


@pytest.mark.parametrize("query", [
    "SELECT (COUNT(*) AS ?n) { ?s [] ?o }",
    "SELECT (COUNT(*) AS ?n) { . ?s ?p ?o }",
    "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ?s ?p ?o } GROUP BY ?c ?p",
    "SELECT ?p (COUNT(*) AS ?p) { ?s ?p ?o } GROUP BY ?p",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT 1 LIMIT 2",
])  # fmt: skip
def test_what_is_no_sparql_is_malformed_in_its_own_words_however_well_known_it_looks(folder: Path, query: str) -> None:
    store = load(folder / layout.DUMP)
    ours, reader = socket.socketpair()
    with ours, reader:
        known = evaluate(store, QueryRequest(query, folder / layout.STORE), Outbox(ours, Limits()), Limits())
        plain = evaluate(store, QueryRequest(query, None), Outbox(ours, Limits()), Limits())
    assert isinstance(known, Malformed)
    assert known == plain


def test_licences_and_totals_add_up(folder: Path) -> None:
    with closing(sqlite3.connect(folder / STATISTICS)) as connection:
        assert connection.execute("SELECT licence, triples FROM licence WHERE scope = 'main'").fetchall() == [
            ("https://creativecommons.org/publicdomain/zero/1.0/", 30)
        ]
        totals = dict(connection.execute("SELECT scope, triples FROM total"))
        for scope, triples in totals.items():
            (parts,) = connection.execute("SELECT sum(triples) FROM property WHERE scope = ?", (scope,)).fetchone()
            assert parts == triples
    lines = (folder / layout.DUMP).read_text("utf-8").splitlines()
    assert totals["main"] == len(lines)
    assert totals["toy"] + totals["play"] > totals["main"] / 2


def test_the_same_dump_has_the_same_statistics_with_several_processes(folder: Path, tmp_path: Path) -> None:
    for name in (layout.DUMP, layout.RDA_DUMP):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with workers.executor(2, workers.nothing) as pool:
        statistics.write(tmp_path, "http://localhost:8000/", ["toy", "play"], pool)
    told = []
    for one in (folder, tmp_path):
        with closing(sqlite3.connect(one / STATISTICS)) as connection:
            told.append(list(connection.iterdump()))
    assert told[0] == told[1]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([layout.DUMP, layout.RDA_DUMP, STATISTICS])


def test_no_publication_is_without_statistics_of_nothing(tmp_path: Path) -> None:
    for name in (layout.DUMP, layout.RDA_DUMP):
        (tmp_path / name).touch()
    with workers.executor(1, workers.nothing) as pool:
        statistics.write(tmp_path, "http://localhost:8000/", [], pool)
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert answer(ox.Store(), rewrite(query, tmp_path, MAIN) or "") == answer(ox.Store(), query)

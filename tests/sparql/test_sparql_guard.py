"""dip_lod/sparql/guard.py and reading.py: what is refused by its text."""

import time

import pyoxigraph as ox
import pytest

from dip_lod.config import Limits
from dip_lod.sparql import guard, reading

CALL = "SERVICE <http://localhost:1/> { ?s ?p ?o }"

FEDERATED = [
    f"SELECT * {{ {CALL} }}",
    "SELECT * { SERVICE SILENT <http://localhost:1/> {} }",
    "SELECT * { service silent ?x {} }",
    "SELECT * { SERVICESILENT<http://localhost:1/>{} }",
    f"SELECT * {{ ?s ?p 1{CALL} }}",
    f"SELECT * {{ ?s ?p 1.0e5{CALL} }}",
    f"SELECT * {{ ?s ?p true{CALL} }}",
    f'SELECT * {{ ?s ?p "a"^^<http://x>{CALL} }}',
    "PREFIX : <http://x/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { SERVICE#c\nSILENT#d\n:x#e\n{ ?s ?p ?o } }",
    "PREFIX p.q: <a:> SELECT * { SERVICE p.q:a\\#b {} }",
    # the prefix and SERVICE make no IRI together (port "80SERVICE"), so the engine ends the name before it
    f"PREFIX p: <http://x:80> SELECT * {{ ?s ?p p:{CALL} }}",
    # `<` means "less than" to the engine, and opens an IRI to a careless reader
    "SELECT * { ?s ?p ?a FILTER(?a<1)SERVICE?a#>\n{ ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p ?a FILTER(1<'>'){CALL} FILTER('a'='b') }}",
    f"PREFIX p: <a:> SELECT * {{ ?s ?p p:\\' {CALL} ?s ?p p:\\' }}",
]

INNOCENT = [
    "SELECT ?service ?x { ?service ?x ?o }",
    "SELECT ?service ?x { ?service ?x ?o { ?x ?y ?z } }",
    "PREFIX schema: <https://schema.org/service#>\nSELECT * { ?x a schema:Service ; schema:serviceType ?t }",
    "PREFIX ex: <http://service/> SELECT * { ?x ex:service ?y . { ?y ex:b ex:SERVICE } }",
    "PREFIX service: <http://x/> SELECT * { ?s service:x ?o }",
    'ASK { ?x ?y "SERVICE <http://x> {" }',
    "ASK { ?x ?y ''' SERVICE <x:> { ' {{{{ ''' }",
    "ASK { ?x ?y ?z } # SERVICE <http://x> {",
    "ASK { <http://SERVICE> ?p <urn:service> { ?x ?y ?z } }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_federation_that_the_engine_would_accept_is_refused(query: str) -> None:
    ox.Store().query(query)  # it parses: this is an attack, not a typing error
    refused = guard.check(query, Limits())
    assert refused is not None
    assert refused.what == "service"


@pytest.mark.parametrize("query", INNOCENT)
def test_the_word_service_elsewhere_is_let_through(query: str) -> None:
    ox.Store().query(query)
    assert guard.check(query, Limits()) is None


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_is_counted_outside_texts(opening: str, closing: str) -> None:
    assert (
        reading.read(f"ASK {opening * 7} '{opening * 9}' <http://x/{opening * 0}> # {opening}\n{closing * 7}").depth
        == 7
    )


def test_nesting_that_hides_behind_less_than_is_counted() -> None:
    assert reading.read("ASK { FILTER(1<'>'" + "(" * 300 + "') }").depth > 300


def test_200_levels_pass_and_201_do_not() -> None:
    assert guard.check("ASK " + "{" * 200 + "}" * 200, Limits()) is None
    refused = guard.check("ASK " + "{" * 201 + "}" * 201, Limits())
    assert refused is not None
    assert refused.what == "nesting"


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# c\nPREFIX : <http://x/> BASE <http://y/> delete where { ?s ?p ?o }",
        "LOAD <http://x/>",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_updates_are_refused_by_name(update: str) -> None:
    refused = guard.check(update, Limits())
    assert refused is not None
    assert refused.what == "update"


def test_a_long_query_is_refused_by_its_bytes() -> None:
    limits = Limits(query_bytes=100)
    assert guard.check("ASK {} #" + "é" * 46, limits) is None
    refused = guard.check("ASK {} #" + "é" * 47, limits)
    assert refused is not None
    assert refused.what == "query_bytes"


@pytest.mark.parametrize("piece", ["(", "<a>", "<'>", "<", '"', "'''a", "service:", "service ", "\\", "#\n", "PREFIX "])
def test_judging_takes_time_in_proportion_to_length(piece: str) -> None:
    started = time.process_time()
    guard.check(piece * (100_000 // len(piece)), Limits())
    assert time.process_time() - started < 2.0

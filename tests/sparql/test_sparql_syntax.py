"""dip_lod/sparql/syntax.py: where a query is wrong."""

import pyoxigraph as ox
import pytest

from dip_lod.sparql import prologue, syntax


@pytest.mark.parametrize(
    ("query", "line", "column", "says"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "'x'"),
        ("SELECT * {\n ?s ?p ?o .\n  FILTR(?x) }", 3, 3, "FILTR"),
        ("ASK {}\n é SELECT", 2, 2, "'é'"),
        ("SELEC * {}", 1, 1, "SELEC"),
        ("SELECT ?x {\n  ?x foaf:name ?y }", 2, 15, "Prefix not found: foaf:name."),
        ("SELECT ?x WHERE ?x ?y ?z }", 1, 17, "expected {"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 1, 35, "variable that is unbound"),
        ("SELECT * { ?s ?p ", 1, 18, "not understood"),
        ("", 1, 1, "empty"),
    ],
)
def test_a_syntax_error_has_its_place(query: str, line: int, column: int, says: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query)
    malformed = syntax.explain(str(caught.value), query)
    assert (malformed.line, malformed.column) == (line, column)
    assert says in malformed.message


def test_an_unknown_message_is_passed_on() -> None:
    assert syntax.explain("another parser's words", "ASK {}").message == "another parser's words"


def test_prefixes_that_are_relative_or_escaped_do_not_shorten_answers() -> None:
    head = "BASE <http://x/> PREFIX a: <http://a/> PREFIX b: <b> PREFIX c: <http://\\u0063/> PREFIX : <urn:d:> ASK {}"
    assert prologue.read(head) == prologue.Prologue({"a": "http://a/", "": "urn:d:"}, "ASK")

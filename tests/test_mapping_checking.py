import pytest

from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query

PREFIXES = """PREFIX dip: <https://w3id.org/dip-lod/ontology#>
PREFIX field: <urn:x-dip-lod:field#>
PREFIX schema: <https://schema.org/>
PREFIX build: <urn:x-dip-lod:build#>
"""


def problems(text: str, anchor: str = "record") -> list[str]:
    return check(Query("toy/play.rq", PREFIXES + text), anchor)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:name ?n", "line 5, column 57: does not parse"),
        ("CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o BIND(dip:nme(?o) AS ?n) }", "line 5: dip:nme is no function; choose from name"),
        ("CONSTRUCT { ?s schema:naam ?n } WHERE { ?s field:name ?n }", "line 5: schema:naam is not in ontology/"),
        ("CONSTRUCT { ?s a schema:PerformanceWork } WHERE { ?s field:name ?n }", "line 5: schema:PerformanceWork is not in ontology/"),
        ("CONSTRUCT { ?s schema:name ?n }\nWHERE { ?s field:naam ?m }", "line 5: ?n is constructed, but nothing binds it"),
        (
            "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o\nOPTIONAL { ?s field:b ?b BIND(CONCAT(?o, ?b) AS ?n) } }",
            "BIND of ?n uses ?o, which its own group does not bind",
        ),
        (
            "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o { SELECT ?s (MAX(?z) AS ?n) WHERE { ?s field:z ?z }\nGROUP BY ?s } }",
            "line 6: aggregates without ?record",
        ),
        ("SELECT * WHERE { ?s ?p ?o }", "line 1: is no CONSTRUCT query"),
        ("CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o SERVICE SILENT <http://127.0.0.1/> { ?o field:n ?n } }", "SERVICE goes to the network"),
        ("CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o BIND(STR(RAND()) AS ?n) }", "RAND() gives other bytes"),
        ("CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?o BIND(STR(NOW()) AS ?n) }", "use dip:asOf()"),
        ("CONSTRUCT { ?s schema:address [ schema:name ?n ] } WHERE { ?s field:a ?n }", "constructs a blank node"),
        ('CONSTRUCT { ?s schema:startDate "2025-02-30"^^<http://www.w3.org/2001/XMLSchema#date> } WHERE { ?s field:a ?n }', "is no xsd:date"),
        ("CONSTRUCT { ?s schema:name ?n } WHERE " + "{" * 3000 + " ?s field:a ?n " + "}" * 3000, "is nested 3000 deep"),
    ],
)  # fmt: skip
def test_what_sparql_lets_pass_in_silence_is_named_with_file_line_and_term(text: str, message: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert found[0].startswith("toy/play.rq, ") and message in found[0]
    assert "; " in found[0], "a message ends with what to do"


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:name ?n FILTER NOT EXISTS { ?s field:deleted ?n } }",
        "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:name ?n OPTIONAL { ?s field:a ?a FILTER(?a != ?n) } }",
        "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:kind ?k VALUES (?k ?n) { ('a' 'b') } }",
        "CONSTRUCT { ?s build:fault 'genre: is missing; add it' } WHERE { ?s field:id ?id }",
        "CONSTRUCT { ?s schema:name ?n } WHERE { { SELECT ?record ?s (MAX(?z) AS ?n) WHERE { ?record field:c ?s . "
        "?s field:z ?z } GROUP BY ?record ?s } }",
        "CONSTRUCT { ?s schema:name ?n } WHERE { ?s field:a ?x BIND(xsd:integer(?x) AS ?n) }".replace(
            "xsd:integer", "<http://www.w3.org/2001/XMLSchema#integer>"
        ),
    ],
)
def test_sound_query_passes(text: str) -> None:
    assert problems(text) == []


def test_rule_groups_by_its_document() -> None:
    rule = (
        "CONSTRUCT { ?s schema:name ?n } WHERE { { SELECT ?document ?s (MIN(?z) AS ?n) WHERE "
        "{ GRAPH ?document { ?s schema:name ?z } } GROUP BY ?document ?s } }"
    )
    assert problems(rule, "document") == []
    assert problems(
        rule.replace("GROUP BY ?document ?s", "GROUP BY ?s").replace("SELECT ?document", "SELECT"), "document"
    )

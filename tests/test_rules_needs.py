"""What rules need: a rule is passed over only where it could say nothing."""

from datetime import date
from pathlib import Path

import mapping_harness as harness
import pyoxigraph as ox
import pytest

from dip_lod import sample
from dip_lod.documents.settling import documents as settled
from dip_lod.mapping.query import read as queries
from dip_lod.rules.needs import NOTHING, There, needs
from dip_lod.rules.ruleset import RuleSet
from dip_lod.vocabulary import expand

TYPE = f"<{expand('rdf:type')}>"
HEAD = "PREFIX e: <urn:e:> CONSTRUCT { ?s e:said ?o } WHERE "
RULES = tuple(rule for view in ("schema", "crm", "rda") for rule in queries(harness.folder("rules") / view))


def sets(*alternatives: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(f"<urn:e:{word}>" for word in one.split()) for one in alternatives)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("{ ?s e:p ?o }", sets("p")),
        ("{ GRAPH ?g { ?s e:p ?o ; e:q 'x'@nl , 1 . ?o <urn:e:r> true } }", sets("p q r")),
        ("{ ?s e:p|e:q ?o }", sets("p", "q")),
        ("{ ?s e:p/e:q ?o }", sets("p")),
        ("{ ?s e:p ?o . { ?s e:a ?x } UNION { ?s e:b ?x } UNION { FILTER(true) } }", sets("p a", "p b", "p")),
        ("{ ?s e:p ?o OPTIONAL { ?s e:q ?x } MINUS { ?s e:r ?x } FILTER NOT EXISTS { ?s e:t ?x } }", sets("p")),
        (
            "{ ?s e:p ?o . BIND(IF(?o > 1, 'a', 'b') AS ?x) VALUES (?x ?y) { ('a' e:b) } FILTER(?x IN ('}', \"{\")) }",
            sets("p"),
        ),
        ("{ { SELECT ?s (MIN(?l) AS ?o) WHERE { ?s e:p ?l } GROUP BY ?s } ?s e:q ?x }", sets("p q")),
        ("{ ?s ?p ?o }", sets("")),
        ("{ ?s e:p 'a'^^e:t ; ?q ?o }", sets("p")),
    ],
)
def test_a_pattern_needs_what_it_cannot_do_without(pattern: str, needed: frozenset[frozenset[str]]) -> None:
    assert needs(HEAD + pattern) == needed


def test_a_class_is_needed_as_a_class() -> None:
    assert needs(HEAD + "{ ?s a e:C, e:D }") == {frozenset({f"{TYPE} <urn:e:C>", f"{TYPE} <urn:e:D>"})}
    assert needs(HEAD + "{ ?s a ?o }") == {frozenset({TYPE})}


@pytest.mark.parametrize(
    "pattern",
    [
        "{ { SELECT (COUNT(?s) AS ?o) WHERE { ?s e:p ?x } } }",
        "{ { SELECT ?s (EXISTS { ?s e:q ?x } AS ?o) WHERE { ?s e:p ?x } } }",
        "{ ?s e:p* ?o }",
        "{ ?s e:p? ?o }",
        "{ ?s (e:p|^e:q) ?o }",
        "{ ?s !e:p ?o }",
        "{ ?s e:p [ e:q ?o ] }",
        "{ ?s e:p\\-q ?o }",
        "{ SERVICE e:s { ?s e:p ?o } }",
    ],
)
def test_a_pattern_that_may_answer_without_or_is_written_otherwise_needs_nothing(pattern: str) -> None:
    assert needs(HEAD + pattern) == NOTHING


def test_what_is_there_is_found_in_any_graph() -> None:
    store = ox.Store()
    said = f'<urn:a> {TYPE} <urn:e:C> <urn:g> .\n<urn:a> <urn:e:p> "x" <urn:h> .\n'
    store.load(said.encode(), format=ox.RdfFormat.N_QUADS)
    there = There(store)
    assert there.meets(sets("p q", "p"))
    assert not there.meets(sets("p q"))
    assert there.meets(frozenset({frozenset({"<urn:e:p>", f"{TYPE} <urn:e:C>"})}))
    assert not there.meets(frozenset({frozenset({f"{TYPE} <urn:e:D>"})}))
    assert there.meets(NOTHING)


def test_every_rule_of_ours_needs_something() -> None:
    assert [rule.name for rule in RULES if frozenset() in needs(rule.text)] == []


def test_what_is_derived_is_the_same_as_when_every_rule_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = harness.read("dip", sample.write(tmp_path, 6))
    lines = {line for one in harness.mapped("dip", entries) for line in one.lines}
    documents = {one.key: one.statements for one in settled("".join(sorted(lines)).encode().split(b"\n")[:-1])}
    kinds = {key.partition("/")[0] for key in documents}
    of = {kind: {key: said for key, said in documents.items() if key.startswith(f"{kind}/")} for kind in kinds}
    rules = RuleSet({"all": RULES}, harness.BASE, date(2026, 3, 2))
    sparing = {kind: rules.derive(some) for kind, some in of.items()}
    monkeypatch.setattr(There, "meets", lambda *_: True)
    assert {kind: rules.derive(some) for kind, some in of.items()} == sparing

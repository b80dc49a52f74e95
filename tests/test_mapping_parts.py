"""What many records repeat is asked once, and told of each of them as if it had been asked anew."""

from datetime import date

import pytest

from dip_lod import resources
from dip_lod.identity.passing import Pass
from dip_lod.mapping import parts, shared
from dip_lod.mapping.query import Query
from dip_lod.mapping.reach import reach
from dip_lod.mapping.record import Mapped, SourceMapping
from dip_lod.sources import description
from dip_lod.sources.record import Record, Value

PREFIXES = (
    "PREFIX s: <https://schema.org/> PREFIX field: <urn:x-dip-lod:field#> PREFIX known: <urn:x-dip-lod:known#>"
    " PREFIX dip: <https://w3id.org/dip-lod/ontology#> PREFIX lift: <urn:x-dip-lod:lift#>"
    " PREFIX build: <urn:x-dip-lod:build#> "
)
VENUES = "?record a lift:Record ; field:venues ?v . "
NAMED = f'CONSTRUCT {{ ?x s:name ?n }} WHERE {{ {VENUES} ?v field:id ?id ; field:name ?n BIND(dip:uri("venue", ?id) AS ?x) }}'
STAD, HUIS = {"id": "stad", "name": "Stad"}, {"id": "huis", "name": "Huis"}


def mapped(records: list[Record], *queries: str, once: bool = False) -> list[Mapped]:
    """Map records that share a store; the queries are asked in this order."""
    dip = description.load(resources.folder("mappings") / "dip")
    written = [Query(f"{number}.rq", PREFIXES + text) for number, text in enumerate(queries)]
    mapping = SourceMapping(dip, written, "http://localhost:8000/", date(2026, 3, 2), Pass().table(), once=once)
    return list(mapping.map_all(records))


def record(key: str, *venues: Value, **data: Value) -> Record:
    return Record(
        "dip", key, "2026-03-01T08:15:00+01:00", key, {"production": {"id": key}, "venues": [*venues], **data}
    )


def told(found: list[Mapped]) -> list[tuple[list[str], list[str]]]:
    """Give the lines and faults of each record."""
    return [(sorted(one.lines), [fault.what for fault in one.faults]) for one in found]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that were asked of whole records."""
    names: list[str] = []
    ask = shared.Shared.ask

    def noted(self: shared.Shared, question: shared.Question, graphs: dict[str, object]) -> object:
        names.extend(f"{question.name} of {graph}" for graph in graphs)
        return ask(self, question, graphs)

    monkeypatch.setattr(shared.Shared, "ask", noted)
    return names


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (VENUES, {"venues"}),
        ("$record a lift:Record . ?v field:id ?id . $record field:venues ?v", {"venues"}),
        ("?record a lift:Record ; field:venues/field:halls ?h . ?h field:name ?n", {"venues"}),
        (VENUES + "OPTIONAL { ?v field:halls ?h . ?h field:name ?n }", {"venues"}),
        (VENUES + "FILTER NOT EXISTS { ?v field:name ?n . FILTER(?n != 'x') }", {"venues"}),
        (VENUES + "BIND(EXISTS { ?v field:name ?n } AS ?b)", {"venues"}),
        (VENUES + "{ ?v known:told ?x } UNION { ?v field:id ?i } { ?v field:name ?n }", {"venues"}),
        (VENUES + "VALUES (?a ?b) { (1 2) } FILTER(?a < 2 && ?b IN (1, 2))", {"venues"}),
        (
            "?record a lift:Record { ?record field:venues ?v } UNION { ?record field:agents ?v } ?v field:id ?i",
            {"venues", "agents"},
        ),
    ],
)
def test_a_query_that_walks_down_from_an_item_is_about_its_items(where: str, keys: set[str]) -> None:
    found = reach(f"CONSTRUCT {{ ?v s:name ?n }} WHERE {{ {where} }}")
    assert found is not None
    assert found.keys == keys


@pytest.mark.parametrize(
    "where",
    [
        "?record field:venues ?v",
        "?v field:name ?n",
        "?record a lift:Record",
        VENUES + "?record lift:date ?d",
        VENUES + "?record field:agents ?a",
        VENUES + "?other field:name ?n",
        VENUES + "?other field:venue ?v",
        VENUES + "?v ?p ?n",
        VENUES + "?v lift:position ?n",
        VENUES + "?v field:halls ?h . ?h known:told ?x",
        VENUES + "?v known:told ?x . ?x field:name ?n",
        VENUES + "?v known:told/field:name ?n",
        VENUES + "?v ^field:venues ?r",
        VENUES + "?v field:halls* ?h",
        VENUES + "?v field:halls [ field:name ?n ]",
        VENUES + "<urn:x> field:name ?n",
        VENUES + "{ SELECT ?v { ?v field:name ?n } }",
        VENUES + "FILTER NOT EXISTS { ?other field:name ?n }",
        VENUES + "OPTIONAL { ?v field:halls ?h } ?h field:name ?n",
        VENUES + "OPTIONAL { ?h field:name ?n } ?v field:halls ?h",
        VENUES + "BIND(EXISTS { ?h field:name ?n } AS ?b) ?v field:halls ?h",
        VENUES + "{ OPTIONAL { ?v field:name ?n } BIND(1 AS ?one) }",
        VENUES + "{ BIND(1 AS ?one) FILTER NOT EXISTS { ?v field:name ?n } }",
        VENUES + "{ ?v field:halls ?h } UNION { ?v field:name ?n } ?h field:name ?m",
        VENUES + "BIND(RAND() AS ?n)",
        "{ ?record a lift:Record } ?record field:venues ?v",
        "?record a lift:Record OPTIONAL { ?record field:venues ?v }",
        "?record a lift:Record { ?record field:venues ?v } UNION { BIND(1 AS ?n) }",
        "?record a lift:Record { ?record field:venues ?v } UNION { ?record field:agents ?a } ?v field:id ?i",
        "?record a lift:Record { ?record field:venues ?v } UNION { ?record field:agents/field:x ?v } ?v known:told ?i",
        VENUES + "} LIMIT 1 #",
    ],
)
def test_a_query_that_may_look_further_is_about_the_whole_record(where: str) -> None:
    assert reach(f"CONSTRUCT {{ ?v s:name ?n }} WHERE {{ {where}\n }}") is None


def test_what_is_repeated_is_asked_once_and_told_of_each_record(asked: list[str]) -> None:
    whole = told([mapped([one], NAMED)[0] for one in (record("a", STAD), record("b", HUIS, STAD), record("c", STAD))])
    asked.clear()
    assert told(mapped([record("a", STAD), record("b", HUIS, STAD), record("c", STAD)], NAMED)) == whole
    assert len(asked) == 2, "of each venue"
    assert '"b"]' in "".join(whole[1][0]), "each line with the claim of its own record"


def test_what_few_records_repeat_is_asked_of_the_records(asked: list[str]) -> None:
    mapped([record("a", STAD), record("b", HUIS)], NAMED)
    assert len(asked) == 2
    asked.clear()
    mapped([record("a", STAD, STAD), record("b", "a name")], NAMED)
    assert len(asked) == 2, "an item that is a text has no part of its own"


def test_the_facts_about_a_part_are_those_of_its_record() -> None:
    private = (
        'CONSTRUCT { ?v known:private true } WHERE { ?record a lift:Record ; field:private "1" ; field:venues ?v }'
    )
    public = NAMED.replace("?v field:id", "FILTER NOT EXISTS { ?v known:private true } ?v field:id")
    held = [record("a", STAD, HUIS, private="1"), record("b", STAD, HUIS), record("c", HUIS, STAD), record("d", HUIS)]
    assert [len(lines) for lines, _ in told(mapped(held, private, public))] == [0, 2, 2, 1]


def test_what_fails_in_a_part_is_told_of_each_record_that_has_it() -> None:
    opened = f"CONSTRUCT {{ ?x s:name ?n }} WHERE {{ {VENUES} ?v field:opened ?d BIND(STR(dip:date(?d)) AS ?n) }}"
    marked = (
        f'CONSTRUCT {{ ?record build:fault "no name" }} WHERE {{ {VENUES} FILTER NOT EXISTS {{ ?v field:name ?n }} }}'
    )
    bad = {"id": "x", "opened": "soon"}
    held = [record("a", STAD, bad), record("b", bad, {**bad}), record("c", STAD), record("d", STAD)]
    found = [faults for _, faults in told(mapped(held, NAMED, opened, marked))]
    wrong = ["venues.opened: the value is no date", "no name"]
    assert [[fault for fault in one if "gives no" not in fault] for one in found] == [wrong, wrong, [], []]


def test_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [record(str(number), STAD, HUIS, {"id": str(number // 4), "name": "X"}) for number in range(12)]
    remembered = told(mapped(held, NAMED))
    monkeypatch.setattr(parts, "REMEMBERED", 1)
    monkeypatch.setattr(shared, "RECORDS", 3)
    assert told(mapped(held, NAMED)) == remembered


def test_what_carries_nothing_from_the_record_is_told_once_where_that_is_enough() -> None:
    other = f'CONSTRUCT {{ ?x s:alternateName ?n }} WHERE {{ {VENUES} ?v field:id ?id ; field:name ?n BIND(dip:uri("venue", ?id) AS ?x) }}'
    held = [record("a", STAD), record("b", HUIS, STAD), record("c", STAD), record("d", STAD)]
    every, once = mapped(held, other, NAMED), mapped(held, other, NAMED, once=True)
    assert [len(one.lines) for one in every] == [2, 4, 2, 2]
    assert [len(one.lines) for one in once] == [2, 3, 1, 1], "a name carries the claim of each record"
    assert {line for one in once for line in one.lines} == {line for one in every for line in one.lines}
    silent = mapped(held, other, once=True)
    assert [(len(one.lines), one.faults, one.mapped) for one in silent] == [(1, [], True)] * 2 + [(0, [], True)] * 2

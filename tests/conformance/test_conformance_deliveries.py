"""Deliveries of proof: two forms of one delivery give one dump, and the model's record gives the model's statements."""

import re
from pathlib import Path

import pyoxigraph as ox
from conformance_harness import BASE, Built, Statement

LOST = re.compile(r"/id/work/nyphil\.(14040|14041)[>#]|#work-(14040|14041)[->]")
"""Two works whose titles JSON took apart: it holds their emphasised words without their place."""


def test_nyphils_json_and_xml_give_the_same_dump_but_for_two_titles(built: Built) -> None:
    xml, json = built("nyphil-xml").lines, built("nyphil-json").lines
    differing = set(xml) ^ set(json)
    assert [line for line in differing if not LOST.search(line)] == []
    assert len(xml) == len(json)
    assert len(differing) > 0, "if nothing differs, the two titles have been lost in XML too"


def test_dips_json_and_xml_give_the_same_dump(built: Built) -> None:
    assert built("model-json").lines == built("model-xml").lines


def test_the_models_record_gives_the_statements_of_its_example(built: Built, shared: Path) -> None:
    example = ox.parse(path=str(shared / "model" / "example.ttl"), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    expected = {str(Statement.of(quad)) for quad in example}
    found = {str(one) for one in built("model-json").statements}
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []

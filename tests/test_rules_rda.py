"""The RDA view: the model's example exactly, and what it makes of other sources."""

from pathlib import Path

import mapping_harness as harness
import pyoxigraph as ox
import pytest
import rda_harness as rda

from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.query import read as queries

HINTS = [query for name in ("dip", "dutchdracor", "nyphil") for query in queries(harness.folder(name)) if "/rda_" in query.name]


@pytest.mark.parametrize("rule", rda.RULES, ids=lambda rule: rule.name)
def test_rule_is_sound(rule: Query) -> None:
    assert check(rule, "document") == []


@pytest.mark.parametrize("query", HINTS, ids=lambda query: query.name)
def test_query_for_hints_is_sound(query: Query) -> None:
    assert check(query, "record") == []


@pytest.mark.parametrize("form", ["json", "xml"])
def test_sample_gives_exactly_the_statements_of_the_models_example(shared: Path, form: str) -> None:
    found = rda.view("dip", harness.read("dip", shared / "model" / f"sample.{form}"))
    expected = rda.triples((shared / "model" / "example-rda.ttl").read_text("utf-8"), ox.RdfFormat.TURTLE)
    assert harness.compare(found, expected) == []

"""The vocabularies as judges: every term that is published exists there, and stands where it may."""

from pathlib import Path

import pytest
from conformance_harness import Dataset
from vocabulary_judge import misdirected, misplaced, unknown
from vocabulary_tables import Tables, load

from dip_lod.vocabulary import expand

APART = (("E2_Temporal_Entity", "E77_Persistent_Item"), ("E2_Temporal_Entity", "E52_Time-Span"), ("E52_Time-Span", "E77_Persistent_Item"))
"""Classes of CIDOC-CRM that nothing can be both of: what happens, what lasts, and the time that either takes."""


@pytest.fixture(scope="session")
def tables(shared: Path) -> Tables:
    """Give the tables of schema.org, CIDOC-CRM and LRMoo."""
    return load(shared / "vocab")


def test_every_predicate_and_class_exists(dataset: Dataset, tables: Tables) -> None:
    assert unknown(dataset, tables) == []


def test_every_statement_fits_the_domain_of_its_predicate(dataset: Dataset, tables: Tables) -> None:
    assert misplaced(dataset, tables) == []


def test_every_statement_fits_the_range_of_its_predicate(dataset: Dataset, tables: Tables) -> None:
    assert misdirected(dataset, tables) == []


def test_nothing_is_of_two_classes_that_shut_each_other_out(dataset: Dataset, tables: Tables) -> None:
    for node, classes in dataset.types.items():
        every = tables.closure(classes)
        for one, other in APART:
            assert not {expand(f"crm:{one}"), expand(f"crm:{other}")} <= every, node


def test_the_heritage_models_are_published_beside_schema_org(dataset: Dataset) -> None:
    used = {one.predicate for one in dataset.statements}
    assert {expand("schema:name"), expand("crm:P2_has_type")} <= used

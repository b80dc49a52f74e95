"""Literals: valid for their datatypes, names with a language, moments without fractions of a second."""

from itertools import islice

import pytest
from conformance_harness import Dataset, Sketch
from literal_judge import invalid, untagged

from dip_lod.vocabulary import prefixes

PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in prefixes().items())


def test_every_literal_is_a_value_of_its_datatype(dataset: Dataset) -> None:
    assert list(islice(invalid(dataset), 20)) == []


def test_every_name_has_a_language(dataset: Dataset) -> None:
    assert list(islice(untagged(dataset), 20)) == []


@pytest.mark.parametrize(
    "literal",
    [
        '"2026-02-30"^^xsd:date',
        '"2026-03-01+01:00"^^xsd:date',
        '"2026-03-01T20:15:00"^^xsd:dateTime',
        '"2026-03-01T20:15:00.000+01:00"^^xsd:dateTime',
        '"2026-03-01T24:00:00+01:00"^^xsd:dateTime',
        '"1842-11-22T20:00:00-04:56:02"^^xsd:dateTime',
        '"2026-13"^^xsd:gYearMonth',
        '"26"^^xsd:gYear',
        '"19,50"^^xsd:decimal',
        '"ja"^^xsd:boolean',
        '"P"^^xsd:duration',
        '"2026-XX-XX-XX"^^edtf:EDTF',
        '"2026-03-01"^^schema:Date',
        '" "@nl',
    ],
)
def test_a_value_that_is_none_is_found(literal: str) -> None:
    assert list(invalid(Sketch.of(f"{PREFIXES} <id/run/1> schema:startDate {literal} .")))


@pytest.mark.parametrize(
    "literal",
    ['"2026-03-01"^^xsd:date', '"2026-03-01T20:15:00+01:00"^^xsd:dateTime', '"1599~"^^edtf:EDTF', '"PT1H45M"^^xsd:duration'],
)
def test_a_right_value_passes(literal: str) -> None:
    assert not list(invalid(Sketch.of(f"{PREFIXES} <id/run/1> schema:startDate {literal} .")))


@pytest.mark.parametrize("literal", ["'Naam'", "'Naam'@NL"])
def test_a_name_without_language_is_found(literal: str) -> None:
    sketch = Sketch.of(f"{PREFIXES} <id/run/1> schema:name {literal} .")
    assert bool(list(untagged(sketch))) == ("@" not in literal)

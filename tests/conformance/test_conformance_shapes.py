"""Our own shapes as judges: every dataset conforms, so that a build need not be told to publish with a report."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from conformance_harness import DATASETS, Built, Dataset

from dip_lod.publication import layout
from dip_lod.vocabulary import expand


def violations(folder: Path) -> int:
    """Count the violations in a report."""
    report = ox.parse(path=str(folder / layout.REPORT_RDF), format=ox.RdfFormat.TURTLE)
    severity, violation = ox.NamedNode(expand("sh:resultSeverity")), ox.NamedNode(expand("sh:Violation"))
    return sum((quad.predicate, quad.object) == (severity, violation) for quad in report)


def test_no_dataset_breaks_a_shape(dataset: Dataset) -> None:
    report = (dataset.folder / layout.REPORT_TEXT).read_text("utf-8")
    assert report.startswith("Validation of ")
    assert violations(dataset.folder) == 0, report[:4000]


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "rotterdams-publiek"])
def test_no_dataset_breaks_a_shape_of_the_rda_view(name: str, built: Built) -> None:
    folder = built(name).folder / layout.RDA_REPORTS
    assert violations(folder) == 0, (folder / layout.REPORT_TEXT).read_text("utf-8")[:4000]


def test_the_violations_that_stop_a_commit_are_those_of_the_reports(dataset: Dataset) -> None:
    found = violations(dataset.folder) + violations(dataset.folder / layout.RDA_REPORTS)
    assert dataset.summary.violations == found


def test_no_record_fails(dataset: Dataset) -> None:
    assert dataset.summary.failed == 0
    assert dataset.summary.mapped == sum(dataset.summary.records.values())

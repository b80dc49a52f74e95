"""Our own shapes as judges: every dataset conforms, so that a build need not be told to publish with a report."""

from conformance_harness import Dataset

from dip_lod.publication import layout


def test_no_dataset_breaks_a_shape(dataset: Dataset) -> None:
    report = (dataset.folder / layout.REPORT_TEXT).read_text("utf-8")
    assert dataset.summary.violations == 0, report[:4000]


def test_no_record_fails(dataset: Dataset) -> None:
    assert dataset.summary.failed == 0
    assert dataset.summary.mapped == sum(dataset.summary.records.values())

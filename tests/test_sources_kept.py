"""Records kept between the reading of their keys and their mapping: they come back as they were read."""

from pathlib import Path

import pytest

from dip_lod.sources import kept
from dip_lod.sources.record import Entry, Fault, RdfRecord, Record


def record(key: str) -> Record:
    return Record("dip", key, None, f"a.json, {key}", {"title": {"nl": "Één \udc80"}, "genre": ["toneel", "dans"]})


def fault(what: str) -> Fault:
    return Fault("dip", None, "a.json", "sources", what, "mend it", "warning", "with the value")


@pytest.mark.parametrize("size", [1, 2, 5])
def test_records_come_back_in_their_order_with_the_faults_between_them(tmp_path: Path, size: int) -> None:
    triple = RdfRecord("dip", "http://x/1", "2026-03-01", "a.ttl", ('<http://x/1> <http://x/p> "é" .',))
    entries: list[Entry] = [fault("one"), record("a"), record("b"), fault("two"), triple, fault("three")]
    batches = kept.keep("dip", entries, tmp_path / "records", size)
    assert [one for batch in batches for one in kept.records(batch)] == [record("a"), record("b"), triple]
    assert [one for batch in batches for one in kept.faults(batch)] == [fault("one"), fault("two"), fault("three")]
    assert all(batch.records == len(kept.records(batch)) <= size for batch in batches)


def test_a_record_that_has_been_deleted_is_not_kept(tmp_path: Path) -> None:
    gone = Record("dip", "a", None, "a.json", {"id": "a"}, deleted=True)
    [batch] = kept.keep("dip", [gone], tmp_path / "records", 10)
    assert kept.records(batch) == []

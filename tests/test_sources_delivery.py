"""Snapshots and deltas: which records count."""

from itertools import permutations
from pathlib import Path

import pytest

from dip_lod.sources import delivery
from dip_lod.sources.record import Fault, Record

Row = tuple[str, str | None, str]


def record(id_: str, date: str | None = None, text: str = "x", *, deleted: bool = False) -> Record:
    return Record("test", id_, date, f"a.ndjson, {text}", {"id": id_, "text": text}, deleted)


def kept(entries: list[Record]) -> list[str]:
    return [str(entry.data["text"]) for entry in delivery.delta(entries) if isinstance(entry, Record)]


def test_a_delta_keeps_the_latest_date_of_each_key_in_the_order_of_places() -> None:
    rows = [record("1", "2026-01-02", "a"), record("2", "2026-01-01", "b"), record("1", "2026-01-01", "c")]
    assert kept(rows) == ["a", "b"]
    assert kept([*rows, record("1", "2026-01-03", "d")]) == ["b", "d"]


def test_a_delta_compares_moments_and_not_texts() -> None:
    assert kept([record("1", "2026-03-01T08:15:00+01:00", "a"), record("1", "2026-03-01T07:30:00Z", "b")]) == ["b"]
    assert kept([record("1", "2026-03-01T07:30:00Z", "a"), record("1", "2026-03-01T08:15:00+01:00", "b")]) == ["a"]


def test_in_a_delta_the_later_place_wins_where_dates_are_equal_or_missing() -> None:
    assert kept([record("1", "2026-01-01", "a"), record("1", "2026-01-01", "b")]) == ["b"]
    assert kept([record("1", None, "a"), record("1", None, "b")]) == ["b"]
    assert kept([record("1", "2026-01-01", "a"), record("1", None, "b")]) == ["b"]


def test_a_deletion_without_a_date_is_not_undone_by_what_came_before() -> None:
    rows = [record("1", "2026-01-02", "a"), record("1", None, "b", deleted=True)]
    assert kept(rows) == []
    assert kept([*rows, record("1", "2026-01-01", "c")]) == []
    assert kept([*rows, record("1", "2026-01-03", "d")]) == ["d"]


def test_records_with_dates_come_out_the_same_in_any_order() -> None:
    rows = [record("1", f"2026-01-0{day}", str(day), deleted=day == 2) for day in (1, 2, 3)]
    assert {tuple(kept(list(order))) for order in permutations(rows)} == {("3",)}


def test_a_date_in_another_form_is_reported_and_the_place_decides() -> None:
    entries = list(delivery.delta([record("1", "02-01-2026", "a"), record("1", "01-01-2026", "b")]))
    assert [entry.severity for entry in entries if isinstance(entry, Fault)] == ["warning", "warning"]
    assert [entry.data["text"] for entry in entries if isinstance(entry, Record)] == ["b"]


def test_a_delta_passes_faults_on() -> None:
    fault = Fault("test", None, "a", "sources", "b", "c")
    assert list(delivery.delta([fault])) == [fault]


def test_a_record_comes_out_of_the_scratch_file_as_it_went_in() -> None:
    [out] = delivery.delta([Record("test", 'é"', "2026-01-01", "a, line 1", {"id": 'é"', "b": ["😀", {"c": "\n"}]})])
    assert out == Record("test", 'é"', "2026-01-01", "a, line 1", {"id": 'é"', "b": ["😀", {"c": "\n"}]})


def test_a_snapshot_drops_the_deleted_and_keeps_the_rest() -> None:
    rows = [record("1"), record("2", deleted=True), record("3")]
    assert list(delivery.snapshot(rows)) == [rows[0], rows[2]]


def test_in_a_snapshot_one_id_with_equal_content_is_fine() -> None:
    rows = [record("1"), record("1")]
    assert list(delivery.snapshot(rows)) == rows


def test_in_a_snapshot_one_id_with_other_content_is_kept_with_a_warning() -> None:
    first, fault, second = delivery.snapshot([record("1", text="a"), record("1", text="b")])
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(fault, Fault)
    assert (fault.severity, fault.record) == ("warning", "1")
    assert fault.what == "has the same id as a.ndjson, a, with other content"


@pytest.mark.parametrize("first_deleted", [True, False])
def test_in_a_snapshot_one_id_deleted_and_not_is_reported(*, first_deleted: bool) -> None:
    rows = [record("1", text="a", deleted=first_deleted), record("1", text="b", deleted=not first_deleted)]
    entries = list(delivery.snapshot(rows))
    assert "marked deleted" in "".join(entry.what for entry in entries if isinstance(entry, Fault))
    assert sum(isinstance(entry, Record) for entry in entries) == 1


def test_the_scratch_file_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    assert len(kept([record(str(number), text="x" * 100_000) for number in range(1_000)])) == 1_000
    assert list(tmp_path.iterdir()) == []

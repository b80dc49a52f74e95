import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from journal_harness import publish, said, write

from dip_lod.errors import PublicationError
from dip_lod.journal import pages, writing
from dip_lod.journal.comparing import Comparison, Fate, compare
from dip_lod.journal.reading import FIRST, JOURNAL, PUBLICATIONS, Change, Journal, current
from dip_lod.journal.versions import last_said, versions
from dip_lod.pipeline.committing import visible
from dip_lod.publication import layout

ANNA, NOOR, PIET = "person/a.anna", "person/a.noor", "person/a.piet"
HALL = "hall/v.1"


def marked(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
    yield from ((key, Fate("deleted", "marked")) for key, _ in comparison.gone())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data folder with four publications: made, changed, gone and merged, back again."""
    publish(tmp_path, 1, {ANNA: "Anna", NOOR: "Noor", HALL: "Zaal"})
    publish(tmp_path, 2, {ANNA: "Anna Berg", NOOR: "Noor", HALL: "Zaal"})
    publish(tmp_path, 3, {ANNA: "Anna Berg", PIET: "Piet"}, {NOOR: ANNA}, marked)
    publish(tmp_path, 4, {ANNA: "Anna Berg", PIET: "Piet", HALL: "Zaal"}, {NOOR: ANNA})
    return tmp_path


def told(journal: Journal, key: str) -> list[tuple[int, str]]:
    return [(one.number, one.change) for one in journal.history(key)]


def test_each_publication_says_what_it_changed(data: Path) -> None:
    journal = Journal(data)
    assert told(journal, ANNA) == [(1, "created"), (2, "changed")]
    assert told(journal, NOOR) == [(1, "created"), (3, "merged")]
    assert told(journal, HALL) == [(1, "created"), (3, "deleted"), (4, "created")]
    assert told(journal, PIET) == [(3, "created")]
    assert [entry.number for entry in journal.publications()] == [1, 2, 3, 4]
    assert journal.publications()[-1].cause == "build"


def test_state_is_the_last_change_with_its_reason(data: Path) -> None:
    journal = Journal(data)
    noor = journal.state(NOOR)
    assert noor is not None and (noor.change, noor.survivor, noor.there) == ("merged", ANNA, False)
    hall = journal.history(HALL)[1]
    assert (hall.why, hall.at, hall.kind) == ("marked", "2026-03-03T12:00:00+00:00", "hall")
    assert journal.state("person/nobody") is None


def test_every_version_can_be_read_from_the_journal_or_the_current_publication(data: Path) -> None:
    journal = Journal(data)
    texts = {}
    for number in (1, 2, 3, 4):
        version = journal.version(ANNA, number)
        assert version is not None
        texts[number] = version.statements
    assert texts == {1: said(ANNA, "Anna")} | dict.fromkeys((2, 3, 4), said(ANNA, "Anna Berg"))
    assert journal.version(HALL, 3) is None
    assert journal.version(HALL, 2) is not None and journal.version(HALL, 4) is not None
    assert journal.version(NOOR, 0) is None


def test_only_superseded_versions_are_copied(data: Path) -> None:
    with sqlite3.connect(data / JOURNAL) as connection:
        rows = connection.execute("SELECT key, number FROM version ORDER BY key").fetchall()
    assert rows == [(HALL, 1), (ANNA, 1), (NOOR, 1)]


def test_changes_come_in_order_a_page_at_a_time(data: Path) -> None:
    journal = Journal(data)
    every = journal.changes(limit=100)
    assert [(one.number, one.key) for one in every] == sorted((one.number, one.key) for one in every)
    paged, after = [], FIRST
    while page := journal.changes(after, limit=2):
        paged += page
        after = (page[-1].number, page[-1].key)
    assert paged == every and len(every) == 8


def test_changes_by_kind_until_a_publication_and_the_latest_alone(data: Path) -> None:
    journal = Journal(data)
    assert [one.change for one in journal.changes(kind="hall")] == ["created", "deleted", "created"]
    assert [one.change for one in journal.changes(kind="hall", until=3)] == ["created", "deleted"]
    assert [one.change for one in journal.changes(kind="hall", until=3, latest=True)] == ["deleted"]
    assert len({one.key for one in journal.changes(latest=True)}) == len(journal.changes(latest=True)) == 4


def test_pages_need_no_scan(data: Path) -> None:
    with sqlite3.connect(data / JOURNAL) as connection:
        for where, index in (("", "change_in_order"), ("kind = 'hall' AND ", "change_of_kind")):
            query = f"SELECT key FROM change WHERE {where}(number, key) > (3, 'x') ORDER BY number, key LIMIT 10"
            plan = " ".join(row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + query))
            assert index in plan and "TEMP B-TREE" not in plan and "SCAN" not in plan, plan


def test_merged_elsewhere_later_is_told(data: Path) -> None:
    publish(data, 5, {ANNA: "Anna Berg", PIET: "Piet", HALL: "Zaal"}, {NOOR: PIET})
    state = Journal(data).state(NOOR)
    assert state is not None and (state.number, state.survivor) == (5, PIET)


def test_redirect_of_what_never_was_published_is_remembered(data: Path) -> None:
    publish(data, 5, {ANNA: "Anna Berg", PIET: "Piet", HALL: "Zaal"}, {NOOR: ANNA, "person/a.x": ANNA})
    assert [(one.key, one.change) for one in Journal(data).changes((4, "z"))] == [("person/a.x", "merged")]


def test_what_changes_nothing_can_be_seen_before_the_commit(data: Path) -> None:
    write(data, 5, {ANNA: "Anna Berg", PIET: "Piet", HALL: "Zaal"}, {NOOR: ANNA})
    with compare(data, data / PUBLICATIONS / "p5" / layout.DOCUMENTS) as comparison:
        assert comparison.counts() == {}


def test_lost_folder_of_the_last_publication_does_not_lose_history(data: Path) -> None:
    for file in (data / PUBLICATIONS / "p4").iterdir():
        file.unlink()
    publish(data, 5, {ANNA: "Anna Berg", PIET: "Pieter"}, {NOOR: ANNA})
    journal = Journal(data)
    assert told(journal, ANNA) == [(1, "created"), (2, "changed")]
    assert told(journal, PIET) == [(3, "created"), (5, "changed")]
    assert told(journal, HALL)[-1] == (5, "deleted")
    assert journal.version(PIET, 4) is None


def test_folder_without_a_journal_has_no_changes(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert journal.publications() == [] and journal.changes() == [] and journal.history(ANNA) == []
    assert journal.state(ANNA) is None and journal.version(ANNA, 1) is None


def test_older_journal_is_read_and_brought_up_by_the_next_commit(data: Path) -> None:
    (data / JOURNAL).unlink()
    with sqlite3.connect(data / JOURNAL) as connection:
        connection.execute(
            "CREATE TABLE publication (number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL UNIQUE,"
            " committed TEXT NOT NULL, as_of TEXT NOT NULL, documents INTEGER NOT NULL, triples INTEGER NOT NULL,"
            " dump TEXT NOT NULL)"
        )
        connection.execute("INSERT INTO publication VALUES (7, 'p4', '2026-03-04T12:00:00Z', '2026-03-04', 3, 3, '')")
    connection.close()
    assert Journal(data).history(ANNA) == [] and current(data).name == "p4"
    assert publish(data, 8, {ANNA: "Anna B.", PIET: "Piet"}) == 8
    journal = Journal(data)
    assert told(journal, ANNA) == [(7, "created"), (8, "changed")]
    assert told(journal, HALL) == [(7, "created"), (8, "deleted")]
    version = journal.version(ANNA, 7)
    assert version is not None and version.statements == said(ANNA, "Anna Berg")


def test_newer_and_broken_journals_are_one_sentence(data: Path) -> None:
    with sqlite3.connect(data / JOURNAL) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(PublicationError, match=r"was written by a newer dip_lod \(tables 99\); upgrade this one"):
        Journal(data).history(ANNA)
    with pytest.raises(PublicationError, match="newer dip_lod"):
        publish(data, 9, {ANNA: "Anna"})
    (data / JOURNAL).write_bytes(b"no database" * 1000)
    for ask in (lambda: current(data), lambda: Journal(data).state(ANNA)):
        with pytest.raises(PublicationError, match=r"cannot be read \(file is not a database\); restore it"):
            ask()
    with pytest.raises(PublicationError, match=r"cannot be written \(file is not a database\)"):
        publish(data, 10, {ANNA: "Anna"})


def test_readers_and_a_commit_do_not_disturb_each_other(data: Path) -> None:
    journal, failures, stop = Journal(data), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            version = journal.version(ANNA, 2**60)
            if version is None or b"Anna" not in version.statements:
                failures.append(version)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(5, 12):
        publish(data, number, {ANNA: f"Anna {number}"})
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


_CUT_OFF = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO publication (folder, committed, as_of, documents, triples, dump) VALUES ('x','','',0,0,'')")
connection.executemany("INSERT INTO version VALUES (?, 1, zeroblob(3000), NULL)", ((str(n),) for n in range(500)))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_commit_that_is_killed_half_written_is_taken_back_by_the_next_reader(data: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", _CUT_OFF, data / JOURNAL], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (data / f"{JOURNAL}-journal").stat().st_size > 0, "the transaction was not under way"
    assert current(data).name == "p4"
    assert told(Journal(data), ANNA) == [(1, "created"), (2, "changed")]


def test_folders_are_listed_once_the_newest_first(data: Path) -> None:
    assert writing.folders(data) == ["p4", "p3", "p2", "p1"]


def counts(data: Path) -> dict[int, dict[str, int]]:
    return pages.tallies(Journal(data), 1, 99)


def test_changes_of_each_publication_are_counted(data: Path) -> None:
    assert counts(data) == {
        1: {"created": 3},
        2: {"changed": 1},
        3: {"created": 1, "deleted": 1, "merged": 1},
        4: {"created": 1},
    }


def test_journal_of_before_the_counts_is_counted_at_the_next_commit_and_read_until_then(data: Path) -> None:
    whole = counts(data)
    with sqlite3.connect(data / JOURNAL) as connection:
        connection.execute("DROP TABLE tally")
        connection.execute("PRAGMA user_version = 1")
    assert counts(data) == whole
    publish(data, 5, {ANNA: "Anna Berg", PIET: "Piet", HALL: "Zaal 2"}, {NOOR: ANNA})
    assert counts(data) == {**whole, 5: {"changed": 1}}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pages_hold_every_change_once_and_lead_both_ways(tmp_path: Path, size: int) -> None:
    for number in (1, 2, 3):
        texts = {f"person/p.{one}": f"{number if one < 14 else 0}" for one in range(10, 10 + 7)}
        publish(tmp_path, number, texts if number != 2 else {**texts, **{f"hall/h.{one}": "zaal" for one in range(4)}})
    journal = Journal(tmp_path)
    start, read, seen = pages.first(journal), [], []
    while start:
        page = pages.page(journal, start, size)
        assert 0 < len(page.changes) <= size and {one.number for one in page.changes} == {start.number}
        read += page.changes
        seen.append(start)
        start = pages.following(journal, page)
    assert read == journal.changes(FIRST, limit=1000) and len(read) > 20
    assert pages.last(journal, size) == seen[-1]
    back = [seen[-1]]
    while earlier := pages.before(journal, back[-1], size):
        back.append(earlier)
    assert back[::-1] == seen
    down: list[Change] = []
    while page_down := pages.newest(journal, pages.Start(down[-1].number, down[-1].key) if down else None, size):
        down += page_down
    assert down[::-1] == read


def test_versions_of_many_changes_are_those_of_each(data: Path) -> None:
    journal = Journal(data)
    changes = journal.changes(FIRST, limit=100)
    together = list(versions(journal, changes))
    assert [change for change, _ in together] == changes
    for change, version in together:
        assert version == (journal.version(change.key, change.number) if change.there else None), change
    for change, statements in last_said(journal, changes):
        past = journal.version(change.key, change.number if change.there else change.number - 1)
        assert statements == (past.statements if past else None), change


def test_a_commit_is_stamped_when_it_is_seen(tmp_path: Path) -> None:
    writing.commit(tmp_path, write(tmp_path, 1, {"person/p.1": "a"}), "0", clock=lambda: "2026-03-01T12:00:09+00:00")
    writing.commit(tmp_path, write(tmp_path, 2, {"person/p.1": "b"}), "0", clock=lambda: "2026-03-01T12:00:10+00:00")
    assert [entry.committed for entry in Journal(tmp_path).publications()] == [
        "2026-03-01T12:00:09+00:00", "2026-03-02T12:00:00+00:00",
    ]  # fmt: skip
    assert datetime.now(UTC) < datetime.fromisoformat(visible()) < datetime.now(UTC) + timedelta(seconds=2)

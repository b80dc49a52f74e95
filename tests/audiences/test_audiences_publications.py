"""From one publication to the next: what was given stays known, and nothing new may give a small number away."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import web_harness
from audiences_harness import AS_OF, OURS, THEIRS, csv, given, publish, settings

from dip_lod.audiences import carrying, checking, slices
from dip_lod.audiences.cells import Slice
from dip_lod.audiences.reading import Audiences
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.writing import Occasion
from dip_lod.publication import layout

SEASON, YEARS = "nl-2024-2025", "2024/2025"
ROWS = {
    (YEARS, "toneel", "a", "GM0599"): 100,
    (YEARS, "toneel", "b", "GM0363"): 200,
    (YEARS, "dans", "a", "GM0363"): 150,
    (YEARS, "dans", "b", "GM0599"): 300,
    (YEARS, "opera", "a", "GM0599"): 60,
    (YEARS, "opera", "b", "GM0363"): 70,
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """Give a publication of the reference example: its documents say which performances count."""
    example = web_harness.triples(shared / "model" / "example.ttl")
    return web_harness.publish(tmp_path_factory.mktemp("audiences"), example).folder


def folder(documents: Path, at: Path, name: str) -> Path:
    made = at / "publications" / name
    made.mkdir(parents=True)
    shutil.copy(documents / layout.DOCUMENTS, made)
    return made


def told(documents: Path, at: Path, name: str, rows: dict[tuple[str, str, str, str], int], earlier: Path | None = None,
         fewest: int = 10) -> Audiences:  # fmt: skip
    config = settings(at / name, {OURS: csv(rows)}, fewest)
    return publish(config, folder(documents, at, name), name, earlier)


def there(at: Path, name: str) -> Path:
    return at / "publications" / name


def test_a_delivery_that_is_the_same_changes_nothing(documents: Path, tmp_path: Path) -> None:
    first = told(documents, tmp_path, "p1", ROWS)
    second = told(documents, tmp_path, "p2", ROWS, there(tmp_path, "p1"))
    assert given(first, OURS, SEASON) == given(second, OURS, SEASON) != {}
    assert list(second.occasions) == ["p1", "p2"] and not second.held
    assert second.visits(OURS, second.occasions["p1"]) == first.visits(OURS)


def test_a_few_visits_more_are_not_to_be_had_by_subtraction(documents: Path, tmp_path: Path) -> None:
    first = told(documents, tmp_path, "p1", ROWS)
    more = ROWS | {(YEARS, "toneel", "a", "GM0599"): 107}
    second = told(documents, tmp_path, "p2", more, there(tmp_path, "p1"))
    assert given(second, OURS, SEASON) == given(first, OURS, SEASON)
    assert [one.why for one in second.held] == ["earlier"]


def test_what_was_wrong_is_mended_when_the_steward_says_so(documents: Path, tmp_path: Path) -> None:
    told(documents, tmp_path, "p1", ROWS)
    right = {(*key[:2], "b" if key[2] == "a" else "a", key[3]): visits for key, visits in ROWS.items()}
    right[YEARS, "dans", "c", "GM0599"] = 90
    second = told(documents, tmp_path, "p2", right, there(tmp_path, "p1"))
    assert [one.why for one in second.held] == ["earlier"]
    config = settings(tmp_path / "p3", {OURS: csv(right)})
    config = replace(config, audiences=replace(config.audiences, corrected=(YEARS,)))
    third = publish(config, folder(documents, tmp_path, "p3"), "p3", there(tmp_path, "p2"))
    assert not third.held and given(third, OURS, SEASON)["c", TOTAL, TOTAL] == 90


def test_many_visits_more_are_given(documents: Path, tmp_path: Path) -> None:
    told(documents, tmp_path, "p1", ROWS)
    more = ROWS | {(YEARS, "toneel", "a", "GM0599"): 400}
    second = told(documents, tmp_path, "p2", more, there(tmp_path, "p1"))
    assert given(second, OURS, SEASON)["a", "toneel", TOTAL] == 400 and not second.held


def test_what_was_given_before_cannot_hide_anything_now(documents: Path, tmp_path: Path) -> None:
    """A row with a small number arrives; the rows that would hide it were given before, and are known."""
    first = told(documents, tmp_path, "p1", ROWS)
    late = ROWS | {(YEARS, "kleinkunst", "a", "GM0599"): 4, (YEARS, "kleinkunst", "b", "GM0599"): 40}
    second = told(documents, tmp_path, "p2", late, there(tmp_path, "p1"))
    assert given(second, OURS, SEASON) == given(first, OURS, SEASON)
    assert [one.why for one in second.held] == ["earlier"]
    alone = told(documents, tmp_path / "alone", "p1", late)
    assert alone.visits(OURS) and given(alone, OURS, SEASON) != given(first, OURS, SEASON)


def test_fewer_numbers_may_always_be_given(documents: Path, tmp_path: Path) -> None:
    first = told(documents, tmp_path, "p1", ROWS)
    second = told(documents, tmp_path, "p2", ROWS, there(tmp_path, "p1"), fewest=80)
    one, other = given(first, OURS, SEASON), given(second, OURS, SEASON)
    assert not second.held
    assert 0 < sum(value is not None for value in other.values()) < sum(value is not None for value in one.values())
    third = told(documents, tmp_path, "p3", ROWS | {(YEARS, "dans", "a", "GM0363"): 158}, there(tmp_path, "p2"), 80)
    assert given(third, OURS, SEASON) == other


def test_numbers_that_were_taken_back_are_known_all_the_same(documents: Path, tmp_path: Path) -> None:
    """After a rollback the build follows the older publication; the newer folder is still there."""
    told(documents, tmp_path, "p1", {})
    told(documents, tmp_path, "p2", ROWS, there(tmp_path, "p1"))
    third = told(documents, tmp_path, "p3", ROWS | {(YEARS, "dans", "a", "GM0363"): 153}, there(tmp_path, "p1"))
    assert given(third, OURS, SEASON)["a", "dans", TOTAL] == 150
    assert [one.why for one in third.held] == ["earlier"]


def test_a_season_that_leaves_the_delivery_leaves_and_may_come_back(documents: Path, tmp_path: Path) -> None:
    first = told(documents, tmp_path, "p1", ROWS)
    second = told(documents, tmp_path, "p2", {}, there(tmp_path, "p1"))
    assert second.visits(OURS) == [] and second.visits(OURS, second.occasions["p1"]) == first.visits(OURS)
    third = told(documents, tmp_path, "p3", ROWS, there(tmp_path, "p2"))
    assert given(third, OURS, SEASON) == given(first, OURS, SEASON)


def test_a_scheme_that_joins_later_does_not_hide_what_was_given(documents: Path, tmp_path: Path) -> None:
    """Its small row would have the other scheme withhold a row that is known already: so it is not given."""
    told(documents, tmp_path, "p1", ROWS)
    other = {(YEARS, "opera", "1", "GM0599"): 3, (YEARS, "opera", "2", "GM0363"): 127,
             (YEARS, "toneel", "1", "GM0599"): 100, (YEARS, "toneel", "2", "GM0363"): 200,
             (YEARS, "dans", "1", "GM0363"): 150, (YEARS, "dans", "2", "GM0599"): 300}  # fmt: skip
    config = settings(tmp_path / "p2", {OURS: csv(ROWS), THEIRS: csv(other)})
    second = publish(config, folder(documents, tmp_path, "p2"), "p2", there(tmp_path, "p1"))
    assert second.visits(THEIRS) == []
    assert {one.scheme for one in second.held if one.why == "earlier"} == {OURS, THEIRS}


def test_a_season_under_way_and_one_of_too_few_are_not_given(documents: Path, tmp_path: Path) -> None:
    rows = {("2025/2026", "dans", "a", "GM0599"): 5000, ("2023/2024", "dans", "a", "GM0599"): 8}
    found = told(documents, tmp_path, "p1", rows)
    assert found.visits(OURS) == []
    assert {(one.season, one.why) for one in found.held} == {("nl-2025-2026", "open"), ("nl-2023-2024", "small")}


def test_visits_of_performances_follow_what_is_published(documents: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(documents / layout.DOCUMENTS)) as database:
        keys = [
            row[0].rpartition("/")[2]
            for row in database.execute(
                "SELECT uri FROM name JOIN event USING (id) WHERE kind = 'performance'"
                " AND status IN ('scheduled', 'rescheduled') AND season IS NOT NULL ORDER BY uri"
            )
        ]
    rows = "".join(f"{key},a,GM0599,50\n" for key in keys) + "NL-99-no-such.1,a,GM0599,70\n"
    config = settings(tmp_path / "p1", {OURS: "performance,group,municipality,visits\n" + rows}, schemes=(OURS,))
    found = publish(config, folder(documents, tmp_path, "p1"), as_of="2030-01-01")
    assert found.latest.left_out == 1
    assert keys and found.visits(OURS) == [], "one company's visits are its own"
    assert {one.why for one in found.held} == {"small"}


def test_a_publication_that_nothing_is_counted_for_takes_all_along(documents: Path, tmp_path: Path) -> None:
    first = told(documents, tmp_path, "p1", ROWS)
    carrying.carry(there(tmp_path, "p1"), made := folder(documents, tmp_path, "p2"), Occasion("p2", AS_OF, AS_OF))
    second = Audiences(made)
    assert second.visits(OURS) == first.visits(OURS) and list(second.occasions) == ["p1", "p2"]


def test_an_erasure_after_a_rollback_shows_what_is_back_and_knows_what_was_taken_back(
    documents: Path, tmp_path: Path
) -> None:
    """The erasure removes every other folder, so the newest must not be forgotten with it."""
    first = told(documents, tmp_path, "p1", ROWS)
    other = ROWS | {(YEARS, "dans", "a", "GM0363"): 950, (YEARS, "toneel", "b", "GM0599"): 700}
    second = told(documents, tmp_path, "p2", other, there(tmp_path, "p1"))
    assert given(second, OURS, SEASON) != given(first, OURS, SEASON)
    made = folder(documents, tmp_path, "p3")
    carrying.carry(there(tmp_path, "p1"), made, Occasion("p3", AS_OF, AS_OF))
    third = Audiences(made)
    assert third.visits(OURS) == first.visits(OURS) and third.held == first.held
    assert third.codes == first.codes and third.schemes == first.schemes and third.matches == first.matches
    assert list(third.occasions) == ["p1", "p2", "p3"]
    assert third.visits(OURS, third.occasions["p2"]) == second.visits(OURS)
    shutil.rmtree(there(tmp_path, "p1"))
    shutil.rmtree(there(tmp_path, "p2"))
    near = other | {(YEARS, "dans", "a", "GM0363"): 953}
    assert [one.why for one in told(documents, tmp_path, "p4", near, made).held] == ["earlier"]


def test_an_erasure_after_a_rollback_to_before_any_audiences_shows_none_and_forgets_none(
    documents: Path, tmp_path: Path
) -> None:
    bare = folder(documents, tmp_path, "p1")
    second = told(documents, tmp_path, "p2", ROWS, bare)
    carrying.carry(bare, made := folder(documents, tmp_path, "p3"), Occasion("p3", AS_OF, AS_OF))
    third = Audiences(made)
    assert third.visits(OURS) == [] and third.schemes == {} and third.held == []
    assert set(third.visits(OURS, third.occasions["p2"])) == set(second.visits(OURS)) != set()
    assert checking.wrong(made) == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE figure SET value = 5 WHERE value = 100", "too small"),
        ("UPDATE figure SET value = 101 WHERE value = 100", "not rounded"),
        ("UPDATE figure SET value = NULL WHERE cell = 'a toneel _T'", "withhold one group alone"),
        ("INSERT INTO figure SELECT scheme, season, cell, value, 0, NULL FROM figure", "twice"),
    ],
)
def test_verify_finds_numbers_that_break_the_promise(
    documents: Path, tmp_path: Path, change: str, sentence: str
) -> None:
    told(documents, tmp_path, "p1", ROWS)
    assert checking.wrong(there(tmp_path, "p1")) == ""
    with closing(sqlite3.connect(there(tmp_path, "p1") / AUDIENCES)) as database, database:
        database.execute(change)
    assert sentence in checking.wrong(there(tmp_path, "p1"))


def test_slices_that_may_stand_beside_each_other() -> None:
    old: Slice = {("a", TOTAL, TOTAL): 100, ("b", TOTAL, TOTAL): None}
    assert slices.safe({("a", TOTAL, TOTAL): 115, ("b", TOTAL, TOTAL): None}, [old], 10)
    assert slices.safe({("a", TOTAL, TOTAL): None}, [old], 10)
    assert not slices.safe({("a", TOTAL, TOTAL): 110, ("b", TOTAL, TOTAL): None}, [old], 10)
    assert not slices.safe({("a", TOTAL, TOTAL): 115, ("b", TOTAL, TOTAL): 20}, [old], 10)
    assert not slices.safe({("a", TOTAL, TOTAL): 115}, [old], 10)

"""Sorted runs and the chunks that are cut from them: all lines, each document whole, in the order of bytes."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from dip_lod.documents import runs
from dip_lod.documents.chunks import chunks
from dip_lod.documents.runs import Run

KEYS = ("run/1", "run/1-a", "run/1.1", "run/10", "run/é", "run/\U0001f3ad", "work/a", "work/a#b")
CLAIMS = ("", "\tclaim")


def written(folder: Path, seed: int) -> tuple[list[Run], list[bytes]]:
    """Write some runs into two files, and give all their lines, as a plain sort would."""
    dice = random.Random(seed)
    found, every = [], []
    for number in range(dice.randint(1, 9)):
        lines = [
            f"{dice.choice(KEYS)}\tline {dice.randint(0, 30)} \u2028\x85{dice.choice(CLAIMS)}\n"
            for _ in range(dice.randint(0, 60))
        ]
        every += lines
        found.append(runs.write(lines, folder / f"lines-{number % 2}.txt"))
    return found, sorted(line.removesuffix("\n").encode() for line in every)


@pytest.mark.parametrize("size", [1, 200, 1000, 100_000])
@pytest.mark.parametrize("seed", range(12))
def test_chunks_never_cut_a_document_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, seed: int
) -> None:
    monkeypatch.setattr(runs, "LINES", 1 + seed % 5)
    found, every = written(tmp_path, seed)
    lines = [chunk.lines() for chunk in chunks(found, size)]
    assert [line for chunk in lines for line in chunk] == every
    documents = [{line.partition(b"\t")[0] for line in chunk} for chunk in lines]
    assert all(not (one & two) for one, two in pairwise(documents))
    if size == 1:
        assert len(lines) > 1 or len({line.partition(b"\t")[0] for line in every}) < 3


@pytest.mark.parametrize("seed", range(5))
def test_many_small_runs_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    found, every = written(tmp_path, seed)
    assert runs.grouped(found) == (found, []), "a few may stay as they are"
    monkeypatch.setattr(runs, "MANY", 0)
    monkeypatch.setattr(runs, "SMALL", 900)
    large, groups = runs.grouped(found)
    assert [run for run in found if run.size < 900] == [run for group in groups for run in group]
    joined = [*large, *(runs.joined(group, tmp_path / "joined.txt") for group in groups)]
    assert [line for chunk in chunks(joined) for line in chunk.lines()] == every


def test_no_lines_make_no_chunk(tmp_path: Path) -> None:
    empty = runs.write([], tmp_path / "lines.txt")
    assert (empty.size, list(chunks([empty])), list(chunks([]))) == (0, [], [])

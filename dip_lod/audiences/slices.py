"""A slice: what is given of one season by the groups of one scheme, each number rounded, and what is withheld."""

from collections.abc import Iterable, Mapping

from dip_lod.audiences.cells import STEP, Key, Slice, rounded
from dip_lod.audiences.counting import DIMENSIONS, Counted
from dip_lod.audiences.suppression import Pattern, totals
from dip_lod.figures.cubes import TOTAL


def given(counted: Counted, pattern: Pattern) -> Slice:
    """Say what is given of a season; of an open row every group, those of whom nobody came with nought."""
    if pattern.nothing:
        return {}
    groups = totals(counted)
    made: Slice = {(TOTAL, TOTAL, TOTAL): rounded(sum(groups.values()))}
    for group, visits in groups.items():
        made[group, TOTAL, TOTAL] = None if group in pattern.merged else rounded(visits)
    for dimension in DIMENSIONS:
        for code, row in counted.rows[dimension].items():
            if code in pattern.hidden[dimension]:
                continue
            made[_key(TOTAL, dimension, code)] = rounded(sum(row.values()))
            closed = code in pattern.closed[dimension]
            for group in groups:
                kept = closed or group in pattern.merged
                made[_key(group, dimension, code)] = None if kept else rounded(row.get(group, 0))
    return made


def _key(group: str, dimension: str, code: str) -> Key:
    return (group, code, TOTAL) if dimension == "discipline" else (group, TOTAL, code)


def safe(new: Slice, earlier: Iterable[Mapping[Key, int | None]], fewest: int) -> bool:
    """Say whether a slice may stand beside all that were given of the same season before.

    It may where it says nothing that one of them did not; or where each gives and withholds just what it does, and no
    number differs by so little that the difference would be of a few visits (rounding hides up to four).
    """
    every = list(earlier)
    return any(_within(new, old) for old in every) or all(_apart(new, old, fewest) for old in every)


def _within(new: Slice, old: Mapping[Key, int | None]) -> bool:
    return all(old.get(key) == value for key, value in new.items() if value is not None)


def _apart(new: Slice, old: Mapping[Key, int | None], fewest: int) -> bool:
    if new.keys() != old.keys():
        return False
    pairs = ((value, old[key]) for key, value in new.items())
    return all(a == b if a is None or b is None else a == b or abs(a - b) >= fewest + STEP for a, b in pairs)

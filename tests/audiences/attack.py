"""An attacker who reads all that is given, knows how it was chosen, and solves for what is not: by linear programming.

The attacker is stronger than any real one: the numbers given are taken before they are rounded. Unknown are the visits
of every group in every row; known are all that is given, that groups and rows add up, and that no number is negative.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from dip_lod.audiences.cells import Slice
from dip_lod.audiences.counting import Counted
from dip_lod.audiences.suppression import Pattern, totals
from dip_lod.figures.cubes import TOTAL

Cell = tuple[str, str, str]
"""Dimension, code, group."""


class Bounds(NamedTuple):
    """What is known of a cell, and what is true."""

    cell: Cell
    low: float
    high: float
    truth: int


class Known:
    """The equations of an attacker over any number of tables."""

    def __init__(self) -> None:
        self.cells: dict[object, int] = {}
        self.rows: list[dict[int, float]] = []
        self.sums: list[float] = []
        self.most: dict[int, float] = {}

    def place(self, cell: object) -> int:
        return self.cells.setdefault(cell, len(self.cells))

    def equal(self, cells: Iterable[tuple[object, float]], total: float) -> None:
        row: dict[int, float] = {}
        for cell, factor in cells:
            row[self.place(cell)] = row.get(self.place(cell), 0) + factor
        self.rows.append(row)
        self.sums.append(total)

    def about(self, cells: Iterable[tuple[object, float]], rounded: int) -> None:
        """Know a sum as it was rounded to a multiple of five: from two less to two more."""
        slack = ("rounding", len(self.rows))
        self.equal([*cells, (slack, 1)], rounded + 2)
        self.most[self.place(slack)] = 4

    def bounds(self, *goal_of: tuple[object, float]) -> tuple[float, float]:
        """Bound a sum of cells, each with its factor, from below and from above."""
        size = len(self.cells)
        limits = [(0, self.most.get(place)) for place in range(size)]
        data = [(factor, number, place) for number, row in enumerate(self.rows) for place, factor in row.items()]
        matrix = csr_matrix(
            ([one[0] for one in data], ([one[1] for one in data], [one[2] for one in data])), (len(self.rows), size)
        )
        found = []
        for sign in (1, -1):
            goal = np.zeros(size)
            for cell, factor in goal_of:
                goal[self.place(cell)] += sign * factor
            solved = linprog(goal, A_eq=matrix, b_eq=self.sums, bounds=limits, method="highs")
            assert solved.status in (0, 3), solved.message
            found.append(float("inf") if solved.status == 3 else sign * solved.fun)
        return found[0], found[1]


def told(known: Known, name: str, counted: Counted, pattern: Pattern) -> None:
    """Add what is given of one scheme in one season; hidden rows are known to be there, as a performance is public."""
    groups = totals(counted)
    whole = sum(groups.values())
    if not pattern.nothing:
        known.equal([((name, "group", group), 1) for group in groups], whole)
    for group, visits in groups.items():
        if not pattern.nothing and group not in pattern.merged:
            known.equal([((name, "group", group), 1)], visits)
    for dimension, rows in counted.rows.items():
        for group in groups:
            parts = [((name, dimension, code, group), 1.0) for code in rows]
            known.equal([*parts, ((name, "group", group), -1)], 0)
        for code, row in rows.items():
            if pattern.nothing or code in pattern.hidden[dimension]:
                continue
            known.equal([((name, dimension, code, group), 1) for group in groups], sum(row.values()))
            for group in groups:
                if code not in pattern.closed[dimension] and group not in pattern.merged:
                    known.equal([((name, dimension, code, group), 1)], row.get(group, 0))


def small(counted: Counted, pattern: Pattern, fewest: int) -> Iterable[Cell]:
    """List the small cells that are withheld, and the totals of groups and rows that are too small."""
    for group, visits in totals(counted).items():
        if visits < fewest:
            yield "group", "", group
    for dimension, rows in counted.rows.items():
        for code, row in rows.items():
            for group, visits in row.items():
                if 0 < visits < fewest:
                    yield dimension, code, group


def exposed(counted: Counted, pattern: Pattern, fewest: int) -> list[Bounds]:
    """List the small numbers of which more is known than that they are small: not all from 0 to fewest - 1 may be."""
    known = Known()
    told(known, "", counted, pattern)
    found = []
    for dimension, code, group in small(counted, pattern, fewest):
        cell = ("", dimension, group) if dimension == "group" else ("", dimension, code, group)
        truth = totals(counted)[group] if dimension == "group" else counted.rows[dimension][code][group]
        low, high = known.bounds((cell, 1))
        if low > 1e-6 or high < fewest - 1 - 1e-6:
            found.append(Bounds((dimension, code, group), low, high, truth))
    return found


def told_rounded(known: Known, name: str, counted: Counted, told: Slice) -> None:
    """Add what was given of one publication, as it was given."""
    groups = totals(counted)
    known.equal([((name, "group", group), 1) for group in groups] + [((name, "whole"), -1)], 0)
    for dimension, rows in counted.rows.items():
        for group in groups:
            parts = [((name, dimension, code, group), 1.0) for code in rows]
            known.equal([*parts, ((name, "group", group), -1)], 0)
    for (group, discipline, area), value in told.items():
        if value is None:
            continue
        dimension, code = ("discipline", discipline) if area == TOTAL else ("area", area)
        if code == TOTAL:
            known.about([((name, "whole"), 1) if group == TOTAL else ((name, "group", group), 1)], value)
        else:
            parts = groups if group == TOTAL else [group]
            known.about([((name, dimension, code, one), 1) for one in parts], value)

"""What is withheld of a season: small numbers, and all that would give one away (decision 0038).

Nothing finer than a group in a discipline, or a group from an area, is given, and the two tables share only the totals
of groups. Of a discipline or an area one of three things is given: its groups and its total (open), its total alone
(closed), or nothing at all (hidden). What an attacker can know of the rows that are not open are then the totals of
groups over them, and the totals of those that are closed: a table of which only the margins are known, whose bounds
are those of Fréchet.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dip_lod.audiences.counting import Counted, Row

FEWEST_PRODUCTIONS = 3
"""Productions that the visits of a discipline or a season must be of: of fewer, the number would be a company's own."""


@dataclass(slots=True)
class Pattern:
    """What of a season is not given, whichever its numbers."""

    merged: set[str] = field(default_factory=set)
    """Groups of which nothing is given, but together."""
    hidden: dict[str, set[str]] = field(default_factory=dict)
    """By dimension, codes of which nothing is given."""
    closed: dict[str, set[str]] = field(default_factory=dict)
    """By dimension, codes of which the total alone is given."""
    nothing: bool = False
    """Whether not even the total of the season can be given."""

    def withholds(self, dimension: str, code: str) -> bool:
        """Say whether the groups of a code are withheld."""
        return self.nothing or code in self.hidden[dimension] or code in self.closed[dimension]


def pattern(counted: Counted, fewest: int, forced: Pattern | None = None) -> Pattern:
    """Choose what to withhold; at least what is `forced`."""
    given = forced or Pattern()
    groups = totals(counted)
    whole = sum(groups.values())
    merged = _merged(groups, fewest, given.merged & groups.keys())
    nothing = whole < fewest or merged is None or _of_few(counted, counted.rows["discipline"])
    made = Pattern(merged=merged or set(), nothing=given.nothing or nothing)
    for dimension, rows in counted.rows.items():
        columns = {code: _columns(row, made.merged) for code, row in rows.items()}
        few = {code for code in rows if dimension == "discipline" and _of_few(counted, [code])}
        least = FEWEST_PRODUCTIONS if few else 2
        table = _Table(columns, fewest, few | given.hidden.get(dimension, set()) & rows.keys(), least)
        table.close(given.closed.get(dimension, set()) & rows.keys())
        made.hidden[dimension], made.closed[dimension] = table.hidden, table.closed
    return made


def totals(counted: Counted) -> Row:
    """Add up the visits of each group."""
    found: Row = {}
    for row in counted.rows["area"].values():
        for group, visits in row.items():
            found[group] = found.get(group, 0) + visits
    return found


def _of_few(counted: Counted, disciplines: Iterable[str]) -> bool:
    """Say whether visits are known to be of so few productions that the number would be a company's own."""
    productions: set[int] = set()
    for one in disciplines:
        if one in counted.told:
            return False
        productions |= counted.productions.get(one, set())
    return len(productions) < FEWEST_PRODUCTIONS


def _merged(groups: Mapping[str, int], fewest: int, forced: Collection[str]) -> set[str] | None:
    """Choose the groups of which nothing is given; None where that would be none and yet too few are left."""
    merged = {group for group, visits in groups.items() if visits < fewest} | set(forced)
    if not merged:
        return merged
    others = sorted(groups.keys() - merged, key=lambda group: (groups[group], group))
    while len(merged) < 2 or sum(groups[group] for group in merged) < fewest + len(merged):
        if not others:
            return None
        merged.add(others.pop(0))
    return merged


def _columns(row: Row, merged: Collection[str]) -> Row:
    """Take merged groups together, as those who subtract see them."""
    made = {group: visits for group, visits in row.items() if group not in merged}
    together = sum(visits for group, visits in row.items() if group in merged)
    return made | ({"": together} if together else {})


class _Table:
    """One dimension of a season: its rows, and which of them are open, closed or hidden."""

    def __init__(self, rows: Mapping[str, Row], fewest: int, hidden: Collection[str], least: int) -> None:
        self.rows, self.fewest, self.least = rows, fewest, least
        self.total = {code: sum(row.values()) for code, row in rows.items()}
        self.order = sorted(rows, key=lambda code: (self.total[code], code))
        self.hidden: set[str] = set()
        self.closed: set[str] = set()
        self.withheld: Row = {}
        """What can be known of the rows that are not open: the visits of each group in all of them together."""
        self._hide(code for code in rows if self.total[code] < fewest)
        self._hide(hidden)

    def close(self, forced: Collection[str]) -> None:
        """Hide and close rows until nothing small can be told from what is given."""
        self._close(code for code, row in self.rows.items() if code in forced or self._small(row))
        self._hide_enough()
        while True:
            self._close_enough()
            told = next((code for code in self.order if code in self.closed and self._told(code)), None)
            if told is None:
                return
            if more := next(self._open(), None):
                self._close([more])
            else:
                self._hide([told])
                self._hide_enough()

    def _small(self, row: Row) -> bool:
        return any(visits < self.fewest for visits in row.values())

    def _open(self) -> Iterator[str]:
        """List the rows that are open, the smallest first."""
        return (code for code in self.order if code not in self.closed and code not in self.hidden)

    def _close(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code not in self.closed and code not in self.hidden:
                self.closed.add(code)
                self._withhold(code)

    def _hide(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code not in self.closed and code not in self.hidden:
                self._withhold(code)
            self.closed.discard(code)
            self.hidden.add(code)

    def _withhold(self, code: str) -> None:
        for group, visits in self.rows[code].items():
            self.withheld[group] = self.withheld.get(group, 0) + visits

    def _hide_enough(self) -> None:
        """Hide rows until what is hidden cannot be had from the total of the season."""
        together = sum(self.total[code] for code in self.hidden)
        for code in self.order:
            count = len(self.hidden)
            if not count or (count >= self.least and together >= self.fewest + count):
                return
            if code not in self.hidden:
                self._hide([code])
                together += self.total[code]

    def _close_enough(self) -> None:
        """Close rows until of no group too few visits are in rows that are not open."""
        while few := sorted(group for group, visits in self.withheld.items() if visits < self.fewest):
            more = [(self.rows[code][few[0]], code) for code in self._open() if few[0] in self.rows[code]]
            if not more:
                return
            self._close([min(more)[1]])

    def _told(self, code: str) -> bool:
        """Say whether a small number of a closed row must be more than nought, by all that is given.

        At least n - (the other groups' visits in the other rows that are not open) came, of n in truth.
        """
        rest = sum(self.withheld.values()) - self.total[code]
        return any(
            visits < self.fewest and rest - (self.withheld[group] - visits) < self.fewest
            for group, visits in self.rows[code].items()
        )

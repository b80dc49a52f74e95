"""What the pages of /audiences show: groups of a season, and how disciplines and places differ in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dip_lod.audiences.forms.names import NAMES
from dip_lod.audiences.reading import Audiences, Visits
from dip_lod.audiences.schemes import Scheme
from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.web.pictures import charts
from dip_lod.web.pictures.charts import Column, Strip
from dip_lod.web.pictures.pictures import Picture, Row
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

DRAWN = 8
"""Rows of a drawing: the largest; the table has more."""
SHORT = 3
"""Letters of a code that fits below a column."""
LISTED = 400
"""Rows of a table; the data has all."""


@dataclass(frozen=True, slots=True)
class Table:
    """Groups by discipline or by place: what is withheld is said to be."""

    heading: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str | None]]]
    more: int
    """Rows that only the data has."""


class Shown:
    """The visits of one season by the groups of one scheme, as one reader sees them."""

    def __init__(self, audiences: Audiences, reader: Visitor, scheme: Scheme, season: str, among: bool = False) -> None:
        """Show a season; `among` others on one page, headings name the scheme."""
        self.of = f": {reader.texts.own(scheme.title)}" if among else ""
        self.audiences, self.reader, self.scheme, self.season = audiences, reader, scheme, season
        self.words = reader.texts.tables["audiences"]
        self.visits = _season(audiences, scheme.code, season)
        there = {one.group for one in self.visits} - {TOTAL}
        self.groups = [code for code in audiences.groups(scheme.code) if code in there]

    def label(self, dimension: str, code: str) -> str:
        """Name a code."""
        return self.reader.texts.own(self.audiences.label(self.scheme.code, dimension, code))

    def short(self, group: str) -> str:
        """Name a group where there is room for few letters: by its code, or by its place in the scheme."""
        if group == UNKNOWN:
            return "?"
        codes = list(self.scheme.groups)
        wide = any(len(code) > SHORT for code in codes)
        return str(codes.index(group) + 1) if wide and group in codes else group.upper()

    def number(self, value: int | None) -> str:
        """Write a number."""
        return self.words["withheld"] if value is None else self.reader.texts.number(value)

    def share(self, part: int) -> str:
        """Write a share in whole percents."""
        return f"{self.reader.texts.number(part)}%"

    def total(self) -> int:
        """Give the visits of the season."""
        return next((one.value or 0 for one in self.visits if one.key[1:] == (TOTAL, TOTAL, TOTAL)), 0)

    def pictures(self) -> list[Picture]:
        """Draw the groups, and how disciplines and places are made up of them."""
        made = [self._groups(), self._compared("discipline"), self._compared("area")]
        return [one for one in made if one]

    def _groups(self) -> Picture | None:
        found = [one for one in self.visits if one.key[2:] == (TOTAL, TOTAL) and one.group != TOTAL]
        given = [(self.label("group", one.group), one.value) for one in found if one.value is not None]
        if not given:
            return None
        season = years(self.season)
        label = self.words["chart_groups"].format(scheme=self.reader.texts.own(self.scheme.title), season=season)
        return Picture(
            name=f"groups{_plain(self.scheme.code)}",
            heading=self.words["groups"].format(season=season) + self.of,
            drawings=(charts.bars(given, label, self.number),),
            columns=(_capital(self.reader.texts.own(NAMES["group"])), self.words["visits"]),
            rows=tuple(Row(Value(self.label("group", one.group)), (self.number(one.value),)) for one in found),
            notes=(self.words["rounded"],),
        )

    def _compared(self, dimension: str) -> Picture | None:
        """Draw the shares of groups, a strip each of the largest rows that are given whole, all on one scale."""
        rows = [(code, row, shares) for code, row in self.rows(dimension) if (shares := self._shares(row))]
        if not rows:
            return None
        strips = [
            Strip(
                self.label(dimension, code), row.get(TOTAL), [
                    Column(self.short(group), f"{self.label('group', group)}: {self.share(part)}", part)
                    for group, part in zip(self.groups, shares, strict=True)
                ],
            )
            for code, row, shares in rows[:DRAWN]
        ]  # fmt: skip
        season = years(self.season)
        label = self.words[f"chart_{dimension}"].format(season=season)
        legend = ", ".join(f"{self.short(group)} = {self.label('group', group)}" for group in self.groups)
        return Picture(
            name=f"{dimension}{_plain(self.scheme.code)}",
            heading=self.words[f"by_{dimension}"].format(season=season) + self.of,
            drawings=(charts.strips(strips, label, self.number),),
            columns=(
                _capital(self.reader.texts.own(NAMES[dimension])), *(self.label("group", one) for one in self.groups)
            ),
            rows=tuple(
                Row(Value(self.label(dimension, code)), tuple(map(self.share, shares)))
                for code, _, shares in rows[:LISTED]
            ),
            notes=(self.words["shares"].format(legend=legend),),
        )  # fmt: skip

    def rows(self, dimension: str) -> list[tuple[str, dict[str, int | None]]]:
        """Give the rows of a dimension with their groups and totals, the largest first."""
        other = "area" if dimension == "discipline" else "discipline"
        found: dict[str, dict[str, int | None]] = {}
        for one in self.visits:
            if getattr(one, other) == TOTAL and getattr(one, dimension) != TOTAL:
                found.setdefault(getattr(one, dimension), {})[one.group] = one.value
        return sorted(found.items(), key=lambda pair: (-(pair[1].get(TOTAL) or 0), pair[0]))

    def _shares(self, row: dict[str, int | None]) -> list[int]:
        """Work out shares in percents from numbers that are given; none where one is withheld, or all are nought."""
        values = [row.get(group) for group in self.groups]
        given = [one for one in values if one is not None]
        whole = sum(given)
        return [round(100 * one / whole) for one in given] if whole and len(given) == len(values) else []

    def tables(self) -> list[Table]:
        """Give the numbers of a season, as they are given."""
        return [table for dimension in ("discipline", "area") if (table := self._table(dimension)).rows]

    def _table(self, dimension: str) -> Table:
        rows, season = self.rows(dimension), years(self.season)
        return Table(
            self.words[f"numbers_{dimension}"].format(season=season),
            _capital(self.reader.texts.own(NAMES[dimension])),
            [self.words["total"], *(self.label("group", one) for one in self.groups)],
            [(self.label(dimension, code), self._cells(row)) for code, row in rows[:LISTED]],
            max(0, len(rows) - LISTED),
        )

    def _cells(self, row: dict[str, int | None]) -> list[str | None]:
        values = (row.get(group) for group in (TOTAL, *self.groups))
        return [None if value is None else self.number(value) for value in values]


@lru_cache(6)
def _season(audiences: Audiences, scheme: str, season: str) -> tuple[Visits, ...]:
    """Look up a season; those that were asked for last are kept, for a publication never changes."""
    return tuple(audiences.visits(scheme, season=season))


def kept_back(audiences: Audiences, reader: Visitor, scheme: str) -> list[str]:
    """Say of which seasons nothing, or nothing new, is given, and why."""
    words = reader.texts.tables["audiences"]
    found: dict[str, list[str]] = {}
    for one in audiences.held:
        if one.scheme == scheme:
            found.setdefault(one.why, []).append(years(one.season))
    return [words[f"held_{why}"].format(seasons=", ".join(seasons)) for why, seasons in sorted(found.items())]


def years(season: str) -> str:
    """Name a season by its years.

    >>> years("nl-2024-2025")
    '2024/2025'
    """
    return season.removeprefix("nl-").replace("-", "/")


def _plain(code: str) -> str:
    return "".join(one for one in code if one.isalnum())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

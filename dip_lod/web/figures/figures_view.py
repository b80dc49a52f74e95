"""What the pages of /figures show: indicators with their charts and tables, each figure with what it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dip_lod.figures.cubes import CUBES, DIMENSIONS, TOTAL, UNKNOWN, Cube, code_list
from dip_lod.figures.indicator import Indicator, indicators
from dip_lod.figures.reading import Figures, Observation, Occasion
from dip_lod.web.pictures import charts
from dip_lod.web.pictures.pictures import Picture, Row
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

SEASONS = 12
"""Columns of a table: the latest seasons; the data has all."""


WIDEST = 8
"""Columns of a table of two dimensions that a reader takes in; pairs of more are listed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table."""

    text: str
    href: str = ""
    provisional: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures."""

    heading: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell | None]]]


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator on the page of all."""

    indicator: Indicator
    title: str
    definition: str
    href: str
    picture: Picture | None
    undated: str
    """What is counted without a Dutch season, which no chart by season shows."""


class Shown:
    """Figures as one reader sees them."""

    def __init__(self, figures: Figures, reader: Visitor) -> None:
        self.figures, self.reader = figures, reader
        self.words = reader.texts.tables["figures"]

    def label(self, dimension: str, code: str) -> str:
        """Name a code."""
        return self.reader.texts.own(self.figures.code(dimension, code).labels)

    def names(self, cube: str, key: tuple[str, ...]) -> list[str]:
        """Name the codes of a figure, totals left out."""
        pairs = zip(CUBES[cube].dimensions, key, strict=True)
        return [self.label(dimension, code) for dimension, code in pairs if code != TOTAL]

    def publications(self, revising: Iterable[tuple[Occasion, int]]) -> list[tuple[str, str, str]]:
        """Name publications that changed figures: the day, the address of the list, how many."""
        return [
            (
                dates.moment(one.as_of, self.reader.texts),
                self.reader.path(f"figures/revisions?{urlencode({'publication': one.id})}"),
                self.number(total),
            )
            for one, total in revising
        ]  # fmt: skip

    def number(self, value: float | None) -> str:
        """Write a value."""
        return self.words["withheld"] if value is None else self.reader.texts.number(f"{value:.10g}")

    def cell(self, cube: Cube, one: Observation) -> Cell:
        """Make the cell of a figure, which leads to what it counts."""
        codes = {name: code for name, code in zip(cube.dimensions[1:], one.key[1:], strict=True) if code != TOTAL}
        href = self.reader.path(f"figures/of/{one.key[0]}/counted?{urlencode(codes)}") if one.value is not None else ""
        return Cell(self.number(one.value), href, one.provisional, one.value is None)

    def cards(self, cube: Cube) -> list[Card]:
        """Give the indicators of a cube, each with its chart."""
        return [
            Card(
                one,
                self.reader.texts.own(one.title),
                self.reader.texts.own(one.definition),
                self.reader.path(f"figures/of/{one.name}"),
                self.chart(one),
                self.undated(one),
            )
            for one in indicators().values()
            if one.cube == cube.name
        ]

    def undated(self, indicator: Indicator) -> str:
        """Say what an indicator counts without a Dutch season; empty where that is nothing."""
        found = [one for one in self.figures.totals(indicator.cube, indicator.name) if one.key[1] == UNKNOWN]
        return "".join(f"{self.label('season', UNKNOWN)}: {self.number(one.value)}" for one in found)

    def chart(self, indicator: Indicator) -> Picture | None:
        """Draw an indicator by season; None where it has no totals of seasons."""
        found = [one for one in self.figures.totals(indicator.cube, indicator.name) if one.key[1] != UNKNOWN]
        if not any(one.value for one in found):
            return None
        scale = 10**indicator.decimals
        title, unit = self.reader.texts.own(indicator.title), self.reader.texts.own(indicator.unit)

        def said(total: float) -> str:
            return self.number(total / scale)

        columns = [
            charts.Column(
                one.key[1].removeprefix("nl-")[2:4] + "/" + one.key[1][-2:],
                f"{self.label('season', one.key[1])}: {self.number(one.value)}",
                round((one.value or 0) * scale),
                one.provisional,
            )
            for one in found
        ]
        first, last = (self.label("season", found[place].key[1]) for place in (0, -1))
        drawing = charts.columns(columns, self.words["chart"].format(title=title, first=first, last=last), said)
        rows = tuple(Row(Value(self.label("season", one.key[1])), (self.number(one.value),)) for one in reversed(found))
        return Picture(
            name=indicator.name.replace("-", ""),
            heading=title,
            drawings=(drawing,),
            columns=(self.reader.texts.own(DIMENSIONS["season"]), unit),
            rows=rows,
            notes=(self.words["open"],) if any(one.provisional for one in found) else (),
        )

    def tables(self, indicator: Indicator) -> list[Table]:
        """Give the tables of an indicator: by each dimension through the seasons, by two for the latest season."""
        cube = CUBES[indicator.cube]
        every = self.figures.observations(cube.name, indicator=indicator.name)
        made = [self._through(cube, every, combination) for combination in cube.combinations if len(combination) < 2]
        for combination in cube.combinations:
            if len(combination) == 2:
                crossed = self._across(cube, every, combination)
                wide = len(crossed.columns) > WIDEST and not any(one == () for one in cube.combinations)
                made.append(self._pairs(cube, every, combination) if wide else crossed)
        return [one for one in made if one.rows]

    def _through(self, cube: Cube, every: Iterable[Observation], by: tuple[str, ...]) -> Table:
        """Make the table of the seasons: a row each of a dimension's codes."""
        found = [one for one in every if _only(cube, one, by)]
        seasons = list(dict.fromkeys(one.key[1] for one in found))[-SEASONS:]
        rows: dict[str, dict[str, Cell]] = {}
        for one in found:
            if one.key[1] in seasons:
                code = one.key[cube.dimensions.index(by[0])] if by else TOTAL
                rows.setdefault(code, {})[one.key[1]] = self.cell(cube, one)
        name = self.reader.texts.own(DIMENSIONS[by[0]]) if by else ""
        return Table(
            self.words["by"].format(dimension=name) if by else self.words["by_season"],
            _capital(name),
            [self.season(season) for season in seasons],
            [
                (self.label(by[0], code) if by else self.words["total"], [rows[code].get(season) for season in seasons])
                for code in self.ordered(by[0] if by else "season", rows)
            ],
        )

    def _pairs(self, cube: Cube, every: Iterable[Observation], by: tuple[str, ...]) -> Table:
        """Make the table of pairs through the seasons, those that are withheld in every season left out."""
        found = [one for one in every if _only(cube, one, by)]
        shown = {one.key[2:] for one in found if one.value is not None}
        seasons = list(dict.fromkeys(one.key[1] for one in found))[-SEASONS:]
        rows: dict[tuple[str, ...], dict[str, Cell]] = {}
        for one in found:
            if one.key[2:] in shown:
                rows.setdefault(one.key[2:], {})[one.key[1]] = self.cell(cube, one)
        first, second = (self.reader.texts.own(DIMENSIONS[one]) for one in by)
        named = {key: " + ".join(map(self.label, by, key)) for key in rows}
        return Table(
            self.words["pairs"].format(one=_capital(first), other=second),
            _capital(first),
            [self.season(season) for season in seasons],
            [(named[key], [rows[key].get(one) for one in seasons]) for key in sorted(rows, key=lambda one: named[one])],
        )

    def _across(self, cube: Cube, every: Iterable[Observation], by: tuple[str, ...]) -> Table:
        """Make the table of two dimensions, for the latest season that is over, else the latest."""
        down, over = sorted(by, key=lambda one: one not in ("province", "municipality", "role", "from"))
        found = [one for one in every if _only(cube, one, by)]
        seasons = list(dict.fromkeys(one.key[1] for one in found if one.key[1] != UNKNOWN))
        ended = [one.key[1] for one in found if not one.provisional and one.key[1] != UNKNOWN]
        season = ended[-1] if ended else (seasons or [UNKNOWN])[-1]
        rows: dict[str, dict[str, Cell]] = {}
        for one in found:
            if one.key[1] == season:
                codes: Mapping[str, str] = dict(zip(cube.dimensions, one.key, strict=True))
                rows.setdefault(codes[down], {})[codes[over]] = self.cell(cube, one)
        columns = self.ordered(over, {code for cells in rows.values() for code in cells})
        first, second = (self.reader.texts.own(DIMENSIONS[one]) for one in (down, over))
        heading = self.words["across"].format(one=first, other=second, season=self.season(season))
        return Table(
            _capital(heading),
            _capital(first),
            [self.label(over, code) for code in columns],
            [(self.label(down, code), [rows[code].get(one) for one in columns]) for code in self.ordered(down, rows)],
        )

    def ordered(self, dimension: str, codes: Iterable[str]) -> list[str]:
        """Put codes in the order of their list."""
        wanted = set(codes)
        return [code for code in self.figures.codes.get(code_list(dimension), {}) if code in wanted] or sorted(wanted)

    def season(self, code: str) -> str:
        """Name a season in the head of a column: its years, without the word."""
        years = code.removeprefix("nl-").replace("-", "/")
        return self.label("season", code) if code == UNKNOWN else years


def _capital(words: str) -> str:
    """Begin with a capital, as a heading does."""
    return words[:1].upper() + words[1:]


def _only(cube: Cube, one: Observation, by: tuple[str, ...]) -> bool:
    """Say whether a figure is broken down by just these dimensions."""
    pairs = zip(cube.dimensions[2:], one.key[2:], strict=True)
    return all((code != TOTAL) == (dimension in by) for dimension, code in pairs)

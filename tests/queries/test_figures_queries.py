"""Every figure is what its own query answers, and what counting the source records gives."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from questions_harness import BASE

from dip_lod.figures import queries
from dip_lod.figures.cubes import CUBES, TOTAL, code_list
from dip_lod.figures.indicator import Indicator, indicators
from dip_lod.figures.reading import Figures
from dip_lod.journal.reading import current
from dip_lod.publication import layout

TABLED = [one for one in indicators().values() if "AVG" not in one.text and "MIN(?size)" not in one.text]
AVERAGED = [one for one in indicators().values() if one not in TABLED]


@pytest.fixture(scope="module")
def figures(folder: Path) -> Figures:
    return Figures(current(folder / "data"))


@pytest.fixture(scope="module")
def store(folder: Path) -> ox.Store:
    return ox.Store.read_only(str(current(folder / "data") / layout.STORE))


def answers(store: ox.Store, text: str) -> Iterator[tuple[list[str], float]]:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        *codes, figure = list(row)
        if figure is not None:
            yield [code.value for code in codes], float(figure.value)


def uris(figures: Figures, dimension: str) -> dict[str, str]:
    return {queries.term(BASE, dimension, code).value: code for code in figures.codes.get(code_list(dimension), {})}


def published(figures: Figures, indicator: Indicator) -> dict[tuple[str, ...], float | None]:
    return {one.key[1:]: one.value for one in figures.observations(indicator.cube, indicator=indicator.name)}


@pytest.mark.parametrize("indicator", TABLED, ids=lambda one: one.name)
def test_each_figure_is_what_its_query_answers(store: ox.Store, figures: Figures, indicator: Indicator) -> None:
    said = published(figures, indicator)
    dimensions = CUBES[indicator.cube].dimensions[1:]
    checked: dict[tuple[str, ...], float] = {}
    for combination in CUBES[indicator.cube].combinations:
        by = ("season", *combination)
        if "size" in by:
            continue
        codes = {
            dimension: {
                str(queries.term(BASE, dimension, code))[1:-1]: code for code in figures.codes[code_list(dimension)]
            }
            for dimension in by
        }
        for found, figure in answers(store, queries.table(indicator, by, BASE)):
            known = {dimension: codes[dimension].get(uri, uri) for dimension, uri in zip(by, found, strict=True)}
            checked[tuple(known.get(dimension, TOTAL) for dimension in dimensions)] = figure
    assert said or not checked
    shown = {key: value for key, value in said.items() if value is not None}
    different = {key: (value, checked.get(key)) for key, value in shown.items() if checked.get(key) != value}
    assert not different
    unsaid = {key for key, value in checked.items() if value and key not in said}
    assert indicator.name in ("newcomers", "leavers") or not unsaid


@pytest.mark.parametrize("indicator", AVERAGED, ids=lambda one: one.name)
def test_each_average_is_what_its_query_answers(store: ox.Store, figures: Figures, indicator: Indicator) -> None:
    dimensions = CUBES[indicator.cube].dimensions[1:]
    said = published(figures, indicator)
    assert said
    for key, value in sorted(said.items())[::3]:
        text = queries.fill(indicator, dict(zip(dimensions, key, strict=True)), BASE)
        assert [figure for _, figure in answers(store, text)] == [value], key

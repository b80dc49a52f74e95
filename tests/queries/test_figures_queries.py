"""Every figure is what its own query answers, and what counting the source records gives."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from questions_harness import BASE

from dip_lod.figures import queries, sizes
from dip_lod.figures.cubes import CUBES, TOTAL, UNKNOWN, code_list
from dip_lod.figures.indicator import Indicator, indicators
from dip_lod.figures.reading import Figures
from dip_lod.journal.reading import current
from dip_lod.publication import layout
from dip_lod.sparql import engine
from dip_lod.sparql.precomputed import figures as precomputed
from dip_lod.sparql.request import QueryRequest

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
    sized = dimensions.index("size") if "size" in dimensions else None
    shown = {key: value for key, value in said.items() if value is not None and (not sized or key[sized] == TOTAL)}
    different = {key: (value, checked.get(key)) for key, value in shown.items() if checked.get(key) != value}
    assert not different
    unsaid = {key for key, value in checked.items() if value and key not in said}
    assert indicator.name in ("newcomers", "leavers") or not unsaid


@pytest.mark.parametrize("indicator", TABLED, ids=lambda one: one.name)
def test_the_query_that_a_figure_leads_to_answers_it(
    store: ox.Store, figures: Figures, indicator: Indicator
) -> None:
    dimensions = CUBES[indicator.cube].dimensions[1:]
    said = {key: value for key, value in sorted(published(figures, indicator).items()) if value is not None}
    some = [*said][:: len(said) // 5 + 1]
    for odd in (UNKNOWN, *sizes.CLASSES):
        some += [key for key in said if odd in key[1:]][:2]
    assert some or not said
    for key in some:
        codes = dict(zip(dimensions, key, strict=True))
        text = queries.fill(indicator, codes, BASE, figures.towns(codes.get("size", "")))
        assert [figure for _, figure in answers(store, text)] == [said[key]], (key, text)


@pytest.mark.parametrize("name", ["people", "newcomers", "mobility", "role-combinations", "makers"])
def test_what_is_asked_of_people_word_for_word_is_answered_from_the_build(
    store: ox.Store, figures: Figures, folder: Path, name: str
) -> None:
    indicator, publication = indicators()[name], current(folder / "data")
    dimensions = CUBES[indicator.cube].dimensions[1:]
    every = published(figures, indicator)
    shown = {key: value for key, value in every.items() if value is not None and key[-1] != "_U"}
    key = next((key for key in shown if key[-1] in sizes.CLASSES), next(iter(shown)))
    value = shown[key]
    codes = dict(zip(dimensions, key, strict=True))
    text = queries.fill(indicator, codes, BASE, figures.towns(codes.get("size", "")))
    known = precomputed.rewrite(text, publication, BASE)
    assert known is not None
    assert [figure for _, figure in answers(store, known)] == [value]
    assert precomputed.rewrite(text.replace("\n", "\r\n"), publication, BASE) == known
    request = QueryRequest(text, publication / layout.STORE, base=BASE)
    (row,) = engine._query(ox.Store(), request)  # type: ignore[misc]  # an empty store: nothing but the build can answer
    assert float(row["figure"].value) == value
    hidden = next((key for key, value in every.items() if value is None), None)
    other = {
        text.replace("schema:EventScheduled", "schema:EventPostponed"),
        text.replace("DISTINCT ?person", "?person"),
        text.replace("counted?season", "counted?saison"),
        text.replace(BASE, "https://example.org/"),
        text.partition("\n")[2],
        *([queries.fill(indicator, dict(zip(dimensions, hidden, strict=True)), BASE)] if hidden else []),
    }
    assert [precomputed.rewrite(one, publication, BASE) for one in other] == [None] * len(other)


@pytest.mark.parametrize("indicator", AVERAGED, ids=lambda one: one.name)
def test_each_average_is_what_its_query_answers(store: ox.Store, figures: Figures, indicator: Indicator) -> None:
    dimensions = CUBES[indicator.cube].dimensions[1:]
    said = published(figures, indicator)
    assert said
    for key, value in sorted(said.items())[::3]:
        text = queries.fill(indicator, dict(zip(dimensions, key, strict=True)), BASE)
        assert [figure for _, figure in answers(store, text)] == [value], key

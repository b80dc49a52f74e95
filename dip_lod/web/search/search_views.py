"""What a search found, on a map and through time; where it is of the first so many, it says of how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dip_lod.publication.reading import Publication
from dip_lod.search import grouping
from dip_lod.search.grouping import Group
from dip_lod.search.query import Query
from dip_lod.search.reading import Index, Total
from dip_lod.search.tables import COUNTED
from dip_lod.web.pictures import charts, maps
from dip_lod.web.pictures.charts import Column
from dip_lod.web.pictures.maps import Dot
from dip_lod.web.pictures.pictures import Picture, Row, Spot
from dip_lod.web.search import search_answer
from dip_lod.web.search.search_answer import Line
from dip_lod.web.words import values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

VIEWS = ("map", "timeline")
"""Beside the list, which has no name in addresses."""
_SPOTS = 400
"""Places on a map."""
_EXAMPLES = 3
_YEARS = 120
"""Years in a timeline, the last ones."""
_LONG = 30
"""Years that a picture shows well, whatever is in them."""
_ONE_IN, _SOME = 20, 10
"""How few may stand outside the picture: one in twenty, or one of ten."""
_A_YEAR = 8
"""Things of a year that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a timeline."""

    year: int
    total: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class View:
    """A map or a timeline: its picture, if there is anything to draw, what it leaves out, and what it names."""

    picture: Picture | None
    notes: list[str]
    years: list[Year]


@dataclass(frozen=True, slots=True)
class Asked:
    """A search whose view is under way."""

    publication: Publication
    query: Query
    reader: Visitor

    def words(self, key: str, table: str = "picture", **given: object) -> str:
        """Find a sentence, and write the numbers in it as the reader does."""
        number = self.reader.texts.number
        shown = {name: number(one) if type(one) is int else one for name, one in given.items()}
        return str(self.reader.texts.tables[table][key]).format_map(shown)

    def lines(self, group: Group, most: int) -> list[Line]:
        """Show the first things of a group."""
        return search_answer.lines(group.first[:most], self.query, self.publication, self.reader)


def view(name: str, publication: Publication, index: Index, query: Query, total: Total, reader: Visitor) -> View:
    """Make a view of what fits."""
    asked = Asked(publication, query, reader)
    spots = grouping.spots(index, query, _EXAMPLES) if name == "map" else None
    groups = spots.groups if spots else grouping.years(index, query, _A_YEAR)
    looked_at = min(total.number, COUNTED)
    known = spots.placed if spots else sum(group.total for group in groups)
    notes = []
    if total.number > looked_at or not total.whole:
        key = "first_of" if total.whole else "first_of_more"
        notes.append(asked.words(key, "search", shown=looked_at, total=total.number))
    if known < looked_at:
        notes.append(asked.words(f"without_{name}", "search", count=looked_at - known))
    if spots and spots.spread:
        notes.append(asked.words("spread", "search"))
    if not groups:
        return View(None, notes, [])
    if name == "map":
        return View(_map(groups, asked, notes), notes, [])
    years = [Year(_when(group), group.total, asked.lines(group, _A_YEAR)) for group in reversed(groups[-_YEARS:])]
    totals = {_when(group): group.total for group in groups}
    begin = beginning(totals)
    if earlier := sum(total for year, total in totals.items() if year < begin):
        notes.append(asked.words("earlier", "search", count=earlier, first=str(min(totals)), begin=str(begin)))
    return View(_timeline(totals, asked), notes, years)


def _map(groups: Sequence[Group], asked: Asked, notes: list[str]) -> Picture:
    if len(groups) > _SPOTS:
        notes.append(asked.words("bounded", shown=_SPOTS, total=len(groups)))
        groups = groups[:_SPOTS]
    places = _places(groups, asked)
    number = asked.reader.texts.number
    rows = []
    for group, place in zip(groups, places, strict=True):
        latitude, longitude = _where(group)
        cells = (number(group.total), _examples(group, place.text, asked))
        rows.append(Row(place, cells, Spot(latitude, longitude, group.total)))
    dots = [Dot(*_where(group), place.text, group.total) for group, place in zip(groups, places, strict=True)]
    said = asked.words("found_map_said", places=len(dots), most=dots[0].name, count=dots[0].size)
    drawn, outside = maps.dots(dots, said, number)
    if outside:
        notes.append(asked.words("found_outside", count=outside))
    columns = tuple(asked.words(name) for name in ("place", "found", "examples"))
    return Picture("map", asked.words("map"), (drawn,), columns, tuple(rows), fine=asked.words("towns"), form="map")


def _where(group: Group) -> tuple[float, float]:
    assert isinstance(group.at, tuple)
    return group.at


def _when(group: Group) -> int:
    assert isinstance(group.at, int)
    return group.at


def _places(groups: Sequence[Group], asked: Asked) -> list[Value]:
    """Name what is at each spot: the venue or town that was found there, where it was played, or where an event is."""
    wanted = []
    for group in groups:
        one = next((one for one in group.first if one.kind in ("venue", "place", "hall")), group.first[0])
        if group.venue and one.kind not in ("venue", "place", "hall"):
            wanted.append(f"{asked.publication.base}id/{group.venue}")
            continue
        uri = f"{asked.publication.base}id/{one.key}"
        event = asked.publication.repertoire.event(uri) if one.kind in ("performance", "run", "festival") else None
        wanted.append((event.venue or event.town or event.location or uri) if event else uri)
    labels = asked.publication.labels(wanted)
    return [values.node(uri, labels, asked.reader) for uri in wanted]


def _examples(group: Group, place: str, asked: Asked) -> str:
    """Name the first things at a spot."""
    names = [one.name.text for one in asked.lines(group, _EXAMPLES) if one.name.text != place]
    return "; ".join(names) + ("; …" if group.total > len(group.first) else "")


def beginning(totals: Mapping[int, int]) -> int:
    """Choose the year with which a picture begins: few things long before the others would make these a thin line.

    At most one in twenty is left out, and only where that halves the picture at least.

    >>> beginning({1908: 1, 2019: 8, 2020: 5, 2021: 9}), beginning({1908: 1, 2020: 1}), beginning({2001: 2, 2020: 40})
    (2019, 1908, 2001)
    """
    years = sorted(totals)
    first, last = max(years[0], years[-1] - _YEARS + 1), years[-1]
    all_found = sum(total for year, total in totals.items() if year >= first)
    shown, left, begin = [year for year in years if year >= first], 0, first
    for year, following in pairwise(shown):
        left += totals[year]
        if left * _ONE_IN > max(all_found, _ONE_IN if all_found >= _SOME else 0):
            break
        if last - first >= _LONG and 2 * (last - following + 1) <= last - first + 1:
            begin = following
    return begin


def _timeline(totals: Mapping[int, int], asked: Asked) -> Picture:
    number = asked.reader.texts.number
    first, last = beginning(totals), max(totals)
    columns = [
        Column(str(year), f"{year}: {number(totals.get(year, 0))}", totals.get(year, 0))
        for year in range(first, last + 1)
    ]
    most = max(totals, key=lambda year: (totals[year], year))
    said = asked.words("found_time_said", first=str(first), last=str(last), most=str(most), count=totals[most])
    return Picture(
        "timeline",
        asked.words("found_time"),
        (charts.columns(columns, said, number),),
        (asked.words("year"), asked.words("found")),
        tuple(Row(Value(str(year)), (number(total),)) for year, total in sorted(totals.items())),
    )

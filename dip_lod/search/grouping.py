"""What was found, by where it is and by when it began; of no more things than a bound."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any, NamedTuple

from dip_lod.search.query import Query
from dip_lod.search.reading import Found, Index

_CHUNK = 10_000
_VENUES = (
    "SELECT v.id, d.latitude, d.longitude, d.key FROM value v JOIN doc d ON d.key = 'venue/' || v.key"
    " WHERE v.facet = 'venue' AND d.latitude IS NOT NULL"
)


class Group(NamedTuple):
    """Things that were found in one place or year: where or when, how many, and the first of them."""

    at: tuple[float, float] | int
    total: int
    first: list[Found]
    venue: str = ""
    """The key of the venue, where things stand that played there and have no place of their own."""


class Spots(NamedTuple):
    """What was found, by place: how many things have one, and how many of them stand at each venue they played."""

    groups: list[Group]
    placed: int
    spread: int


def spots(index: Index, query: Query, each: int) -> Spots:
    """Group what fits by its position, the most first; a maker or a production stands wherever it played."""
    found: dict[tuple[float, float], list[int]] = {}
    venues: dict[tuple[float, float], str] = {}
    homeless = []
    placed = 0
    for number, latitude, longitude in index.read(query, "latitude, longitude"):
        if latitude is None or longitude is None:
            homeless.append(number)
        else:
            placed += 1
            found.setdefault((latitude, longitude), []).append(number)
    spread = set()
    for number, at, key in _played(index, homeless):
        numbers = found.setdefault(at, [])
        if not numbers or numbers[-1] != number:
            numbers.append(number)
        venues.setdefault(at, key)
        spread.add(number)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    groups = _groups(index, [(at, len(numbers), sorted(numbers)[:each]) for at, numbers in ordered])
    known = [one._replace(venue=venues.get(at, "")) for one, (at, _) in zip(groups, ordered, strict=True)]
    return Spots(known, placed + len(spread), len(spread))


def years(index: Index, query: Query, each: int) -> list[Group]:
    """Group what fits by the year in which it began, in our era; within a year by day."""
    found: dict[int, list[tuple[str, int]]] = {}
    for number, day in index.read(query, "coalesce(first, last, '')"):
        year = day[:4]
        if len(year) == 4 and year.isascii() and year.isdigit():
            found.setdefault(int(year), []).append((day, number))
    first = {year: [number for _, number in nsmallest(each, days)] for year, days in found.items()}
    return _groups(index, [(year, len(days), first[year]) for year, days in sorted(found.items())])


def _played(index: Index, numbers: Sequence[int]) -> Iterable[tuple[int, tuple[float, float], str]]:
    """Say at which venues things played, a chunk of them at a time."""
    venues = {value: ((latitude, longitude), key) for value, latitude, longitude, key in index.rows_of(_VENUES)}
    if not venues:
        return
    first, last = min(venues), max(venues)  # values are numbered by facet
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = index.rows_of(
            f"SELECT doc, value FROM has WHERE doc IN ({marks}) AND value BETWEEN ? AND ?", *chunk, first, last
        )
        for number, value in sorted(rows):
            if value in venues:
                yield number, *venues[value]


def _groups(index: Index, given: Sequence[tuple[Any, int, list[int]]]) -> list[Group]:
    numbers = [number for *_, first in given for number in first]
    chunks = (numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK))
    found = {one.number: one for chunk in chunks for one in index.rows(chunk)}
    return [Group(at, total, [found[number] for number in first]) for at, total, first in given]

"""A week of performances, everywhere: what plays from a day on, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.events import Event
from dip_lod.web.kinds.nights import ahead
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Night
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

SIZE = 100
_DAYS = timedelta(6)
_FIRST, _LAST = date.min + timedelta(14), date.max - timedelta(14)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its performances."""

    name: str
    machine: str
    nights: list[Night]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of the agenda, at most `SIZE` performances of them, and where to go from there."""

    period: str
    first: str
    days: list[Day]
    total: int
    next: str | None
    """The last performance of these, where more of the week follow."""
    earlier: str | None
    """The day to begin at for what played before; None where nothing did."""
    later: str | None


def week(publication: Publication, visitor: Visitor, first: date, after: str = "") -> Week:
    """List what plays in the seven days from one on, `after` the URI of the last one of the page before."""
    repertoire = publication.repertoire
    first = min(max(first, _FIRST), _LAST)
    begin, end = first.isoformat(), (first + _DAYS).isoformat()
    found = repertoire.playing(begin, end, SIZE + 1, after)
    shown = found[:SIZE]
    before, behind = repertoire.around(begin, end)
    return Week(
        dates.days(begin, end, visitor.texts),
        begin,
        _days(publication, visitor, shown),
        repertoire.count_playing(begin, end),
        shown[-1].uri if len(found) > SIZE else None,
        _begin(first - _DAYS - timedelta(1), before),
        max((first + _DAYS + timedelta(1)).isoformat(), behind) if behind else None,
    )


def _begin(first: date, last: str | None) -> str | None:
    """Choose where the week before begins: so that it ends with what played last, where there is a gap."""
    if not last:
        return None
    return min(first, max(date.fromisoformat(last), _FIRST) - _DAYS).isoformat()


def _days(publication: Publication, visitor: Visitor, events: list[Event]) -> list[Day]:
    page = Page(publication, Graph("", {}), "", visitor)
    made = []
    for day, group in groupby(events, key=lambda one: one.day or ""):
        found = sorted(group, key=lambda one: (one.start or "")[11:16] or "99")
        rows = [one._replace(day=Value(one.time), time="") for one in ahead(page, found)]
        made.append(Day(dates.day(day, visitor.texts, "months_short"), day, rows))
    return made

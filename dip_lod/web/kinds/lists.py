"""The whole list of a thing's performances, parts or productions, a page at a time (`?list=performances`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dip_lod.web.kinds import agent, calendar, pictured, place, term
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.nights import ahead, nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Lines, Nights
from dip_lod.web.words import dates

SIZE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its block, and the last URI where another page follows."""

    block: Block
    next: str | None
    also: tuple[Block, ...] = ()
    """What stands below it: of a calendar what played."""


def find(page: Page, name: str, after: str) -> Listed | None:
    """Find a page of a list by its name and the last URI of the page before; None where there is no such list."""
    if page.kind == "term" and name.startswith(term.PREFIX):
        return _bearers(page, name.removeprefix(term.PREFIX), after)
    if page.kind in calendar.KINDS and name.startswith(calendar.SEASONS):
        drawn = pictured.listed(page, name)
        return Listed(drawn, None, calendar.played(page, name)) if drawn else None
    if page.kind in calendar.KINDS and name.startswith(calendar.DAY):
        return _day(page, name.removeprefix(calendar.DAY))
    made = _LISTS.get(name)
    return made(page, after) if made and page.kind in _KINDS[name] else None


def _bearers(page: Page, kind: str, after: str) -> Listed | None:
    total = dict(page.repertoire.bearing(page.thing)).get(kind)
    if total is None:
        return None
    last = page.repertoire.bearers(page.thing, kind, SIZE + 1, after)
    return Listed(term.bearers(page, kind, total, SIZE, after), last[SIZE - 1] if len(last) > SIZE else None)


def _day(page: Page, day: str) -> Listed | None:
    found = page.repertoire.on(page.thing, day, SIZE)
    if not found:
        return None
    heading = page.words("on_day", day=dates.day(day, page.visitor.texts))
    group = Group(None, nights(page, found, "town" if page.kind == "production" else "name"))
    return Listed(Nights(heading, [group], len(found), len(found)), None)


def _performances(page: Page, after: str) -> Listed:
    found = page.repertoire.events(page.thing, page.kind, after=after, limit=SIZE + 1)
    group = Group(None, nights(page, found[:SIZE], "town" if page.kind in ("production", "run") else "name"))
    total = page.repertoire.count(page.thing, page.kind)
    block = Nights(page.words("performances"), [group], total, min(len(found), SIZE))
    return Listed(block, found[SIZE - 1].uri if len(found) > SIZE else None)


def _coming(page: Page, after: str) -> Listed:
    found = page.repertoire.agenda(page.thing, page.as_of, SIZE + 1, after)
    rows = nights(page, found[:SIZE], "town") if page.kind == "production" else ahead(page, found[:SIZE])
    group = Group(None, rows)
    total = page.repertoire.count_agenda(page.thing, page.as_of)
    block = Nights(page.words("coming"), [group], total, min(len(found), SIZE))
    return Listed(block, found[SIZE - 1].uri if len(found) > SIZE else None)


def _parts(page: Page, after: str) -> Listed:
    found = page.repertoire.items(page.thing, SIZE + 1, after)
    total = page.repertoire.count_items(page.thing)
    block = Lines(
        agent.heading(page, found), lines(page, found[:SIZE], page.kind == "person"), total, min(len(found), SIZE)
    )
    return Listed(block, found[SIZE - 1].uri if len(found) > SIZE else None)


def _productions(page: Page, after: str) -> Listed:
    found = page.repertoire.during(page.thing, page.kind, SIZE + 1, after)
    total = page.repertoire.count_during(page.thing, page.kind)
    block = Lines(page.words("productions"), lines(page, found[:SIZE]), total, min(len(found), SIZE))
    return Listed(block, found[SIZE - 1].uri if len(found) > SIZE else None)


def _within(page: Page, after: str) -> Listed | None:
    found = place.within(page, SIZE, after)
    return Listed(*found) if found else None


_LISTS: Mapping[str, Callable[[Page, str], Listed | None]] = {
    "performances": _performances,
    "coming": _coming,
    "parts": _parts,
    "productions": _productions,
    "within": _within,
}
_KINDS = {
    "performances": ("production", "run", "work", "venue", "hall", "place", "season", "festival"),
    "coming": pictured.AGENDAS,
    "parts": ("person", "organization"),
    "productions": ("season", "festival"),
    "within": ("venue", "place"),
}

"""Which pictures the page of each kind has."""

from collections.abc import Iterable

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.kinds import building, calendar, places, seasons, times
from dip_lod.web.kinds.page import Page
from dip_lod.web.kinds.show import Show
from dip_lod.web.pictures.blocks import Block, Pictures
from dip_lod.web.pictures.pictures import Picture
from dip_lod.web.words import texts, values
from dip_lod.web.words.visitor import Visitor

AGENDAS = ("venue", "hall", "place", "organization", "production")
"""Kinds with an agenda to subscribe to."""


def production(page: Page, total: int) -> list[Block]:
    """Draw a tour: where, in which seasons, on which days."""
    show = page.show
    tour = places.spots(show, "tour", total - show.repertoire.count_off(show.of))
    return _block(page, (tour, times.seasons(show, page), calendar.calendar(page, show)))


def agent(page: Page) -> list[Block]:
    """Draw a career, and where a company played."""
    show = page.show
    if page.kind == "person":
        return _block(page, (times.career(page, show),))
    return _block(page, (times.seasons(show), places.spots(show), places.genres(show), times.career(page, show)))


def place(page: Page) -> list[Block]:
    """Draw the calendar of a venue, what it plays, and where it is."""
    show = page.show
    drawn = [times.seasons(show, page), places.genres(show)]
    if page.kind != "hall":
        drawn.append(places.spots(show) or _here(page, show))
    return _block(page, (*drawn, calendar.calendar(page, show)))


def _here(page: Page, show: Show) -> Picture | None:
    position = building.position(page)
    name = texts.best(page.said.labels(page.thing), page.visitor.language)
    return places.here(show, values.tagged(*name, page.visitor), position) if position and name else None


def work(page: Page) -> list[Block]:
    """Draw a work through time."""
    show = page.show
    return _block(page, (times.staged(show), times.seasons(show), places.spots(show)))


def period(page: Page) -> list[Block]:
    """Draw a season or a festival: when, where and what."""
    show = page.show
    when = times.months(show) if page.kind == "season" else None
    return _block(page, (when, places.genres(show), places.provinces(show), places.spots(show)))


def term(page: Page) -> list[Block]:
    """Draw a discipline: through the seasons and over the country."""
    show = page.show
    return _block(page, (times.seasons(show), places.provinces(show), places.spots(show)))


def season_in_figures(publication: Publication, visitor: Visitor) -> Pictures | None:
    """Draw the season of the publication's day, and the disciplines through the seasons; for the front page."""
    everything = Show(publication, visitor)
    of = publication.repertoire.season_on(everything.as_of)
    if not of:
        drawn = times.seasons(everything), places.provinces(everything), places.spots(everything)
        found = [one for one in drawn if one]
        return Pictures(everything.words("heading"), found) if found else None
    show = Show(publication, visitor, of)
    named = show.named([of])[of]
    all_four = times.months(show), times.disciplines(everything), places.provinces(show), places.spots(show)
    pictures = [one for one in all_four if one]
    links = [(show.words("whole_season", season=named.text), named.href)] if named.href else []
    return Pictures(show.words("season_in_figures", season=named.text), pictures, links) if pictures else None


def listed(page: Page, name: str) -> Block | None:
    """Make the calendar of a season, or all seasons month by month, by the name of its list; else None."""
    if name == calendar.SEASONS:
        drawn = seasons.seasons(page, page.show)
        return Pictures(drawn.heading, [drawn]) if drawn else None
    year = name.removeprefix(calendar.PREFIX)
    if not year.isascii() or not year.isdigit() or len(year) != 4:
        return None
    drawn = calendar.calendar(page, page.show, int(year))
    return Pictures(drawn.heading, [drawn]) if drawn else None


def _has_accounts(page: Page) -> bool:
    """Say whether somebody is a main producer: a person by that role alone, for who wrote a work is its creator too."""
    if page.kind == "organization":
        return page.repertoire.leads(page.thing)
    if page.kind != "person":
        return False
    role = uris.mint(page.publication.base, "term", "role/hoofdproducent")
    return page.repertoire.has_role(page.thing, role)


def _block(page: Page, drawn: Iterable[Picture | None]) -> list[Block]:
    pictures = [one for one in drawn if one]
    links = []
    if page.kind in AGENDAS and page.reach():
        links.append((page.show.words("subscribe"), page.visitor.path(f"agenda/{page.local}.ics")))
    if _has_accounts(page):
        company = page.local.partition("/")[2]
        words = "accounts" if page.kind == "organization" else "accounts_person"
        links.append((page.show.words(words), page.visitor.path(f"accounts/{company}")))
    return [Pictures(page.show.words("heading"), pictures, links)] if pictures or links else []

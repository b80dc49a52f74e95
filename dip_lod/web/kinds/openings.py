"""Which file opens the page of which kind."""

from collections.abc import Callable, Mapping

from dip_lod.web.kinds import agent, performance, period, place, production, run, term, work
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Opening

OPENINGS: Mapping[str, Callable[[Page], Opening]] = {
    "production": production.opening,
    "run": run.opening,
    "performance": performance.opening,
    "person": agent.opening,
    "organization": agent.opening,
    "venue": place.opening,
    "hall": place.opening,
    "place": place.opening,
    "work": work.opening,
    "season": period.opening,
    "festival": period.opening,
    "term": term.opening,
}


def opening(page: Page) -> Opening:
    """Open a page; a kind that is not named here has all its properties, and nothing before them."""
    found = OPENINGS.get(page.kind)
    return found(page) if found else Opening()

"""A production: its makers and players, its performances run by run, the work behind it, and what is like it."""

from dip_lod.publication.repertoire.careers import Item
from dip_lod.publication.repertoire.events import Event
from dip_lod.web.kinds import makers, pictured
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.nights import following, nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Lines, Nights, Opening
from dip_lod.web.words.shown import Value

SHOWN = 100
"""Performances on the production's own page."""
_RELATED = 6
_SHORT = 12
"""So many performances stand above their map and calendar; a longer tour is seen before it is read."""


def opening(page: Page) -> Opening:
    """Open the page of a production."""
    runs = page.repertoire.events(page.thing, "production", "run", limit=40)
    played = page.performances(SHOWN)
    credits = [one for uri in (page.thing, *(run.uri for run in runs)) for one in page.credits(uri)]
    blocks: list[Block] = []
    if block := makers.makers(page, [*credits, *page.repertoire.cast(page.thing)]):
        blocks.append(block)
    if played:
        total = page.repertoire.count(page.thing, "production") if len(played) == SHOWN else len(played)
        more = page.list("performances") if total > len(played) else None
        tour = [Nights(page.words("tour"), _groups(page, runs, played), total, len(played), more)]
        pictures = pictured.production(page, total)
        blocks += [*tour, *pictures] if total <= _SHORT else [*pictures, *tour]
    works = page.nodes("isBasedOn")
    if same := _same_work(page, works):
        blocks.append(Lines(page.words("same_work"), lines(page, same), len(same), len(same)))
    related = page.repertoire.related(page.thing, _RELATED)
    if related:
        blocks.append(Lines(page.words("related"), lines(page, related), len(related), len(related)))
    companies = page.nodes("creator")
    named = page.named([*companies, *page.nodes("genre"), *works])
    subtitle = [
        ("", [named[uri] for uri in (*companies, *page.nodes("genre"))]),
        (page.words("after"), [named[uri] for uri in works]),
        following(page, blocks, played, SHOWN) or ("", []),
    ]
    return Opening(
        [line for line in subtitle if line[1]],
        "",
        blocks,
        frozenset(f"schema:{name}" for name in ("contributor", "creator", "producer", "genre", "isBasedOn")),
        frozenset({"schema:workPerformed"}),
        kinds=frozenset({"production"}),
    )


def _same_work(page: Page, works: list[str]) -> list[Item]:
    """List the latest other productions of the works behind this one."""
    found = {item.uri: item for work in works for item in page.repertoire.staged(work, _RELATED + 1)}
    return [item for item in found.values() if item.uri != page.thing][:_RELATED]


def _groups(page: Page, runs: list[Event], played: list[Event]) -> list[Group]:
    """Group performances by their run, in the order of the runs."""
    by_run: dict[str | None, list[Event]] = {}
    for one in played:
        by_run.setdefault(one.run, []).append(one)
    named = page.named([run.uri for run in runs])
    order = [run.uri for run in runs if run.uri in by_run]
    rest = [run for run in by_run if run not in order]
    groups = []
    for run in (*order, *rest):
        heading: Value | None = named.get(run or "") if len(by_run) > 1 or run in named else None
        groups.append(Group(heading, nights(page, by_run[run], "town")))
    return groups

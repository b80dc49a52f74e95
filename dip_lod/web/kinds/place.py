"""A venue, a hall or a town: its halls, what comes, and what played there last."""

from collections import Counter

from dip_lod.web.kinds import building, pictured
from dip_lod.web.kinds.nights import ahead, bare, nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Names, Nights, Opening

_COMING = 12
_LATEST = 20
_INSIDE = 60


def opening(page: Page) -> Opening:
    """Open the page of a place where is played."""
    blocks: list[Block] = []
    coming = page.repertoire.agenda(page.thing, page.as_of, _COMING)
    latest = page.repertoire.played(page.thing, page.as_of, _LATEST)
    total = page.repertoire.count(page.thing, page.kind)
    to_come = page.repertoire.count_agenda(page.thing, page.as_of)
    more = page.list("performances") if total > len(coming) + len(latest) else None
    if coming:
        rest = page.list("coming") if to_come > len(coming) else None
        link = rest or (None if latest else more)
        rows = ahead(page, coming)
        every = to_come if rest else total
        blocks.append(Nights(page.words("coming"), [Group(None, rows)], to_come, len(coming), link, every))
    if page.kind != "hall" and (inside := within(page, _INSIDE)):
        blocks.append(inside[0])
    blocks += pictured.place(page)
    if latest:
        rows = nights(page, latest, "name")
        blocks.append(Nights(page.words("latest"), [Group(None, rows)], total - to_come, len(latest), more, total))
    around = page.nodes("containedInPlace")
    named = page.named(around)
    life = building.life(page)
    return Opening(
        [("", [*(named[uri] for uri in around), *life])] if around or life else [],
        "",
        blocks,
        frozenset({"schema:containedInPlace", "schema:containsPlace"}),
        frozenset({"schema:containedInPlace", "schema:containsPlace"})
        | (frozenset({"schema:location"}) if total and page.kind != "place" else frozenset()),
    )


def within(page: Page, limit: int, after: str = "") -> tuple[Names, str | None] | None:
    """List the halls of a venue or the venues of a town, the most played first; with the last URI where more follow."""
    inside = page.repertoire.within(page.thing, limit + 1, after)
    if not inside:
        return None
    shown, cut = inside[:limit], len(inside) > limit
    total = page.repertoire.count_within(page.thing) if cut or after else len(shown)
    named = page.named([page.thing, *(uri for uri, _ in shown)])
    alike = Counter(named[uri].text for uri, _ in shown)
    names = [
        (bare(named[uri], named[page.thing]), _note(_often(page, count), uri, alike[named[uri].text] > 1))
        for uri, count in shown
    ]
    heading = page.visitor.texts.kind("hall" if page.kind == "venue" else "venue", many=True)
    last = shown[-1][0] if cut else None
    return Names(heading, names, total, len(shown), page.list("within") if cut else None), last


def _note(often: str, uri: str, alike: bool) -> str:
    """Say how often something played, and tell two venues of one name apart by their keys."""
    return " · ".join(one for one in (often, uri.rpartition("/")[2] if alike else "") if one)


def _often(page: Page, count: int) -> str:
    if count == 1:
        return page.words("nights_one")
    return page.words("nights_many", count=page.visitor.texts.number(count)) if count else ""

"""A venue, a hall or a town: its halls, what comes, and what played there last."""

from dip_lod.web.kinds import pictured
from dip_lod.web.kinds.nights import nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Names, Nights, Opening

_COMING = 12
_LATEST = 20


def opening(page: Page) -> Opening:
    """Open the page of a place where is played."""
    blocks: list[Block] = []
    coming = page.repertoire.agenda(page.thing, page.as_of, _COMING)
    latest = page.repertoire.played(page.thing, page.as_of, _LATEST)
    total = page.repertoire.count(page.thing, page.kind)
    ahead = page.repertoire.count_agenda(page.thing, page.as_of)
    more = page.list("performances") if total > len(coming) + len(latest) else None
    if coming:
        rest = page.list("coming") if ahead > len(coming) else None
        link = rest or (None if latest else more)
        rows = nights(page, coming, "name")
        every = ahead if rest else total
        blocks.append(Nights(page.words("coming"), [Group(None, rows)], ahead, len(coming), link, every))
    inside = page.repertoire.within(page.thing) if page.kind != "hall" else []
    if inside:
        named = page.named([uri for uri, _ in inside])
        halls = [(named[uri], _often(page, count)) for uri, count in inside]
        heading = page.visitor.texts.kind("hall" if page.kind == "venue" else "venue", many=True)
        blocks.append(Names(heading, halls))
    blocks += pictured.place(page)
    if latest:
        rows = nights(page, latest, "name")
        blocks.append(Nights(page.words("latest"), [Group(None, rows)], total - ahead, len(latest), more, total))
    around = page.nodes("containedInPlace")
    named = page.named(around)
    return Opening(
        [("", [named[uri] for uri in around])] if around else [],
        "",
        blocks,
        frozenset({"schema:containedInPlace", "schema:containsPlace"}),
        frozenset({"schema:containedInPlace", "schema:containsPlace"})
        | (frozenset({"schema:location"}) if total and page.kind != "place" else frozenset()),
    )


def _often(page: Page, count: int) -> str:
    if count == 1:
        return page.words("nights_one")
    return page.words("nights_many", count=page.visitor.texts.number(count)) if count else ""

"""A run or a concert programme: what is on it, who played, and its performances."""

from dip_lod.web.kinds import makers, programmes
from dip_lod.web.kinds.nights import following, nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Nights, Opening

SHOWN = 100


def opening(page: Page) -> Opening:
    """Open the page of a run."""
    own = page.event()
    production = own.production if own else None
    credits = [one for uri in (production, page.thing) if uri for one in page.credits(uri)]
    played = page.performances(SHOWN)
    blocks: list[Block] = []
    if block := makers.makers(page, credits):
        blocks.append(block)
    programme = programmes.whole(page)
    if programme:
        blocks.insert(0, programme)
    if played:
        total = page.repertoire.count(page.thing, "run") if len(played) == SHOWN else len(played)
        more = page.list("performances") if total > len(played) else None
        blocks.append(Nights(page.words("tour"), [Group(None, nights(page, played, "town"))], total, len(played), more))
    named = page.named([production, own.season if own else None])
    subtitle = [
        ("", [named[uri] for uri in (production, own.season if own else None) if uri]),
        following(page, blocks, played, SHOWN) or ("", []),
    ]
    return Opening(
        [line for line in subtitle if line[1]],
        page.words("run_cancelled") if own and own.status == "cancelled" else "",
        blocks,
        frozenset({"schema:contributor", "schema:performer", "schema:subEvent", "schema:organizer"})
        | (frozenset({"schema:workPerformed"}) if production or programme else frozenset()),
        frozenset({"schema:superEvent"}),
        kinds=frozenset({"production"} if production else ()),
    )

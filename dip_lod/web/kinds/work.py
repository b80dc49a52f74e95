"""A work: who wrote it, and every production of it through the years."""

from dip_lod.web.kinds import makers, pictured
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.nights import nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Lines, Nights, Opening

_STAGINGS = 60
_LATEST = 20


def opening(page: Page) -> Opening:
    """Open the page of a work."""
    blocks: list[Block] = []
    if block := makers.makers(page, page.repertoire.credits(page.thing)):
        blocks.append(block)
    staged = page.repertoire.staged(page.thing, _STAGINGS)
    if staged:
        total = page.repertoire.count_staged(page.thing)
        blocks.append(Lines(page.words("stagings"), lines(page, staged), total, len(staged)))
    played = page.repertoire.events(page.thing, "work", limit=_LATEST, latest=True)
    if played:
        total = page.repertoire.count(page.thing, "work")
        more = page.list("performances") if total > len(played) else None
        group = Group(None, nights(page, played, "name"), page.words("latest"))
        blocks.append(Nights(page.words("performances"), [group], total, len(played), more))
    blocks += pictured.work(page)
    told = frozenset({"schema:contributor", "schema:creator", "schema:author", "schema:composer", "schema:lyricist"})
    others = {"schema:isBasedOn"} if staged and len(staged) < _STAGINGS else set()
    return Opening([], "", blocks, told if blocks else frozenset(), frozenset(others | {"schema:workPerformed"}))

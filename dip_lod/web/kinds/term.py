"""A term: what bears it, kind by kind."""

from dip_lod.web.kinds import pictured
from dip_lod.web.kinds.blocks import Block, Names, Opening
from dip_lod.web.kinds.page import Page

SHOWN = 24
PREFIX = "bearers-"
"""Of the names of lists: `bearers-production`."""
_TOLD = ("additionalType", "accessibilityFeature", "audience", "genre", "keywords")


def opening(page: Page) -> Opening:
    """Open the page of a term."""
    blocks: list[Block] = [bearers(page, kind, total, SHOWN) for kind, total in page.repertoire.bearing(page.thing)]
    blocks += pictured.term(page)
    told = frozenset(f"schema:{name}" for name in _TOLD) if blocks else frozenset()
    return Opening(blocks=blocks, told_by_others=told)


def bearers(page: Page, kind: str, total: int, limit: int, after: str = "") -> Names:
    """Make the block of one kind."""
    found = page.repertoire.bearers(page.thing, kind, limit, after)
    named = page.named(found)
    more = page.list(PREFIX + kind) if total > len(found) else None
    heading = page.visitor.texts.kind(kind, many=total != 1)
    return Names(heading, [(named[uri], "") for uri in found], total, len(found), more)

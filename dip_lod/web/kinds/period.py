"""A season or a festival: what was played in it."""

import re

from dip_lod.web.kinds import pictured
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.nights import nights
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Lines, Nights, Opening
from dip_lod.web.words.shown import Value

_SEASON = re.compile(r"(.*/nl-)(\d{4})-(\d{4})")
_PRODUCTIONS = 60
_NIGHTS = 60


def opening(page: Page) -> Opening:
    """Open the page of a season or a festival."""
    blocks: list[Block] = []
    blocks += pictured.period(page)
    staged = page.repertoire.during(page.thing, page.kind, _PRODUCTIONS)
    if staged:
        total = page.repertoire.count_during(page.thing, page.kind)
        more = page.list("productions") if total > len(staged) else None
        blocks.append(Lines(page.words("productions"), lines(page, staged), total, len(staged), more))
    if page.kind == "festival":
        played = page.repertoire.events(page.thing, page.kind, limit=_NIGHTS)
        if played:
            total = page.repertoire.count(page.thing, page.kind)
            more = page.list("performances") if total > len(played) else None
            group = Group(None, nights(page, played, "name"))
            blocks.append(Nights(page.words("programme"), [group], total, len(played), more))
    told = frozenset({"schema:subEvent"} if page.kind == "festival" else set())
    others = frozenset({"schema:superEvent"} if page.kind == "festival" else {"schema:keywords"})
    beside = _beside(page)
    return Opening([("", beside)] if beside else [], "", blocks, told, others if blocks else frozenset())


def _beside(page: Page) -> list[Value]:
    """Link the season before and the one after, where they are known."""
    found = _SEASON.fullmatch(page.thing)
    if not found:
        return []
    first, last = int(found[2]), int(found[3])
    earlier, later = (f"{found[1]}{first + by:04}-{last + by:04}" for by in (-1, 1))
    labels = page.publication.labels([earlier, later])
    named = page.named(labels)
    return [
        named[uri]._replace(text=shown.format(named[uri].text))
        for uri, shown in ((earlier, "← {}"), (later, "{} →"))
        if uri in labels
    ]

"""A performance: when, where, what became of it, and who played that night."""

from dip_lod.publication.repertoire.events import Event
from dip_lod.web.kinds import makers, programmes
from dip_lod.web.kinds.nights import bare
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Opening
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Value

_TOLD = ("performer", "location", "startDate", "eventStatus", "superEvent")


def opening(page: Page) -> Opening:
    """Open the page of a performance."""
    own = page.event()
    if own is None:
        return Opening()
    sources = (own.production, own.run, page.thing)
    credits = [one for uri in sources if uri for one in page.credits(uri)]
    blocks: list[Block] = []
    if block := makers.makers(page, credits):
        blocks.append(block)
    programme = None if own.production else programmes.whole(page)
    if programme:
        blocks.insert(0, programme)
    named = page.named([own.production, own.run, own.location, own.town])
    around = named[own.town] if own.town else Value("")
    where = [bare(named[uri], around) for uri in dict.fromkeys((own.location, own.town)) if uri]
    subtitle = [
        ("", [_when(page, own)]),
        ("", where),
        (page.words("part_of"), [named[uri] for uri in (own.run,) if uri]),
    ]
    name = page.said.labels(page.thing, "https://schema.org/name")
    title = values.node(page.thing, {page.thing: name}, page.visitor) if name else None
    return Opening(
        [line for line in subtitle if line[1]],
        _alert(page, own),
        blocks,
        frozenset(f"schema:{name}" for name in (*_TOLD, *(("workPerformed",) if programme else ()))),
        frozenset({"schema:subEvent"}),
        Value(title.text, title.language) if title else None,
    )


def _when(page: Page, own: Event) -> Value:
    lexical = own.start or own.day
    if not lexical:
        return Value(page.words("no_day"))
    words = page.visitor.texts
    text = ", ".join(part for part in (dates.day(lexical, words), dates.hour(lexical, words)) if part)
    return Value(text, moment=dates.machine(lexical))


def _alert(page: Page, own: Event) -> str:
    if own.status in ("cancelled", "postponed"):
        return page.words(f"this_{own.status}")
    moved = ""
    if own.status == "rescheduled":
        before = dates.moment((own.before or "").partition("T")[0], page.visitor.texts)
        moved = page.words("this_moved_from", day=before) if before else page.words("this_moved")
    if not own.played and (own.day or own.start or "9") >= page.as_of:
        planned = page.words("this_planned", day=dates.moment(page.as_of, page.visitor.texts))
        return f"{moved} {planned}".strip()
    return moved

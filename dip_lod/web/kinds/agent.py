"""A person or an organization: the parts they had through the years, and with whom."""

from collections.abc import Sequence

from dip_lod import vocabulary
from dip_lod.publication.repertoire.careers import Item
from dip_lod.web.kinds import pictured
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.nights import ahead
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Group, Lines, Names, Nights, Opening
from dip_lod.web.words import dates, uncertain
from dip_lod.web.words.shown import Value

SHOWN = 60
_LIFE = (("birth", "birthDate"), ("death", "deathDate"))
"""The part of a person that holds an uncertain date, also the name of its words, and the property of a certain one."""
_COMING = 6
_TOLD = (
    "contributor", "performer", "creator", "producer", "organizer", "author", "composer", "funder", "actor", "director",
    "lyricist",
)  # fmt: skip


def opening(page: Page) -> Opening:
    """Open the page of an agent."""
    items = page.repertoire.items(page.thing, SHOWN)
    blocks: list[Block] = _coming(page) if page.kind == "organization" else []
    if items:
        total = page.repertoire.count_items(page.thing)
        more = page.list("parts") if total > len(items) else None
        blocks.append(Lines(heading(page, items), lines(page, items, page.kind == "person"), total, len(items), more))
    blocks += pictured.agent(page)
    companions = page.repertoire.companions(page.thing)
    if companions:
        named = page.named([uri for uri, _ in companions])
        number = page.visitor.texts.number
        together = [(named[uri], page.words("together", count=number(count))) for uri, count in companions]
        blocks.append(Names(page.words("companions"), together))
    told = frozenset(f"schema:{name}" for name in _TOLD) if items else frozenset()
    life = _life(page)
    return Opening(
        [("", life)] if life else [],
        blocks=blocks,
        told=frozenset(f"schema:{name}" for _, name in _LIFE) if life else frozenset(),
        told_by_others=told,
        kinds=frozenset(one.kind for one in items),
    )


def _life(page: Page) -> list[Value]:
    """Say when somebody was born and died, by an uncertain date where there is one."""
    words, lived = page.visitor.texts, []
    for word, name in _LIFE:
        unsure = page.said.text(f"{page.thing}#{word}", vocabulary.expand("dcterms:temporal"))
        known = page.said.text(page.thing, vocabulary.expand(f"schema:{name}"))
        if when := uncertain.written(unsure, words) if unsure else dates.moment(known or "", words):
            lived.append(Value(page.words(word, when=when)))
    return lived


def heading(page: Page, items: Sequence[Item]) -> str:
    """Say what an agent did: a person's career, an organization's productions, works, programmes or posters."""
    if page.kind == "person":
        return page.words("career")
    kinds = {one.kind for one in items}
    return page.visitor.texts.kind(kinds.pop(), many=len(items) > 1) if len(kinds) == 1 else page.words("productions")


def _coming(page: Page) -> list[Block]:
    """List what a company plays next; whole it is in its agenda."""
    found = page.repertoire.agenda(page.thing, page.as_of, _COMING + 1)
    if not found:
        return []
    total = page.repertoire.count_agenda(page.thing, page.as_of) if len(found) > _COMING else len(found)
    rows = ahead(page, found[:_COMING])
    more = page.list("coming") if total > len(rows) else None
    return [Nights(page.words("coming"), [Group(None, rows)], total, len(rows), more)]

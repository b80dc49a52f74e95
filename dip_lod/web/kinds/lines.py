"""Productions, programmes and works in a list."""

from collections.abc import Sequence

from dip_lod.publication.repertoire.careers import Item
from dip_lod.web.kinds import makers
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Line
from dip_lod.web.words import bylines, dates
from dip_lod.web.words.shown import Value

_WORKS = 4
"""Works of a programme that a row names."""


def lines(page: Page, items: Sequence[Item], by: bool = True) -> list[Line]:
    """Make the rows: when, what, as what, and by which company; of a concert programme also what is on it."""
    companies: dict[str, list[str]] = {}
    longer: set[str] = set()
    if by:
        for credit in page.repertoire.makers([one.uri for one in items]):
            if credit.agent != page.thing:
                companies.setdefault(credit.subject, []).append(credit.agent)
    if programmes := [one.uri for one in items if one.kind == "run"]:
        for run, works in page.repertoire.programmes(programmes).items():
            others = [work for work in works if work != page.thing]
            companies.setdefault(run, []).extend(others[:_WORKS])
            if len(others) > _WORKS:
                longer.add(run)
    roles = (role for one in items for role, _, _ in one.parts)
    beside = [uri for uris in companies.values() for uri in uris]
    named = page.named([*(one.uri for one in items), *roles, *beside])
    by_whom = bylines.bylines(page.publication, beside, page.visitor) if programmes else {}
    shown = named | {uri: named[uri]._replace(note=Value(words)) for uri, words in by_whom.items()}
    return [
        Line(
            dates.span(one.first, one.last),
            named[one.uri],
            makers.roles(page, one.parts, named) if one.parts else "",
            [shown[uri] for uri in companies.get(one.uri, ())] + [Value("…")] * (one.uri in longer),
            one.performances,
            page.words("still_on") if one.kind != "work" and (one.last or "") >= page.as_of else "",
        )
        for one in items
    ]

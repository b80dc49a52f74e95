"""Productions, programmes and works in a list."""

from collections.abc import Sequence

from dip_lod.publication.repertoire.careers import Item
from dip_lod.web.kinds import makers, programmes
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Line
from dip_lod.web.words import dates


def lines(page: Page, items: Sequence[Item], by: bool = True) -> list[Line]:
    """Make the rows: when, what, as what, and by which company; of a concert programme also what is on it."""
    companies: dict[str, list[str]] = {}
    if by:
        for credit in page.repertoire.makers([one.uri for one in items]):
            if credit.agent != page.thing:
                companies.setdefault(credit.subject, []).append(credit.agent)
    works = programmes.works(page, (one.uri for one in items if one.kind == "run"))
    roles = (role for one in items for role, _, _ in one.parts)
    named = page.named([*(one.uri for one in items), *roles, *(uri for uris in companies.values() for uri in uris)])
    return [
        Line(
            dates.span(one.first, one.last),
            named[one.uri],
            makers.roles(page, one.parts, named) if one.parts else "",
            [*(named[uri] for uri in companies.get(one.uri, ())), *works.get(one.uri, ())],
            one.performances,
            page.words("still_on") if one.kind != "work" and (one.last or "") >= page.as_of else "",
        )
        for one in items
    ]

"""Performances in a list: day, hour, what and where, and what was special about it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.events import Event
from dip_lod.web.kinds import programmes
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Night
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.texts import Texts
from dip_lod.web.words.visitor import Visitor

_TOLD = ("kind/performance", "kind/run", "kind/production")
_NOTES = ("kind/", "surtitles/", "audience/", "tag/fpk-school", "tag/besloten", "tag/fpk-educatief")
"""Of the terms of a performance, those that a list shows."""

_NEAR = 8
"""So many times as many performances are looked at as are shown."""
_STATUS: dict[str, Literal["", "cancelled", "postponed", "moved"]] = {
    "cancelled": "cancelled", "postponed": "postponed", "rescheduled": "moved",
}  # fmt: skip


def nights(page: Page, events: Sequence[Event], titled: Literal["town", "name"]) -> list[Night]:
    """Make rows of events, titled by their town or by their own name."""
    space = f"{page.publication.base}id/term/"
    # most have terms and place in common: a tour plays the same, and a venue has but a few halls
    shown = {terms: [space + term for term in _shown(terms)] for terms in {one.terms for one in events}}
    around = {(one.location, one.venue, one.town): one for one in events}
    wanted = [uri for at in around for uri in at]
    if titled == "name":
        wanted += [_played(one) for one in events]
    named = page.named([*wanted, *(term for terms in shown.values() for term in terms)])
    tags = {terms: [values.spoken(named[term]) for term in told] for terms, told in shown.items()}
    places = {at: _where(page, one, titled, named) for at, one in around.items()}
    programme = titled == "name" and page.kind != "run"
    works = programmes.works(page, (one.run for one in events if one.run and not one.production) if programme else ())
    made = []
    for one in events:
        title = named[_played(one)] if titled == "name" else _town(page, one, named)
        made.append(
            Night(
                _day(page, one),
                _time(page, one),
                Value(title.text, title.language, page.visitor.link(one.uri)),
                places[one.location, one.venue, one.town],
                tags[one.terms],
                *status(page, one),
                works.get(one.run or "", ()),
            )
        )
    return made


def coming(publication: Publication, visitor: Visitor, limit: int) -> list[Night]:
    """Make rows of what is played first from the publication's day on: each show once, again only if there are few."""
    page = Page(publication, Graph("", {}), "", visitor)
    near = publication.repertoire.coming(page.as_of, limit * _NEAR)
    first = {_played(one): one for one in reversed(near)}
    chosen = {one.uri for one in sorted(near, key=lambda one: first[_played(one)] is not one)[:limit]}
    return ahead(page, [one for one in near if one.uri in chosen])


def ahead(page: Page, events: Sequence[Event]) -> list[Night]:
    """Make rows of what is to come, each with its title: that it is planned goes without saying."""
    found = nights(page, events, "name")
    return [one._replace(status="", note="") if one.status == "planned" else one for one in found]


def following(
    page: Page, blocks: Sequence[Block], played: Sequence[Event], limit: int
) -> tuple[str, list[Value]] | None:
    """Say when it plays next, where, and how often it still does; None where nothing is to come.

    `played` are its first performances, at most `limit` of them, whose rows stand in `blocks`; those to come of a
    production that tours longer are looked up.
    """
    if len(played) == limit and page.kind == "production":
        played = page.repertoire.agenda(page.thing, page.as_of, limit)
    ahead = [one for one in played if (one.day or "") >= page.as_of and one.status in ("scheduled", "rescheduled")]
    if not ahead:
        return None
    href = page.visitor.link(ahead[0].uri)
    rows = (row for block in blocks if block.form == "nights" for group in block.groups for row in group.nights)
    night = next((row for row in rows if row.title.href == href), None) or nights(page, ahead[:1], "town")[0]
    when = Value(f"{night.day.text}, {night.time}" if night.time else night.day.text, href=href)
    rest = len(ahead) - 1
    whole = page.list("coming") if page.kind == "production" else None
    told = page.words("and_one" if rest == 1 else "and_more", count=rest)
    more = [Value(told, href=whole)] if 0 < rest < limit - 1 else []
    return page.words("following"), [when, *night.places[:1], night.title._replace(href=None), *more]


def status(page: Page, one: Event) -> tuple[Literal["", "cancelled", "postponed", "moved", "planned"], str]:
    """Say what became of a performance, where it is more than that it took place."""
    found = _STATUS.get(one.status, "")
    if found == "moved":
        return found, page.words("moved_from", day=_moment(page, one.before)) if one.before else page.words("moved")
    if found:
        return found, page.words(found)
    if not one.played and (one.day or one.start or "9") >= page.as_of:
        return "planned", page.words("planned")
    return "", ""


def _shown(terms: Sequence[str]) -> list[str]:
    return [term for term in terms if term.startswith(_NOTES) and term not in _TOLD]


def _town(page: Page, one: Event, named: dict[str, Value]) -> Value:
    if one.town:
        return named[one.town]
    return named[one.location] if one.location else Value(page.words("somewhere"))


def _played(one: Event) -> str:
    """Give what a performance is called by: the production, else the programme, else itself."""
    return one.production or one.run or one.uri


def _where(page: Page, one: Event, titled: Literal["town", "name"], named: dict[str, Value]) -> list[Value]:
    """Name where it was, beside the town that it is titled by."""
    around = _around(page, one)
    if titled == "town" and one.town:
        return [bare(named[uri], named[one.town]) for uri in around if uri != one.town]
    found = [_at(page, uri, one.venue, named) for uri in around]
    return found[:1] if len(found) > 1 and found[0].text.endswith(found[1].text) else found


def _around(page: Page, one: Event) -> list[str]:
    """List where it was, from near to far, up to the place that the page is about."""
    found = list(dict.fromkeys(uri for uri in (one.location, one.town) if uri))
    if page.thing == one.venue:
        return [uri for uri in found if uri not in (one.venue, one.town)]
    return found[: found.index(page.thing)] if page.thing in found else found


def _at(page: Page, uri: str, venue: str | None, named: dict[str, Value]) -> Value:
    """Name a place; on the page of a venue its halls by their own names alone."""
    return bare(named[uri], named[venue]) if venue and page.thing == venue else named[uri]


def bare(value: Value, around: Value) -> Value:
    """Take what stands around a place, and beside it, out of its name."""
    return value._replace(text=value.text.removesuffix(f", {around.text}"))


def _moment(page: Page, lexical: str) -> str:
    return dates.moment(lexical.partition("T")[0], page.visitor.texts)


def _day(page: Page, one: Event) -> Value:
    lexical = one.day or (one.start or "").partition("T")[0]
    if not lexical:
        return Value(page.words("no_day"))
    return _dated(lexical, page.visitor.texts)


@lru_cache(8192)
def _dated(lexical: str, texts: Texts) -> Value:
    """Write a day for people and for machines; most days have several performances."""
    return Value(dates.day(lexical, texts, "months_short"), moment=dates.machine(lexical))


def _time(page: Page, one: Event) -> str:
    return dates.hour(one.start, page.visitor.texts) if one.start else ""

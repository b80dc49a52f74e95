"""What search engines ask of an event beyond its own document: page, place, who plays, what it is about and part of."""

from collections.abc import Iterable

from dip_lod import uris
from dip_lod.publication.repertoire.events import Credit, Event
from dip_lod.web.kinds.page import Page
from dip_lod.web.rdf import graph, structured
from dip_lod.web.rdf.structured import Node
from dip_lod.web.words.shown import Value

_SCHEMA = "https://schema.org/"
_COMPANY = ("creator", "producer", "organizer")
_ON_STAGE = ("performer", "actor")
_STAGE_ROLES = (
    "acteur", "zanger", "danser", "cabaretier", "solist", "muzikant", "orkest", "ensemble", "koor", "dirigent",
    "verteller", "poppenspeler", "speler",
)  # fmt: skip
_MOST = 20
"""Performers that are named; search engines read no more."""
_SHARED = ("description", "image")
_FIRST, _PLACES = 12, 3
"""Performances of a run that are looked at, and places that are told of it."""


def complete(page: Page) -> Node:
    """Say of an event what its page tells too; nothing for other kinds.

    Google asks of an Event a name, a start, and a place with an address; and would like a description, an end, a
    status, an image, performers, an organizer and an address of its own. What nobody has said is left out.
    """
    if page.kind in ("run", "festival"):
        return _page(page) | _series(page)
    own = page.event() if page.kind == "performance" else None
    if own is None:
        return {}
    made = _page(page)
    if place := _place(page, own):
        made["location"] = place
    made |= _about(page, own.production) | _parties(page, (own.production, own.run))
    labels = page.named([own.run, own.festival])
    series: list[str | Node] = [
        {"@type": kind, "@id": uri, "name": labels[uri].text}
        for uri, kind in ((own.run, "EventSeries"), (own.festival, "Festival"))
        if uri
    ]
    if series:
        made["superEvent"] = series[0] if len(series) == 1 else series
    return made


def _page(page: Page) -> Node:
    """Give the address of the page, where the source has told none of its own."""
    return {} if page.said.objects(page.thing, _SCHEMA + "url") else {"url": page.said.document}


def _parties(page: Page, of: Iterable[str | None]) -> Node:
    """Name who plays and who organizes after production and run, where the event itself does not."""
    made: Node = {}
    credits = [one for uri in of if uri for one in page.credits(uri)]
    companies = _agents(page, (one.agent for one in credits if one.said in _COMPANY))
    if not page.nodes("performer"):
        players = _agents(page, (one.agent for one in credits if _plays(one))) or companies
        if players:
            made["performer"] = list(players[:_MOST])
    if companies and not page.nodes("organizer"):
        made["organizer"] = list(companies)
    return made


def _about(page: Page, production: str | None) -> Node:
    """Give description and image of the production, where the event has none of its own."""
    if production is None:
        return {}
    told = page.publication.recall(("about", production, page.visitor.language), lambda: _told(page, production))
    return {name: value for name, value in told.items() if not page.said.objects(page.thing, _SCHEMA + name)}


def _told(page: Page, production: str) -> Node:
    name = uris.parse(page.publication.base, production)
    found = page.publication.document(name) if name else None
    if found is None:
        return {}
    said = graph.read(page.publication.base, found, tuple(f"<{production}> <{_SCHEMA}{name}>" for name in _SHARED))
    found_in = {one: said.objects(production, _SCHEMA + one) for one in _SHARED}
    return {
        name: structured.in_language(terms, page.visitor.language)[0].value for name, terms in found_in.items() if terms
    }


def _series(page: Page) -> Node:
    """Say when a run or a festival begins, and where its first performances are, in towns of different names."""
    events = page.performances(_FIRST)
    made: Node = {}
    own = page.event()
    production = own.production if own else None
    made |= _about(page, production) | _parties(page, (production, page.thing))
    begin = next((one.start or one.day for one in events if one.day), None)
    if begin and not page.said.objects(page.thing, _SCHEMA + "startDate"):
        made["startDate"] = begin
        if not page.said.objects(page.thing, _SCHEMA + "endDate"):
            last = next(iter(page.repertoire.events(page.thing, page.kind, limit=1, latest=True)), None)
            if last and (end := last.end or last.day):
                made["endDate"] = end
    towns: dict[str | None, Event] = {}
    for one in events:
        if one.location or one.town:
            towns.setdefault(one.town, one)
    named = page.named([*towns, *(one.location for one in towns.values())])
    places = [_standing(one, named) for one in list(towns.values())[:_PLACES]]
    if places and not page.nodes("location"):
        made["location"] = list(places)
    return made


def _standing(own: Event, named: dict[str, Value]) -> Node:
    """Describe a place by its name and its town."""
    where = own.location or own.town or ""
    address: Node = {"@type": "PostalAddress"}
    if own.town:
        address["addressLocality"] = named[own.town].text
    return {"@type": "Place", "@id": where, "name": named[where].text, "address": address}


def _place(page: Page, own: Event) -> Node | None:
    """Describe the place: its own name, and the address of the venue; of a town the town alone."""
    where = own.location or own.town
    if where is None:
        return None
    made = _standing(own, page.named([where, own.town]))
    if own.venue and isinstance(address := made["address"], dict):
        address |= _address(page, own.venue)
    return made


def _address(page: Page, venue: str) -> Node:
    """Give the address of a venue, of which many performances tell."""
    return page.publication.recall(("address", venue, page.visitor.language), lambda: _read(page, venue))


def _read(page: Page, venue: str) -> Node:
    name = uris.parse(page.publication.base, venue)
    found = page.publication.document(name) if name else None
    if found is None:
        return {}
    said = graph.read(page.publication.base, found, (f"<{venue}> <{_SCHEMA}address>", f"<{venue}#"))
    first = next(iter(said.nodes(venue, _SCHEMA + "address")), None)
    return structured.node(said, first, {}, page.visitor.language) if first in said.subjects else {}


def _plays(credit: Credit) -> bool:
    role = (credit.role or "").rpartition("/")[2]
    return credit.said in _ON_STAGE or bool(credit.note) or role in _STAGE_ROLES


def _agents(page: Page, agents: Iterable[str]) -> list[Node]:
    found = list(dict.fromkeys(agents))
    named = page.named(found)
    space = f"{page.publication.base}id/person/"
    return [
        {"@type": "Person" if uri.startswith(space) else "Organization", "@id": uri, "name": named[uri].text}
        for uri in found
    ]

"""A term: broader and narrower ones, and what bears it, kind by kind."""

from dip_lod import vocabulary
from dip_lod.web.kinds import pictured
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Block, Names, Opening
from dip_lod.web.words import namesakes

SHOWN = 24
_NARROWER = 60
PREFIX = "bearers-"
"""Of the names of lists: `bearers-production`."""
_TOLD = ("additionalType", "accessibilityFeature", "audience", "genre", "keywords")


def opening(page: Page) -> Opening:
    """Open the page of a term."""
    broader = vocabulary.expand("skos:broader")
    wider = page.said.nodes(page.thing, broader)
    narrower = list(page.publication.pointing(page.thing, broader, limit=_NARROWER))
    named = page.named([*wider, *narrower])
    blocks: list[Block] = []
    if narrower:
        blocks.append(Names(page.words("narrower"), [(named[uri], "") for uri in narrower]))
    borne = [bearers(page, kind, total, SHOWN) for kind, total in page.repertoire.bearing(page.thing)]
    blocks += [*borne, *pictured.term(page)]
    told = frozenset(f"schema:{name}" for name in _TOLD) if borne else frozenset()
    subtitle = [(page.words("broader"), [named[uri] for uri in wider])] if wider else []
    whole = frozenset({"skos:broader"}) if len(narrower) < _NARROWER else frozenset()
    return Opening(subtitle, "", blocks, frozenset({"skos:broader"}), told | whole)


def bearers(page: Page, kind: str, total: int, limit: int, after: str = "") -> Names:
    """Make the block of one kind."""
    found = page.repertoire.bearers(page.thing, kind, limit, after)
    more = page.list(PREFIX + kind) if total > len(found) else None
    heading = page.visitor.texts.kind(kind, many=total != 1)
    made = namesakes.told_apart(page.publication, found, page.publication.labels(found), page.visitor)
    names = [(one._replace(note=None), one.note.text if one.note else "") for one in made]
    return Names(heading, names, total, len(found), more)

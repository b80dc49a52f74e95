"""The page of a thing, filled in between what entity.html says in a language."""

from types import SimpleNamespace

from markupsafe import Markup

from dip_lod.web.documents import sheet
from dip_lod.web.documents.entity import Entity
from dip_lod.web.page import chrome, layout
from dip_lod.web.page.site import Site
from dip_lod.web.words.escaping import escape, tame
from dip_lod.web.words.visitor import Visitor

_PARTS = ("head", "title", "under", "blocks", "facts", "rest", "aside")
"""What `sheet` writes."""


def page(site: Site, entity: Entity, reader: Visitor) -> bytes:
    """Write the page, in UTF-8."""
    texts = reader.texts
    filled = {
        "name": tame(sheet.name(entity, texts)),
        "kind": escape(entity.kind),
        "switches": chrome.languages(reader),
        "head": sheet.head(entity, texts),
        "title": sheet.title(entity, texts, reader),
        "under": sheet.under(entity, texts),
        "blocks": sheet.blocks(entity, texts),
        "facts": sheet.facts(entity, texts),
        "rest": sheet.rest(entity, texts, reader),
        "aside": sheet.aside(entity, texts, reader, site.config.publisher.name),
    }
    key = ("entity", reader.language, reader.chosen, entity.mapped)
    return site.layouts.fill(key, lambda: _laid_out(site, entity.mapped, reader), filled)


def _laid_out(site: Site, mapped: bool, reader: Visitor) -> str:
    """Let the template say where everything stands."""
    parts = {part: _gap(part) for part in _PARTS}
    shown = SimpleNamespace(kind=layout.gap("kind"), mapped=mapped)
    return site.page(
        "entity.html",
        reader,
        sheet=SimpleNamespace(**parts, name=_gap("name")),
        entity=shown,
        switches=_gap("switches"),
    )


def _gap(name: str) -> "Gap":
    return Gap(Markup(layout.gap(name)))


class Gap:
    """Writes a gap, whatever it is asked to write."""

    def __init__(self, text: Markup) -> None:
        self._text = text

    def __call__(self, *_: object) -> Markup:
        """Write it."""
        return self._text

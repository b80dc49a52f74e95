"""What is told of a page to those who pass it on: a description, the way to it, and how it is cited."""

from dataclasses import dataclass
from datetime import date

from dip_lod.publication.reading import Publication
from dip_lod.web.pictures.blocks import Opening
from dip_lod.web.rdf import structured
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

_LONGEST = 200
"""Characters of a description; search engines cut off what is longer."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands in the head of a page, and the dates of its citation."""

    description: str
    breadcrumb: str
    """BreadcrumbList in JSON-LD, safe inside a script element."""
    published: str
    """The day of the publication, in words."""
    today: str
    """The day on which the reader saw it, in words."""


def share(publication: Publication, said: Graph, kind: str, title: Value, opening: Opening, reader: Visitor) -> Shared:
    """Make all of it."""
    return Shared(
        _description(said, kind, title, opening, reader),
        _breadcrumb(publication.base, said, kind, title, reader),
        dates.moment(publication.manifest.committed.partition("T")[0], reader.texts),
        dates.moment(date.today().isoformat(), reader.texts),
    )


def _description(said: Graph, kind: str, title: Value, opening: Opening, reader: Visitor) -> str:
    """Say in a line what this is: its kind and name, what stands under the title, what became of it."""
    lines = [
        f"{before} {', '.join(one.text for one in values)}".strip() for before, values in opening.subtitle if values
    ]
    own = structured.in_language(said.objects(said.thing, "https://schema.org/description"), reader.language)
    told = [f"{reader.texts.kind(kind)}: {title.text}", *lines, opening.alert, *(one.value for one in own[:1])]
    text = ". ".join(one.rstrip(".") for one in told if one) + "."
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _breadcrumb(base: str, said: Graph, kind: str, title: Value, reader: Visitor) -> str:
    """Write the way to the page: the site, the kind, the thing."""
    steps = [
        (reader.texts("name"), base),
        (reader.texts.kind(kind, many=True), f"{base}doc/{kind}"),
        (title.text, said.document),
    ]
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return structured.script({"@context": "https://schema.org/", "@type": "BreadcrumbList", "itemListElement": listed})

"""Changes of documents as people read them: what happened to what, named as it is, or last was."""

from collections.abc import Sequence
from dataclasses import dataclass

from dip_lod import uris
from dip_lod.journal import versions
from dip_lod.journal.reading import Change
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import entity, gone
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import graph
from dip_lod.web.words import values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Row:
    """A change."""

    change: Change
    what: str
    kind: str
    thing: Value
    why: str
    history: str


def rows(site: Site, changes: Sequence[Change], reader: Visitor) -> list[Row]:
    """Name what changed; what is not there now by its last version, what has been erased by its key alone."""
    publication = site.publications.current()
    things = {change.key: f"{publication.base}id/{change.key}" for change in changes}
    labels = publication.labels(things.values())
    words = reader.texts.tables["change"]
    unnamed = [change for change in changes if things[change.key] not in labels]
    past = dict(versions.last_said(site.publications.journal, unnamed))
    found = []
    for change in changes:
        history = reader.path(f"history/{change.key}")
        thing = values.node(things[change.key], labels, reader)
        if change in past:
            thing = (_named(publication, change, past[change], reader) or thing)._replace(href=history)
        why = gone.reason(change, reader)
        found.append(Row(change, str(words[change.change]), reader.texts.kind(change.kind), thing, why, history))
    return found


def _named(publication: Publication, change: Change, statements: bytes | None, reader: Visitor) -> Value | None:
    name = uris.parse("", f"id/{change.key}")
    if not statements or name is None:
        return None
    found = entity.heading(graph.read(publication.base, Document(name, None, statements)), reader)
    return Value(found.text, found.language)

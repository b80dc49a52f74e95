"""Changes of documents as people read them: what happened to what, named as it is, or last was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dip_lod import uris
from dip_lod.journal.reading import Change
from dip_lod.publication.reading import Document, Publication
from dip_lod.web import entity, gone, graph, texts, values
from dip_lod.web.site import Site
from dip_lod.web.values import Value
from dip_lod.web.visitor import Visitor


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
    found = []
    for change in changes:
        history = reader.path(f"history/{change.key}")
        thing = values.node(things[change.key], labels, reader)
        if things[change.key] not in labels:
            thing = replace(_last(site, publication, change, reader) or thing, href=history)
        why = gone.reason(change, reader)
        found.append(Row(change, str(words[change.change]), reader.texts.kind(change.kind), thing, why, history))
    return found


def _last(site: Site, publication: Publication, change: Change, reader: Visitor) -> Value | None:
    journal = site.publications.journal
    past = journal.version(change.key, change.number if change.there else change.number - 1)
    name = uris.parse("", f"id/{change.key}")
    if past is None or name is None:
        return None
    said = graph.read(publication.base, Document(name, None, past.statements))
    found = entity.heading(said, reader)
    best = texts.best(said.labels(said.thing), reader.language)
    return Value(best[0] if best else found.text, found.language)

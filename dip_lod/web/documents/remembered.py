"""What the journal remembers of a document that is gone: what it last said, and what its things were called."""

from collections.abc import Iterable

from dip_lod import uris
from dip_lod.journal.reading import Change, Journal, Version
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.rdf import graph

_MOST = 50
"""Things that are looked up for one page; a page of what is gone may name thousands."""


def key_of(name: uris.Name) -> str:
    """Write the key of a document in the journal."""
    return uris.path(*name, prefix="")[1:]


def last_version(journal: Journal, state: Change) -> Version | None:
    """Find what a document said before it went."""
    return journal.version(state.key, state.number - 1)


def labels(journal: Journal, publication: Publication, wanted: Iterable[str]) -> dict[str, dict[str, str]]:
    """Find what things that are gone were called; what was erased has no name any more."""
    found = {}
    for uri in sorted(wanted)[:_MOST]:
        name = uris.parse(publication.base, uri.partition("#")[0])
        state = journal.state(key_of(name)) if name else None
        past = last_version(journal, state) if state and not state.there else None
        if name and past and (said := graph.read(publication.base, Document(name, None, past.statements)).labels(uri)):
            found[uri] = said
    return found

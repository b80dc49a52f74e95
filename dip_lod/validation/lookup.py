"""Look-ups of types and of record identifiers in an Oxigraph store."""

from collections.abc import Iterable

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.validation.batches import Lookup


def types(store: ox.Store) -> Lookup:
    """Look up the classes of nodes."""
    return _values(store, vocabulary.expand("rdf:type"))


def identifiers(store: ox.Store) -> Lookup:
    """Look up the identifiers (dcterms:identifier) of source records."""
    return _values(store, vocabulary.expand("dcterms:identifier"))


def _values(store: ox.Store, predicate: str) -> Lookup:
    asked = ox.NamedNode(predicate)

    def look_up(uris: Iterable[str]) -> dict[str, list[str]]:
        found = {}
        for uri in uris:
            values = sorted(
                quad.object.value
                for quad in store.quads_for_pattern(ox.NamedNode(uri), asked, None)
                if isinstance(quad.object, ox.NamedNode | ox.Literal)
            )
            if values:
                found[uri] = values
        return found

    return look_up

"""Look-ups of types and of record identifiers in an Oxigraph store."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.validation.batches import Lookup

_REMEMBERED = 50_000


@dataclass(frozen=True)
class Kept:
    """The classes of nodes, by a store on disk that nobody writes to: it can travel to worker processes."""

    folder: Path

    def __call__(self, uris: Iterable[str]) -> dict[str, Sequence[str]]:
        """Look up the classes of nodes."""
        known = _types(self.folder)
        return {uri: found for uri in uris if (found := known(uri))}


@lru_cache(2)
def _types(folder: Path) -> Callable[[str], Sequence[str]]:
    """Open a store in this process; many nodes are pointed to from many documents, so the last ones are remembered."""
    look_up = types(ox.Store.read_only(str(folder)))

    @lru_cache(_REMEMBERED)
    def of(uri: str) -> Sequence[str]:
        return look_up([uri]).get(uri, ())

    return of


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

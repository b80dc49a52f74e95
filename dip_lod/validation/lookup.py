"""Look-ups of types and of record identifiers, in an Oxigraph store or among the packed documents."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.validation.batches import Lookup

_REMEMBERED = 50_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Kept:
    """The classes of nodes, by a store on disk that nobody writes to: it can travel to worker processes."""

    folder: Path
    spaces: tuple[str, ...] = ()
    """The spaces of URIs in which classes are known; all, where none is named."""

    def __call__(self, uris: Iterable[str]) -> dict[str, Sequence[str]]:
        """Look up the classes of nodes."""
        known = _types(self.folder)
        return {uri: found for uri in uris if (found := known(uri))}


@dataclass(frozen=True)
class Packed:
    """The classes of nodes of the main view, by the documents.sqlite of a publication: it can travel likewise."""

    file: Path
    base: str

    @property
    def spaces(self) -> tuple[str, ...]:
        """Name the spaces of URIs in which classes are known."""
        return (self.base,)

    def __call__(self, uris: Iterable[str]) -> dict[str, Sequence[str]]:
        """Look up the classes of nodes."""
        known = _named(self.file, self.base)
        return {uri: found for uri in uris if (found := known(uri))}


@lru_cache(1)
def _named(file: Path, base: str) -> Callable[[str], Sequence[str]]:
    """Open the documents in this process; pages have no row among the names, so their types are read from them."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    pages, start = f"{base}doc/", len(base) + 4

    @lru_cache(_REMEMBERED)
    def of(uri: str) -> Sequence[str]:
        if uri.startswith(pages):
            found = connection.execute("SELECT body FROM document WHERE key = ?", (uri[start:],)).fetchone()
            said = zlib.decompress(found[0]).decode() if found else ""
            return re.findall(f"^<{re.escape(uri)}> <{re.escape(_TYPE)}> <(.*)> [.]$", said, re.M)
        found = connection.execute("SELECT type FROM name WHERE uri = ?", (uri,)).fetchone()
        return [_full(name) for name in found[0].split()] if found and found[0] else ()

    return of


@lru_cache(1000)
def _full(name: str) -> str:
    return name if "://" in name else vocabulary.expand(name)


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
    return _values(store, _TYPE, (ox.NamedNode,))


def identifiers(store: ox.Store) -> Lookup:
    """Look up the identifiers (dcterms:identifier) of source records."""
    return _values(store, vocabulary.expand("dcterms:identifier"), (ox.NamedNode, ox.Literal))


def _values(store: ox.Store, predicate: str, kinds: tuple[type[ox.NamedNode | ox.Literal], ...]) -> Lookup:
    asked = ox.NamedNode(predicate)

    def look_up(uris: Iterable[str]) -> dict[str, list[str]]:
        found = {}
        for uri in uris:
            values = sorted(
                quad.object.value
                for quad in store.quads_for_pattern(ox.NamedNode(uri), asked, None)
                if isinstance(quad.object, kinds)
            )
            if values:
                found[uri] = values
        return found

    return look_up

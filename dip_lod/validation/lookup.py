"""Look-ups of types and of record identifiers, among the packed documents or in an Oxigraph store."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.publication import elsewhere, layout
from dip_lod.validation.batches import Lookup

_REMEMBERED = 50_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TYPED = re.compile(rf"^<([^>]*)> <{re.escape(_TYPE)}> <([^>]*)> [.]$", re.M)


@dataclass(frozen=True)
class Packed:
    """The classes of nodes of the main view, by the documents.sqlite of a publication: it can travel to workers."""

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


@dataclass(frozen=True)
class Viewed:
    """The classes of nodes of the RDA view, by its documents in the same file, and of what it tells of elsewhere."""

    file: Path
    base: str

    @property
    def spaces(self) -> tuple[str, ...]:
        """Name the spaces of URIs in which classes are known."""
        return (self.base, *elsewhere.spaces())

    def __call__(self, uris: Iterable[str]) -> dict[str, Sequence[str]]:
        """Look up the classes of nodes."""
        known = _viewed(self.file, self.base)
        return {uri: found for uri in uris if (found := known(uri))}


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute(f"PRAGMA mmap_size = {layout.MAPPED}")
    return connection


@lru_cache(1)
def _viewed(file: Path, base: str) -> Callable[[str], Sequence[str]]:
    """Open the documents in this process."""
    connection, start = _opened(file), len(base)

    @lru_cache(_REMEMBERED)
    def of_document(key: str) -> dict[str, list[str]]:
        found = connection.execute("SELECT rda FROM document WHERE key = ?", (key,)).fetchone()
        return _classes(zlib.decompress(found[0])) if found and found[0] else {}

    def of(uri: str) -> Sequence[str]:
        if uri.startswith(base):
            return of_document(uri[start:].partition("#")[0].partition("/")[2]).get(uri, ())
        said = elsewhere.descriptions().get(uri)
        return _classes(said).get(uri, ()) if said else ()

    return of


def _classes(said: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, kind in _TYPED.findall(said.decode()):
        found.setdefault(subject, []).append(kind)
    return found


@lru_cache(1)
def _named(file: Path, base: str) -> Callable[[str], Sequence[str]]:
    """Open the documents in this process; pages have no row among the names, so their types are read from them."""
    connection = _opened(file)
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

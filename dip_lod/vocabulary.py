"""The terms that we publish, their labels, and the prefixes: read from ontology/."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import resources

_PREFIX = re.compile(r"^@prefix\s+([\w.-]*):\s*<([^>]+)>\s*\.", re.M)
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@cache
def prefixes() -> dict[str, str]:
    """Read ontology/prefixes.ttl, the only list of prefixes.

    >>> prefixes()["crm"]
    'http://www.cidoc-crm.org/cidoc-crm/'
    """
    return dict(_PREFIX.findall((resources.folder("ontology") / "prefixes.ttl").read_text("utf-8")))


@lru_cache(4096)
def expand(name: str) -> str:
    """Write a prefixed name in full.

    >>> expand("schema:name")
    'https://schema.org/name'
    """
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local


@lru_cache(4096)
def shorten(uri: str) -> str:
    """Write a URI as a prefixed name where a prefix fits, else as it is.

    >>> shorten("https://schema.org/name")
    'schema:name'
    """
    fitting = [(len(space), prefix, space) for prefix, space in prefixes().items() if uri.startswith(space)]
    if not fitting:
        return uri
    _, prefix, space = max(fitting)
    local = uri[len(space) :]
    return f"{prefix}:{local}" if re.fullmatch(r"[\w.-]*", local) else uri


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the application profile."""

    uri: str
    labels: dict[str, str]
    is_class: bool
    settled: str | None
    """How documents settle it: `oneValue`, `onePerLanguage`, `latest` or None (many values)."""


@cache
def terms() -> dict[str, Term]:
    """Read the application profile: ontology/profile*.ttl and our own terms in dip.ttl.

    >>> terms()["https://schema.org/name"].settled
    'onePerLanguage'
    """
    found: dict[str, Term] = {}
    for file in sorted(resources.folder("ontology").glob("*.ttl")):
        found.update(_read(file))
    return found


def _read(file: Path) -> dict[str, Term]:
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    settled = ox.NamedNode(expand("dip:settled"))
    result = {}
    for quad in store.quads_for_pattern(None, _TYPE, None):
        subject = quad.subject
        if not isinstance(subject, ox.NamedNode):
            continue
        labels = {
            label.object.language or "": label.object.value
            for label in store.quads_for_pattern(subject, _LABEL, None)
            if isinstance(label.object, ox.Literal)
        }
        how = [
            value.object.value.rpartition("#")[2]
            for value in store.quads_for_pattern(subject, settled, None)
            if isinstance(value.object, ox.NamedNode)
        ]
        kind = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
        result[subject.value] = Term(subject.value, labels, kind.endswith("Class"), how[0] if how else None)
    return result


@cache
def settled() -> dict[str, str]:
    """Say of each property that may hold one value how documents settle it."""
    return {uri: term.settled for uri, term in terms().items() if term.settled}


def label(uri: str, language: str) -> str:
    """Name a class or property for people, in a language, else in English, else as a prefixed name."""
    term = terms().get(uri)
    if term is None:
        return shorten(uri)
    return term.labels.get(language) or term.labels.get("en") or shorten(uri)

"""Our JSON-LD context (ontology/context.jsonld), used the other way round: from URIs to short names."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dip_lod import resources

JSON = str | int | list["JSON"] | dict[str, "JSON"]

_LOCAL = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the context: what it stands for, and how its values are to be read."""

    name: str
    uri: str
    type: str | None
    language: str | None
    containers: frozenset[str]
    definition: Any

    @property
    def bare(self) -> bool:
        """Tell whether the definition leaves open what the values are."""
        return self.type is None and self.language is None and not self.containers


@dataclass(frozen=True, slots=True)
class Context:
    """The terms and prefixes, by URI."""

    terms: Mapping[str, tuple[Term, ...]]
    classes: Mapping[str, str]
    """Names that may stand for a class: terms without a type or container."""
    prefixes: Mapping[str, str]
    definitions: Mapping[str, Any]


@dataclass(slots=True)
class Shortener:
    """Shortens URIs, and remembers what of the context one document needs."""

    context: Context
    used: dict[str, Any] = field(default_factory=dict)

    def take(self, term: Term) -> str:
        """Use a term."""
        self.used[term.name] = term.definition
        for text in _texts(term.definition):
            prefix = text.partition(":")[0]
            if prefix in self.context.prefixes:
                self.used[prefix] = self.context.prefixes[prefix]
        return term.name

    def take_typed(self, term: Term, datatype: str) -> str:
        """Use a bare term in a document where all its values are of one datatype."""
        self.take(term)
        self.used[term.name] = {"@id": term.definition, "@type": self.type(datatype)}
        return term.name

    def type(self, uri: str) -> str:
        """Shorten the URI of a class or a datatype."""
        name = self.context.classes.get(uri)
        if name is None:
            return self.name(uri)
        self.used[name] = self.context.definitions[name]
        prefix = str(self.used[name]).partition(":")[0]
        if prefix in self.context.prefixes:
            self.used[prefix] = self.context.prefixes[prefix]
        return name

    def name(self, uri: str) -> str:
        """Shorten a URI to a prefixed name, where it has one."""
        fitting = [(space, prefix) for prefix, space in self.context.prefixes.items() if uri.startswith(space)]
        if not fitting:
            return uri
        space, prefix = max(fitting)
        local = uri.removeprefix(space)
        if not _LOCAL.fullmatch(local):
            return uri
        self.used[prefix] = space
        return f"{prefix}:{local}"


@cache
def read() -> Context:
    """Read the context."""
    raw = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    prefixes = {
        key: value
        for key, value in raw.items()
        if isinstance(value, str) and value[-1:] in ("/", "#") and not key.startswith("@")
    }
    terms: dict[str, list[Term]] = {}
    classes: dict[str, str] = {}
    for name, definition in raw.items():
        if name.startswith("@") or name in prefixes:
            continue
        term = _term(name, definition, prefixes)
        if term is None:
            continue
        terms.setdefault(term.uri, []).append(term)
        if isinstance(definition, str):
            classes.setdefault(term.uri, name)
    return Context({uri: tuple(found) for uri, found in terms.items()}, classes, prefixes, raw)


def _term(name: str, definition: Any, prefixes: Mapping[str, str]) -> Term | None:
    if isinstance(definition, str):
        definition = {"@id": definition}
    if not isinstance(definition, dict) or not str(definition.get("@id", "@")).strip("@"):
        return None
    if str(definition["@id"]).startswith("@"):
        return None
    kind = definition.get("@type")
    container = definition.get("@container", [])
    containers = frozenset([container] if isinstance(container, str) else container)
    known = set(definition) <= {"@id", "@type", "@language", "@container"} and containers <= {"@set", "@language"}
    if not known:
        return None
    full = kind if kind in (None, "@id", "@vocab") else _expand(str(kind), prefixes)
    language = definition.get("@language")
    written = definition if set(definition) > {"@id"} else definition["@id"]
    return Term(name, _expand(str(definition["@id"]), prefixes), full, language, containers, written)


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else name


def _texts(definition: Any) -> list[str]:
    if isinstance(definition, str):
        return [definition]
    return [value for value in definition.values() if isinstance(value, str)]

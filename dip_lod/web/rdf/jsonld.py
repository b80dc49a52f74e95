"""A document as JSON-LD: one object for the thing, its parts nested, the context inside."""

import json
import re

import pyoxigraph as ox

from dip_lod.web.rdf import context
from dip_lod.web.rdf.context import JSON, Shortener, Term
from dip_lod.web.rdf.graph import TYPE

Statement = tuple[str, ox.NamedNode | ox.Literal]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_FIRST = "https://schema.org/"
_DEEPEST = 20
"""Nodes nest no deeper; what lies deeper stands in `@included`."""

_OF_URIS = ("@id", "@vocab")
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that a number of JSON holds without loss, written as XML Schema would."""


def write(stated: list[ox.Triple], main: str) -> bytes:
    """Write statements as one nested object with `main` at its top.

    A node stands where it is first pointed to and is named by its @id elsewhere; what `main` does not lead to
    stands in `@included` (JSON-LD 1.1, section 4.13). Numbers and dates keep the text that the data has: where all
    values of a property are of one datatype, the context inside says so, and they are as plain as schema.org's own.
    """
    known = context.read()
    if any(_hidden(uri, known) for one in stated for uri in _uris(one)):
        return ox.serialize(stated, format=ox.RdfFormat.JSON_LD) or b""
    writer = _Writer(stated, known)
    document = writer.node(main)
    rest = [writer.node(root) for root in writer.roots() if root not in writer.placed]
    rest += [writer.node(left) for left in writer.subjects if left not in writer.placed]
    if rest:
        document["@included"] = list(rest)
    whole = {"@context": dict(sorted(writer.short.used.items())), **document}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _uris(one: ox.Triple) -> list[str]:
    return [term.value for term in (one.subject, one.object) if isinstance(term, ox.NamedNode)]


def _hidden(uri: str, known: context.Context) -> bool:
    """Tell whether JSON-LD would take a URI for a prefixed name (`geo:52,5` where `geo` is a prefix)."""
    scheme, _, rest = uri.partition(":")
    return not rest.startswith("//") and (scheme in known.prefixes or scheme in known.definitions)


class _Writer:
    """Places each node once."""

    def __init__(self, stated: list[ox.Triple], known: context.Context) -> None:
        self.short = Shortener(known)
        self.placed: set[str] = set()
        self._depth = 0
        self.subjects: dict[str, list[Statement]] = {}
        for one in stated:
            if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, (ox.NamedNode, ox.Literal)):
                self.subjects.setdefault(one.subject.value, []).append((one.predicate.value, one.object))
        self._datatypes = _datatypes(stated)

    def roots(self) -> list[str]:
        """List the nodes that no other node points to."""
        pointed = {
            value.value
            for subject, statements in self.subjects.items()
            for _, value in statements
            if isinstance(value, ox.NamedNode) and value.value != subject
        }
        return [subject for subject in self.subjects if subject not in pointed]

    def node(self, subject: str) -> dict[str, JSON]:
        """Write a node with all that is said of it, schema.org first."""
        self.placed.add(subject)
        self._depth += 1
        written: dict[str, JSON] = {"@id": subject}
        for predicate, value in sorted(self.subjects.get(subject, ()), key=_schema_first):
            if predicate == TYPE and isinstance(value, ox.NamedNode):
                _add(written, "@type", self.short.type(value.value))
            else:
                self._state(written, predicate, value)
        self._depth -= 1
        return written

    def _state(self, written: dict[str, JSON], predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        for term in self.short.context.terms.get(predicate, ()):
            if isinstance(value, ox.NamedNode) and term.type in _OF_URIS:
                reference = self._reference(value.value)
                _add(written, self.short.take(term), reference if len(reference) > 1 else value.value, _listed(term))
                return
            if isinstance(value, ox.Literal) and _plain(term, value):
                self._literal(written, self.short.take(term), term, value)
                return
        bare = next((term for term in self.short.context.terms.get(predicate, ()) if term.bare), None)
        datatype = self._datatypes.get(predicate)
        if bare and datatype:
            _add(written, self.short.take_typed(bare, datatype), value.value)
            return
        key = self.short.take(bare) if bare else self.short.name(predicate)
        if isinstance(value, ox.NamedNode):
            _add(written, key, self._reference(value.value))
        else:
            _add(written, key, self._explicit(value))

    def _reference(self, uri: str) -> dict[str, JSON]:
        nested = uri in self.subjects and uri not in self.placed and self._depth < _DEEPEST
        return self.node(uri) if nested else {"@id": uri}

    def _literal(self, written: dict[str, JSON], key: str, term: Term, value: ox.Literal) -> None:
        if "@language" in term.containers:
            by_language = written.setdefault(key, {})
            assert isinstance(by_language, dict)
            _add(by_language, value.language or "@none", value.value, _listed(term))
        else:
            whole = term.type == _INTEGER and _WHOLE_NUMBER.fullmatch(value.value)
            _add(written, key, int(value.value) if whole else value.value, _listed(term))

    def _explicit(self, value: ox.Literal) -> JSON:
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return value.value
        return {"@value": value.value, "@type": self.short.type(value.datatype.value)}


def _datatypes(stated: list[ox.Triple]) -> dict[str, str]:
    """Give the datatype of each property whose values are all of one, text apart."""
    found: dict[str, set[str]] = {}
    for one in stated:
        datatype = "" if not isinstance(one.object, ox.Literal) or one.object.language else one.object.datatype.value
        found.setdefault(one.predicate.value, set()).add(datatype)
    single = {predicate: datatypes.pop() for predicate, datatypes in found.items() if len(datatypes) == 1}
    return {predicate: datatype for predicate, datatype in single.items() if datatype not in ("", _STRING)}


def _plain(term: Term, value: ox.Literal) -> bool:
    """Tell whether the term's definition says all about a value but its text."""
    if "@language" in term.containers:
        return value.language is not None or value.datatype.value == _STRING
    if value.language:
        return term.language is not None and term.language.lower() == value.language.lower()
    if term.type is None:
        return term.language is None and value.datatype.value == _STRING
    return term.type == value.datatype.value


def _listed(term: Term) -> bool:
    return "@set" in term.containers


def _add(written: dict[str, JSON], key: str, value: JSON, listed: bool = False) -> None:
    if key not in written:
        written[key] = [value] if listed else value
        return
    before = written[key]
    if isinstance(before, list):
        before.append(value)
    else:
        written[key] = [before, value]


def _schema_first(statement: Statement) -> tuple[bool, bool, str]:
    predicate = statement[0]
    return (predicate != TYPE, not predicate.startswith(_FIRST), predicate)

"""The values on a page: a text, a link, a moment, or a part with values of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dip_lod import vocabulary
from dip_lod.publication import terms
from dip_lod.web.words import dates, names, texts
from dip_lod.web.words.dates import XSD
from dip_lod.web.words.visitor import Visitor

Labels = Mapping[str, Mapping[str, str]]

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger"))


class Value(NamedTuple):
    """A value as a page shows it; a tuple, for a page has hundreds."""

    text: str
    language: str | None = None
    """The `lang` attribute, where it differs from the page's; empty for no stated language."""
    href: str | None = None
    outside: bool = False
    """Whether the link leaves this site."""
    moment: str | None = None
    """For HTML's `datetime`."""
    part: "Part | None" = None
    note: "Value | None" = None
    """What is said of it in passing."""


class Row(NamedTuple):
    """A property and its values."""

    predicate: str
    label: str
    values: list[Value]

    @property
    def name(self) -> str:
        """The property as a prefixed name."""
        return names.shorten(self.predicate)


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment of the thing, shown in its place: who (lead), as what (note), and whatever else is said of it."""

    id: str
    form: Literal["credit", "line", "block"]
    lead: list[Value] = field(default_factory=list)
    note: list[Value] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def tagged(text: str, language: str, visitor: Visitor) -> Value:
    """Make a text with its language."""
    return Value(text, _tag(language, visitor))


def literal(value: terms.Literal, visitor: Visitor) -> Value:
    """Make a value of a literal, written as people do."""
    if value.language:
        return tagged(value.value, value.language, visitor)
    kind = value.datatype
    if kind in dates.MOMENTS:
        return Value(dates.moment(value.value, visitor.texts), moment=dates.machine(value.value))
    if kind == XSD + "duration":
        return Value(dates.duration(value.value, visitor.texts))
    if kind == XSD + "boolean":
        return Value(visitor.texts("yes" if value.value in ("true", "1") else "no"))
    if kind in _NUMBERS:
        return Value(visitor.texts.number(value.value))
    return Value(value.value)


def node(uri: str, labels: Labels, visitor: Visitor) -> Value:
    """Make a link of a URI, with the best label there is."""
    ours = uri.startswith(visitor.base)
    found = texts.best(labels[uri], visitor.language) if uri in labels else None
    href = visitor.link(uri)
    if found:
        return Value(found[0], _tag(found[1], visitor), href, not ours)
    if ours:
        whole = uri.partition("#")[0]
        found = texts.best(labels[whole], visitor.language) if whole in labels else None
        if found:
            return Value(found[0], _tag(found[1], visitor), href)
        return Value(uri.removeprefix(visitor.base + "id/"), "", href)
    known = visitor.texts.tables["names"].get(uri)
    if known:
        return Value(str(known), None, href, True)
    if uri in vocabulary.terms():
        return Value(visitor.term(uri))
    return Value(uri.removeprefix("https://").removeprefix("http://").rstrip("/"), "", href, True)


def source(uri: str, labels: Labels, visitor: Visitor) -> Value:
    """Make a link of what points to a thing: of a part, the whole that it is in, with its own label beside it."""
    made = node(uri, labels, visitor)
    whole = uri.partition("#")[0]
    found = texts.best(labels[whole], visitor.language) if whole != uri and whole in labels else None
    if not found:
        return made
    note = Value(made.text, made.language) if uri in labels else None
    return Value(found[0], _tag(found[1], visitor), made.href, note=note)


def name(uri: str, visitor: Visitor) -> Value:
    """Make a link of a class, under the name that machines know it by."""
    return Value(names.shorten(uri), "", visitor.link(uri), True)


def _tag(language: str, visitor: Visitor) -> str | None:
    if language == visitor.language:
        return None
    return "" if language in ("und", "") else language

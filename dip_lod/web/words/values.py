"""Values made for a reader: of a literal, of a thing with its best label, of a class."""

from dip_lod import vocabulary
from dip_lod.publication import terms
from dip_lod.web.words import borrowed, dates, names, texts, uncertain
from dip_lod.web.words.dates import XSD
from dip_lod.web.words.shown import Labels, Value
from dip_lod.web.words.visitor import Visitor

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger"))


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
    if kind == uncertain.EDTF:
        return Value(uncertain.written(value.value, visitor.texts))
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
    found = texts.best(labels[uri], visitor.texts.language) if uri in labels else None
    href = visitor.link(uri)
    if found:
        return Value(found[0], _tag(found[1], visitor), href, not ours)
    if ours:
        whole = uri.partition("#")[0]
        found = texts.best(labels[whole], visitor.texts.language) if whole in labels else None
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
    found = texts.best(labels[whole], visitor.texts.language) if whole != uri and whole in labels else None
    if not found:
        return made
    note = Value(made.text, made.language) if uri in labels else None
    return Value(found[0], _tag(found[1], visitor), made.href, note=note)


def name(uri: str, visitor: Visitor) -> Value:
    """Make a link of a class, under the name that machines know it by."""
    return Value(names.shorten(uri), "", visitor.link(uri), True)


def spoken(value: Value) -> str:
    """Give the text of a value for a place that knows no language, marked with its own."""
    return str(borrowed.borrow(value.text, value.language)) if value.language else value.text


def _tag(language: str, visitor: Visitor) -> str | None:
    if language == visitor.texts.language:
        return None
    return "" if language in ("und", "") else language

"""How the fragments of a thing are shown: a credit, an address, a price, each the way people write it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from dip_lod.publication.terms import Literal, Term
from dip_lod.web.documents import sections
from dip_lod.web.rdf.graph import LABEL, TYPE, Graph
from dip_lod.web.words import links, values
from dip_lod.web.words.shown import Labels, Part, Row, Value
from dip_lod.web.words.visitor import Visitor

_SCHEMA = "https://schema.org/"
SCHEMES = "term/identifier/"
"""Where the terms of schemes of numbers are."""
_LIVES = (("birth", _SCHEMA + "birthDate"), ("death", _SCHEMA + "deathDate"))
_CODES = frozenset((_SCHEMA + "inLanguage", _SCHEMA + "typicalAgeRange"))
"""Properties whose values are codes, which people read as words."""
_TEMPORAL = "http://purl.org/dc/terms/temporal"
_KIND = "http://www.cidoc-crm.org/cidoc-crm/P2_has_type"
_CONTENT = "http://www.cidoc-crm.org/cidoc-crm/P190_has_symbolic_content"
_DIGITS = 18
_NUMBER = re.compile(r"([0-9]{1,18})")
_DEPTH = 8
"""Parts nest in parts no deeper than this; what lies deeper is linked."""


@dataclass(slots=True)
class Shown:
    """What a page is made from, and which parts it has shown."""

    graph: Graph
    labels: Labels
    visitor: Visitor
    ids: dict[str, None] = field(default_factory=dict)
    links: dict[str, Value] = field(default_factory=dict)
    """Links that were made before: a page says who someone is in several places."""

    def value(self, term: Term, depth: int = 0) -> Value:
        """Make a value: a part in its place the first time it is met, a link everywhere else."""
        if isinstance(term, Literal):
            return values.literal(term, self.visitor)
        uri, about = term.value, self.graph
        if uri not in self.ids and uri in about.subjects and depth < _DEPTH and uri.startswith(about.thing + "#"):
            self.ids[uri] = None
            return Value("", part=part(self, uri, depth + 1))
        if (known := self.links.get(uri)) is None:
            known = self.links[uri] = self._link(uri)
        return known

    def _link(self, uri: str) -> Value:
        """Make a link: to a part of the thing on this page, or to another."""
        if not uri.startswith(self.graph.thing + "#"):
            return links.link(uri, self.labels, self.visitor)
        labels, fragment = self.graph.labels(uri), uri.partition("#")[2]
        name = values.node(uri, {uri: labels}, self.visitor)
        return Value(name.text if labels else fragment, name.language, "#" + fragment)

    def rows(self, subject: str, depth: int, without: frozenset[str] = frozenset()) -> list[Row]:
        """Make the rows of what a subject says to people."""
        found = {
            predicate: terms
            for predicate, terms in self.graph.subjects.get(subject, {}).items()
            if predicate not in without and not sections.for_machines(predicate) and not sections.at_foot(predicate)
        }
        if subject == self.graph.thing:
            for part, predicate in _LIVES:
                if uncertain := self.graph.objects(f"{subject}#{part}", _TEMPORAL):
                    found[predicate] = uncertain
        ordered = sorted(found, key=lambda one: (sections.place(one), self.visitor.term(one)))
        return [self.row(predicate, found[predicate], depth) for predicate in ordered]

    def told_beside(self, uri: str) -> bool:
        """Tell whether all that a part says to people stands beside a date of the thing: a birth, a death."""
        if uri.removeprefix(self.graph.thing + "#") not in [part for part, _ in _LIVES]:
            return False
        said = {one for one in self.graph.subjects[uri] if not sections.for_machines(one)}
        return said <= {_TEMPORAL}

    def row(self, predicate: str, terms: list[Term], depth: int = 0) -> Row:
        """Make a row: texts in the reader's language first."""
        made = [self.value(term, depth) for term in terms]
        if predicate in _CODES:
            made = [self._spoken(predicate, one) for one in made]
        if len(made) > 1:
            made.sort(key=_rank)
        return Row(predicate, self.visitor.term(predicate), made)

    def _spoken(self, predicate: str, value: Value) -> Value:
        """Say in words what is written as a code: a language, an age."""
        words = self.visitor.texts
        if predicate == _SCHEMA + "inLanguage":
            return value._replace(text=str(words.tables["languages"].get(value.text, value.text)))
        if predicate == _SCHEMA + "typicalAgeRange" and value.text.endswith("-"):
            return value._replace(text=words("from_age", age=value.text[:-1]))
        return value

    def many(self, subject: str, predicate: str, depth: int) -> list[Value]:
        """Make the values of one property."""
        return [self.value(term, depth) for term in self.graph.objects(subject, predicate)]


def _rank(value: Value) -> tuple[bool, str]:
    """Order values: texts in the reader's language first, links by the numbers in them (2 before 10)."""
    if value.href is None or value.outside:
        return (value.language is not None and value.href is None, "")
    return (False, _numbered(value.href))


@lru_cache(4096)
def _numbered(href: str) -> str:
    """Write the numbers in a text so that texts sort by them; a run names its performances twice."""
    pieces = _NUMBER.split(href)
    pieces[1::2] = [number.zfill(_DIGITS) for number in pieces[1::2]]
    return "\0".join(pieces)


def part(shown: Shown, uri: str, depth: int) -> Part:
    """Show a fragment by its class; one of no class that we know is a block of rows."""
    for kind in shown.graph.nodes(uri, TYPE):
        if kind in _FORMS:
            return _FORMS[kind](shown, uri, depth)
    return _block(shown, uri, depth)


def _block(shown: Shown, uri: str, depth: int) -> Part:
    if dated(shown.graph, uri):
        return _dated(shown, uri, depth)
    label = shown.graph.labels(uri)
    lead = [values.node(uri, {uri: label}, shown.visitor)] if label else []
    plain = [Value(one.text, one.language) for one in lead]
    return Part(_id(uri), "block", plain, [], shown.rows(uri, depth))


def dated(graph: Graph, uri: str) -> bool:
    """Tell whether a part is a name or a use, of which people need only know when it was."""
    told = graph.subjects[uri]
    if _TEMPORAL not in told or _KIND not in told:
        return False
    return {one for one in told if not sections.for_machines(one)} == {_TEMPORAL}


def when(graph: Graph, uri: str) -> str:
    """Say when a part was, so that one can sort by it."""
    return graph.text(uri, _TEMPORAL) or ""


def _dated(shown: Shown, uri: str, depth: int) -> Part:
    """Show a name that a venue had, with its kind, or what it was used as; and when."""
    kinds = shown.many(uri, _KIND, depth)
    names = shown.many(uri, _CONTENT, depth)
    when = shown.many(uri, _TEMPORAL, depth)
    return Part(_id(uri), "credit", names or kinds, [*kinds, *when] if names else when)


def _credit(shown: Shown, uri: str, depth: int) -> Part:
    said = shown.graph.subjects[uri]
    lead = [shown.value(term, depth) for name in _WHO for term in said.get(name, ())]
    note = [shown.value(term, depth) for name in _AS for term in said.get(name, ())]
    if not lead:
        return _block(shown, uri, depth)
    return Part(_id(uri), "credit", lead, note, shown.rows(uri, depth, _CREDIT))


def _address(shown: Shown, uri: str, depth: int) -> Part:
    def text(name: str) -> str:
        return " / ".join(value.text for value in shown.many(uri, _SCHEMA + name, depth))

    lines = (text("streetAddress"), f"{text('postalCode')} {text('addressLocality')}".strip())
    rest = (text("addressRegion"), text("addressCountry"))
    names = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
    without = frozenset(_SCHEMA + name for name in names)
    return Part(_id(uri), "line", [Value(one) for one in (*lines, *rest) if one], [], shown.rows(uri, depth, without))


def _point(shown: Shown, uri: str, depth: int) -> Part:
    words = shown.visitor.texts
    lead = []
    for name, marks in (("latitude", ("north", "south")), ("longitude", ("east", "west"))):
        for value in shown.graph.objects(uri, _SCHEMA + name):
            side = words.tables["compass"][marks[value.value.startswith("-")]]
            lead.append(Value(f"{words.number(value.value.lstrip('-'))}° {side}"))
    for outline in shown.graph.objects(uri, _SCHEMA + "polygon"):
        lead.append(Value(words.tables["compass"]["outline"].format(count=words.number(len(outline.value.split())))))
    without = frozenset(_SCHEMA + name for name in ("latitude", "longitude", "polygon"))
    return Part(_id(uri), "line", lead, [], shown.rows(uri, depth, without))


def _identifier(shown: Shown, uri: str, depth: int) -> Part:
    lead = shown.many(uri, _SCHEMA + "value", depth)
    note = shown.many(uri, _KIND, depth) or [
        _scheme(shown, scheme) for scheme in shown.many(uri, _SCHEMA + "propertyID", depth)
    ]
    without = frozenset(_SCHEMA + name for name in ("value", "propertyID"))
    return Part(_id(uri), "credit", lead, note, shown.rows(uri, depth, without))


def _scheme(shown: Shown, scheme: Value) -> Value:
    """Name the scheme of a number that is no identifier in CIDOC-CRM, as that of a run which never took place."""
    term = f"{shown.visitor.base}id/{SCHEMES}{scheme.text}"
    return values.node(term, shown.labels, shown.visitor) if term in shown.labels else scheme


def _offer(shown: Shown, uri: str, depth: int) -> Part:
    currency = shown.graph.text(uri, _SCHEMA + "priceCurrency") or ""
    words = shown.visitor.texts
    mark = words.tables["currencies"].get(currency, currency)
    prices = [_cents(price.value) for price in shown.graph.objects(uri, _SCHEMA + "price")]
    lead = [Value(f"{mark} {words.number(price)}".strip()) for price in prices]
    names = shown.row(LABEL, shown.graph.objects(uri, _SCHEMA + "name")).values
    without = frozenset(_SCHEMA + name for name in ("price", "priceCurrency", "name"))
    return Part(_id(uri), "credit", lead, names, shown.rows(uri, depth, without))


def _cents(price: str) -> str:
    """Write a price with its cents.

    >>> _cents("24.5"), _cents("12")
    ('24.50', '12')
    """
    whole, dot, cents = price.partition(".")
    return f"{whole}.{cents:0<2}" if dot else whole


def _id(uri: str) -> str:
    return uri.partition("#")[2]


_WHO = tuple(_SCHEMA + name for name in ("contributor", "performer", "author", "creator", "actor", "composer"))
_AS = tuple(_SCHEMA + name for name in ("roleName", "characterName"))
_CREDIT = frozenset((*_WHO, *_AS))

_FORMS: dict[str, Callable[[Shown, str, int], Part]] = {
    _SCHEMA + "Role": _credit,
    _SCHEMA + "PerformanceRole": _credit,
    _SCHEMA + "PostalAddress": _address,
    _SCHEMA + "GeoCoordinates": _point,
    _SCHEMA + "GeoShape": _point,
    _SCHEMA + "PropertyValue": _identifier,
    _SCHEMA + "Offer": _offer,
}

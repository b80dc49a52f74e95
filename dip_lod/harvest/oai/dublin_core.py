"""A thing in simple Dublin Core (oai_dc), which every repository has."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox
from lxml import etree

from dip_lod import uris, vocabulary
from dip_lod.harvest.oai.arguments import legal

SPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
LOCATION = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EVENTS = ("run", "performance", "festival")

Labels = Callable[[set[str]], Mapping[str, Mapping[str, str]]]

_TEXTS = (
    ("title", ("schema:name", "rdfs:label", "skos:prefLabel")),
    ("title", ("schema:alternateName", "skos:altLabel")),
    ("description", ("schema:description", "schema:abstract")),
    ("date", ("dcterms:date",)),
    ("date", ("schema:startDate", "schema:datePublished", "schema:dateCreated")),
    ("language", ("schema:inLanguage",)),
    ("coverage", ("dcterms:temporal",)),
)
"""Elements from the thing's own values: of each row the first property that has any."""

_NAMED = (
    ("creator", ("schema:creator", "schema:author")),
    ("publisher", ("schema:producer", "schema:organizer")),
    ("subject", ("schema:genre", "schema:keywords")),
    ("type", ("schema:additionalType",)),
    ("coverage", ("schema:location", "schema:containedInPlace")),
    ("relation", ("schema:workPerformed", "schema:isBasedOn", "schema:superEvent", "schema:sameAs")),
)
"""Elements from what the thing points to, by its name."""

_CREDITS = ("schema:contributor", "schema:performer", "schema:actor", "schema:director")


class _Value(NamedTuple):
    element: str
    text: str
    language: str = ""


def write(base: str, name: uris.Name, statements: bytes, labels: Labels) -> etree._Element:
    """Write the metadata part of a record."""
    thing = uris.mint(base, *name)
    root = etree.Element(f"{{{SPACE}}}dc", nsmap={"oai_dc": SPACE, "dc": _DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{SPACE} {LOCATION}")
    for value in dict.fromkeys(_values(base, name, thing, statements, labels)):
        if text := legal(value.text).strip():
            element = etree.SubElement(root, f"{{{_DC}}}{value.element}")
            element.text = text
            if value.language and value.language != "und":
                element.set(_LANG, value.language)
    return root


def _values(base: str, name: uris.Name, thing: str, statements: bytes, labels: Labels) -> Iterator[_Value]:
    said = [(quad.subject, quad.predicate.value, quad.object) for quad in ox.parse(statements, ox.RdfFormat.N_TRIPLES)]
    own: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    makers: list[str] = []
    rights: list[str] = []
    credits = {vocabulary.expand(one) for one in _CREDITS}
    about = uris.document(thing)
    for subject, predicate, value in said:
        node = subject.value if isinstance(subject, ox.NamedNode) else ""
        if node == thing and isinstance(value, ox.NamedNode | ox.Literal):
            own.setdefault(predicate, []).append(value)
        if predicate in credits and isinstance(value, ox.NamedNode) and "#" not in value.value:
            makers.append(value.value)
        if node == about and predicate == vocabulary.expand("schema:license") and isinstance(value, ox.NamedNode):
            rights.append(value.value)
    pointed = [(element, _first(own, properties)) for element, properties in _NAMED]
    named = labels(
        {one.value for _, values in pointed for one in values if isinstance(one, ox.NamedNode)} | set(makers)
    )
    for element, properties in _TEXTS:
        values = _first(own, properties)
        yield from (_Value(element, one.value, one.language or "") for one in values if isinstance(one, ox.Literal))
    if not any(_first(own, properties) for element, properties in _TEXTS if element == "title"):
        yield _Value("title", name.key)
    for element, values in pointed:
        yield from _told(element, values, named)
    yield from _told("contributor", [ox.NamedNode(one) for one in makers], named)
    yield _Value("type", name.kind)
    if name.kind in _EVENTS:
        yield _Value("type", "Event")
    yield _Value("identifier", thing)
    yield from (_Value("rights", one) for one in rights)


def _first(
    own: Mapping[str, list[ox.NamedNode | ox.Literal]], properties: tuple[str, ...]
) -> list[ox.NamedNode | ox.Literal]:
    return next((own[full] for one in properties if (full := vocabulary.expand(one)) in own), [])


def _told(
    element: str, values: list[ox.NamedNode | ox.Literal], named: Mapping[str, Mapping[str, str]]
) -> Iterator[_Value]:
    for one in values:
        if isinstance(one, ox.Literal):
            yield _Value(element, one.value, one.language or "")
        elif found := named.get(one.value):
            yield from (_Value(element, text, language) for language, text in found.items())
        else:
            yield _Value(element, one.value)

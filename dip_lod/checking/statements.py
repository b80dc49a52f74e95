"""Statements that a site gave, in whatever form of RDF, schema.org as https."""

import json
import re
from collections.abc import Iterator
from typing import TypeVar, cast

import lxml.html
import pyoxigraph as ox
from lxml import etree

from dip_lod.checking.fetching import Answer

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SCHEMA = "https://schema.org/"
ACCEPT = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "application/rdf+xml;q=0.5,text/html;q=0.2"
)
"""What the Dataset Register asks for, about."""

VIEW = "https://w3id.org/tree#view"
STREAM = "application/trig,application/n-quads;q=0.9,text/turtle;q=0.8,application/ld+json;q=0.5"
"""What an event stream has at its root, and what a client of one asks for."""

FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_CONTEXT = re.compile(
    r"https?://(www\.)?schema\.org(/docs/jsonldcontext\.jsonld|/)?$|https://docs\.nde\.nl/schema-profile/context\.jsonld$"
)
_DEEPEST = 60
T = TypeVar("T")


class Said:
    """Statements by subject."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self.triples = triples
        self._by: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = {}
        for one in triples:
            if isinstance(one.object, ox.Triple) or isinstance(one.subject, ox.Triple):
                continue
            self._by.setdefault(str(one.subject), {}).setdefault(one.predicate.value, []).append(one.object)

    def of_class(self, *classes: str) -> list[str]:
        """List the subjects of a class, as N-Triples writes them."""
        return [
            subject for subject, said in self._by.items() if any(one.value in classes for one in said.get(TYPE, ()))
        ]

    def values(self, subject: str, *predicates: str) -> list[str]:
        """List the values of properties, without language or datatype."""
        return [one.value for predicate in predicates for one in self._by.get(subject, {}).get(predicate, ())]

    def nodes(self, subject: str, *predicates: str) -> list[str]:
        """List the values of properties, as N-Triples writes them."""
        return [str(one) for predicate in predicates for one in self._by.get(subject, {}).get(predicate, ())]

    def text(self) -> bytes:
        """Write the statements as N-Triples."""
        return ox.serialize(self.triples, format=ox.RdfFormat.N_TRIPLES) or b""


def read(answer: Answer) -> Said | str:
    """Read what an answer holds; a sentence where it holds no RDF that can be read."""
    if not answer.ok:
        return answer.said()
    if answer.cut:
        return f"{answer.said()}, and longer than {len(answer.body):,} bytes"
    if answer.media_type in ("text/html", "application/xhtml+xml"):
        return _embedded(answer)
    form = FORMS.get(answer.media_type)
    if form is None:
        return f"{answer.said()}: no media type of RDF"
    return parsed(answer.body, form, answer.url)


def parsed(text: bytes, form: ox.RdfFormat, base: str) -> Said | str:
    """Read a text in a form of RDF; a sentence where that cannot be."""
    try:
        if form == ox.RdfFormat.JSON_LD:
            text = _closed(text)
        lenient = re.sub(rb'(") (@[a-zA-Z])', rb"\1\2", text) if form == ox.RdfFormat.TURTLE else text
        return Said([_https(one) for one in ox.parse(lenient, format=form, base_iri=base)])
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"cannot be read as RDF ({' '.join(str(error).split())[:160]})"


def _closed(text: bytes) -> bytes:
    """Replace contexts that lie elsewhere by what they say of schema.org: nothing is fetched."""
    if max(_depths(text), default=0) > _DEEPEST:
        raise ValueError(f"nested more than {_DEEPEST} deep")
    return json.dumps(_inside(json.loads(text))).encode()


def _depths(text: bytes) -> Iterator[int]:
    depth = 0
    for mark in re.findall(rb"[\[{\]}]", text):
        depth += 1 if mark in b"[{" else -1
        yield depth


def _inside(value: object) -> object:
    if isinstance(value, list):
        return [_inside(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _context(one) if name == "@context" else _inside(one) for name, one in value.items()}


def _context(value: object) -> object:
    if isinstance(value, list):
        return [_context(one) for one in value]
    if isinstance(value, str) and _CONTEXT.match(value):
        links = (
            "license",
            "publisher",
            "creator",
            "distribution",
            "contentUrl",
            "dataset",
            "includedInDataCatalog",
            "usageInfo",
        )
        return {"@vocab": SCHEMA, "id": "@id", "type": "@type"} | {name: {"@type": "@id"} for name in links}
    return value


def _embedded(answer: Answer) -> Said | str:
    """Read the JSON-LD of a page."""
    try:
        page = lxml.html.document_fromstring(answer.body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return f"is no page that can be read ({error})"
    scripts = page.xpath("//script[@type='application/ld+json']")
    found: list[ox.Triple] = []
    for script in scripts:
        said = parsed((script.text or "").encode("utf-8", "replace"), ox.RdfFormat.JSON_LD, answer.url)
        if isinstance(said, str):
            return f"its embedded JSON-LD {said}"
        found += said.triples
    return Said(found) if found else "a page without JSON-LD in it"


def _https(quad: ox.Quad) -> ox.Triple:
    """Take a statement, http://schema.org/ as https, as the register does."""
    subject, value = _mend(quad.subject), _mend(quad.object)
    return ox.Triple(subject, _mend(quad.predicate), value)


def _mend(term: T) -> T:
    if isinstance(term, ox.NamedNode) and term.value.startswith("http://schema.org/"):
        return cast(T, ox.NamedNode("https" + term.value[4:]))
    return term

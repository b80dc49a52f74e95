"""The formats of metadata: Dublin Core, and the three views as RDF/XML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from lxml import etree

from dip_lod import uris, vocabulary
from dip_lod.harvest.oai import dublin_core
from dip_lod.harvest.oai.arguments import legal
from dip_lod.publication import views

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDF_LOCATION = "http://www.openarchives.org/OAI/2.0/rdf.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ELEMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a harvester names it, its schema, and the view of a document that it writes."""

    prefix: str
    schema: str
    space: str
    view: str


_FORMATS = (
    Format("oai_dc", dublin_core.LOCATION, dublin_core.SPACE, views.SCHEMA),
    Format("rdf", _RDF_LOCATION, _RDF, views.SCHEMA),
    Format("crm", _RDF_LOCATION, _RDF, views.CRM),
    Format("rda", _RDF_LOCATION, _RDF, views.RDA),
)
FORMATS: Mapping[str, Format] = {one.prefix: one for one in _FORMATS}
"""By prefix; `rdf` is schema.org."""


def write(
    format: Format, base: str, name: uris.Name, statements: bytes, rda: bytes, labels: dublin_core.Labels
) -> etree._Element:
    """Write the metadata part of a record."""
    if format.prefix == "oai_dc":
        return dublin_core.write(base, name, statements, labels)
    said = rda if format.view == views.RDA else views.extract(base, statements, format.view)
    return _rdf(said)


def _rdf(statements: bytes) -> etree._Element:
    """Write statements as RDF/XML; what XML has no way to write is left out."""
    triples = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(statements, format=ox.RdfFormat.N_TRIPLES)
        if _nameable(quad.predicate.value)
    ]
    used = {name: space for name, space in vocabulary.prefixes().items() if b"<" + space.encode() in statements}
    text = (ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=used) or b"").decode()
    root = etree.fromstring(legal(text).encode(), _parser())
    root.set(f"{{{_XSI}}}schemaLocation", f"{_RDF} {_RDF_LOCATION}")
    for element in root.iter(etree.Element):
        element.tail = None
        if len(element):
            element.text = None
    etree.cleanup_namespaces(root)
    return root


@lru_cache(4096)
def _nameable(predicate: str) -> bool:
    """Tell whether a property can be an element's name."""
    return bool(_ELEMENT.fullmatch(re.split("[/#]", predicate)[-1]))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)

"""What every document has beside its thing: the page about it, its dataset, its date, its sources, its licence."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from dip_lod.documents.settling import Mark
from dip_lod.functions.times import utc
from dip_lod.vocabulary import expand

DATED_BY_BUILD = frozenset({"term", "season", "dataset", "catalog"})
"""Kinds whose pages take the build's date, for no record is about them (MODEL, «document»)."""

_A = f"<{expand('rdf:type')}>"
_WORK = f"{_A} <{expand('schema:CreativeWork')}> ."
_HERITAGE = (f"{_A} <{expand('crm:')}", f"{_A} <{expand('lrmoo:')}")


def envelope(base: str, key: str, statements: Collection[str], marks: Iterable[Mark], as_of: date) -> set[str]:
    """Write the statements that a document has beside those of its thing.

    `statements` are those of the thing, rules included: they decide whether the page is a crm:E31_Document, and
    whether the thing is a record of SCHEMA-AP-NDE, which has sdDatePublished and isPartOf (AP 1.2.1).
    """
    thing, page = f"<{base}id/{key}>", f"<{base}doc/{key}>"
    by_build = key.partition("/")[0] in DATED_BY_BUILD
    dates = [mark.date for mark in marks if mark.date and not by_build]
    modified = _typed(max(dates, key=utc) if dates else as_of.isoformat())
    datasets = {f"<{base}id/dataset/{mark.dataset}>" for mark in marks}
    heritage = tuple(f"{thing} {one}" for one in _HERITAGE)
    work = f"{thing} {_WORK}"
    said = {
        f"{page} {_A} <{expand('schema:WebPage')}> .",
        f"{page} {_A} <{expand('prov:Entity')}> .",
        f"{page} <{expand('schema:mainEntity')}> {thing} .",
        f"{page} <{expand('schema:dateModified')}> {modified} .",
        *(f"{page} <{expand('schema:isPartOf')}> {dataset} ." for dataset in datasets),
    }
    if not by_build:
        said |= {f"{page} <{expand('prov:wasDerivedFrom')}> {iri(mark.entity)} ." for mark in marks if mark.entity}
        said |= {f"{page} <{expand('schema:license')}> {iri(mark.licence)} ." for mark in marks if mark.licence}
    if any(line.startswith(heritage) for line in statements):
        said |= {
            f"{page} {_A} <{expand('crm:E31_Document')}> .",
            f"{page} <{expand('crm:P70_documents')}> {thing} .",
        }
    if work in statements:
        said |= {f"{thing} <{expand('schema:isPartOf')}> {dataset} ." for dataset in datasets}
        said.add(f"{thing} <{expand('schema:sdDatePublished')}> {modified} .")
    return said


@lru_cache(4096)
def iri(uri: str) -> str:
    """Write a URI as a term of N-Triples; raises ValueError where it is none, so that no text becomes a statement."""
    return str(ox.NamedNode(uri))


@lru_cache(4096)
def _typed(moment: str) -> str:
    datatype = "xsd:dateTime" if "T" in moment else "xsd:date"
    return str(ox.Literal(moment, datatype=ox.NamedNode(expand(datatype))))

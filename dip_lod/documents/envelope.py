"""What every document has beside its thing: the page about it, its dataset, its date, its sources, its licence."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from dip_lod.documents.settling import Mark
from dip_lod.functions.times import utc
from dip_lod.vocabulary import expand

DATED_BY_BUILD = frozenset({"term", "season", "dataset", "catalog"})
"""Kinds whose pages take the build's date, for no record is about them (MODEL, «document»)."""

_A = f"<{expand('rdf:type')}>"
_WORK = f"<{expand('schema:CreativeWork')}> ."
_HERITAGE = (f"<{expand('crm:')}", f"<{expand('lrmoo:')}")
_PAGE = (f"{_A} <{expand('schema:WebPage')}> .", f"{_A} <{expand('prov:Entity')}> .")
_SUBJECT = f"<{expand('schema:mainEntity')}>"
_MODIFIED = f"<{expand('schema:dateModified')}>"
_PUBLISHED = f"<{expand('schema:sdDatePublished')}>"
_PART = f"<{expand('schema:isPartOf')}>"
_FROM = f"<{expand('prov:wasDerivedFrom')}>"
_LICENCE = f"<{expand('schema:license')}>"
_DOCUMENT = f"{_A} <{expand('crm:E31_Document')}> ."
_DOCUMENTS = f"<{expand('crm:P70_documents')}>"


def envelope(base: str, key: str, statements: Collection[str], marks: Iterable[Mark], as_of: date) -> set[str]:
    """Write the statements that a document has beside those of its thing.

    `statements` are those of the thing, rules included: they decide whether the page is a crm:E31_Document, and
    whether the thing is a record of SCHEMA-AP-NDE, which has sdDatePublished and isPartOf (AP 1.2.1).
    """
    thing, page = f"<{base}id/{key}>", f"<{base}doc/{key}>"
    by_build = key.partition("/")[0] in DATED_BY_BUILD
    dates = () if by_build else tuple(dict.fromkeys([mark.date for mark in marks if mark.date]))
    modified = _typed(_last(dates) if dates else as_of.isoformat())
    datasets = {f"<{base}id/dataset/{mark.dataset}>" for mark in marks}
    kind = f"{thing} {_A} "
    types = [line[len(kind) :] for line in statements if line.startswith(kind)]
    said = {
        *(f"{page} {one}" for one in _PAGE),
        f"{page} {_SUBJECT} {thing} .",
        f"{page} {_MODIFIED} {modified} .",
        *(f"{page} {_PART} {dataset} ." for dataset in datasets),
    }
    if not by_build:
        said |= {f"{page} {_FROM} {iri(mark.entity)} ." for mark in marks if mark.entity}
        said |= {f"{page} {_LICENCE} {iri(mark.licence)} ." for mark in marks if mark.licence}
    if any(one.startswith(_HERITAGE) for one in types):
        said |= {f"{page} {_DOCUMENT}", f"{page} {_DOCUMENTS} {thing} ."}
    if _WORK in types:
        said |= {f"{thing} {_PART} {dataset} ." for dataset in datasets}
        said.add(f"{thing} {_PUBLISHED} {modified} .")
    return said


def _last(dates: Sequence[str]) -> str:
    return max(dates, key=utc) if len(dates) > 1 else dates[0]


@lru_cache(4096)
def iri(uri: str) -> str:
    """Write a URI as a term of N-Triples; raises ValueError where it is none, so that no text becomes a statement."""
    return str(ox.NamedNode(uri))


@lru_cache(4096)
def _typed(moment: str) -> str:
    datatype = "xsd:dateTime" if "T" in moment else "xsd:date"
    return str(ox.Literal(moment, datatype=ox.NamedNode(expand(datatype))))

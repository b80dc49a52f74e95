"""Whether literals are values of their datatypes, by parsers stricter than those of the engines."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache

import pyoxigraph as ox
from conformance_harness import Dataset
from edtf import EDTFParseException, parse_edtf

from dip_lod.vocabulary import expand

NAMES = frozenset(
    expand(name)
    for name in (
        *("schema:name", "schema:alternateName", "schema:alternativeHeadline", "schema:description", "schema:award"),
        *("schema:roleName", "schema:characterName", "rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition"),
        "skos:scopeNote",
    )
)
"""Properties whose values are names, labels and texts: each has a language tag (MODEL.md, rule 5)."""

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
"""A language tag as BCP 47 writes it: language, script, region."""

_OFFSET = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)"


def _date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))


def _moment(text: str) -> bool:
    """A moment has an offset, and no fraction of a second."""
    return bool(re.fullmatch(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d{_OFFSET}", text)) and bool(datetime.fromisoformat(text))


def _month(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d", text)) and bool(date.fromisoformat(f"{text}-01"))


def _year(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{4}", text))


def _duration(text: str) -> bool:
    return bool(re.fullmatch(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?", text))


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+(\.\d+)?", text)) and Decimal(text).is_finite()


def _edtf(text: str) -> bool:
    return text == "" or bool(parse_edtf(text))


PARSERS: dict[str, Callable[[str], bool]] = {
    expand("xsd:date"): _date,
    expand("xsd:dateTime"): _moment,
    expand("xsd:gYearMonth"): _month,
    expand("xsd:gYear"): _year,
    expand("xsd:duration"): _duration,
    expand("xsd:decimal"): _number,
    expand("xsd:integer"): lambda text: bool(re.fullmatch(r"-?\d+", text)),
    expand("xsd:boolean"): lambda text: text in ("true", "false"),
    expand("xsd:anyURI"): lambda text: bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text)),
    expand("edtf:EDTF"): _edtf,
    expand("geosparql:wktLiteral"): lambda text: bool(re.match(r"(POINT|POLYGON|MULTIPOLYGON) ?\(", text)),
    expand("xsd:string"): lambda text: bool(text.strip()),
    expand("rdf:langString"): lambda text: bool(text.strip()),
}


def invalid(dataset: Dataset) -> Iterator[str]:
    """Yield literals that are no value of their datatype, or of one that we do not publish."""
    for one in dataset.statements:
        value = one.object
        if isinstance(value, ox.Literal) and not _valid(value.datatype.value, value.value):
            yield str(one)


@cache
def _valid(datatype: str, text: str) -> bool:
    try:
        return datatype in PARSERS and PARSERS[datatype](text)
    except (ValueError, InvalidOperation, EDTFParseException):
        return False


def untagged(dataset: Dataset) -> Iterator[str]:
    """Yield names without a language tag, or with one that is not in the form of BCP 47."""
    for one in dataset.statements:
        value = one.object
        named = one.predicate in NAMES and isinstance(value, ox.Literal)
        if named and not TAG.fullmatch(getattr(value, "language", None) or ""):
            yield str(one)

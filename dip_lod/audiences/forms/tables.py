"""Visits by the groups of a scheme as CSV (RFC 4180), with its description (CSV on the Web), and as JSON-stat 2.0."""

import csv
import io
import json
from collections.abc import Iterator
from math import prod

from dip_lod.audiences.cells import STEP
from dip_lod.audiences.forms.names import NAMES, UNIT, About, address, coded, described, dimension, part, title
from dip_lod.audiences.reading import DIMENSIONS, Audiences, Occasion, Visits
from dip_lod.figures.forms.structure import MEASURE, STATUS, STATUSES
from dip_lod.vocabulary import expand

_VALUE = {
    "nl": f"bezoeken, afgerond op een veelvoud van {STEP}; leeg waar weggelaten",
    "en": f"visits, rounded to a multiple of {STEP}; empty where withheld",
}
_STATUS = {"nl": "A: gegeven; C: weggelaten", "en": "A: given; C: withheld"}


def status(one: Visits) -> str:
    """Give the code of a number's status: A given, C withheld."""
    return "C" if one.value is None else "A"


def rows(audiences: Audiences, scheme: str, occasion: Occasion | None = None) -> Iterator[bytes]:
    """Write a cube as CSV, a line a number, with its header."""
    yield _line((*DIMENSIONS, "visits", "status"))
    for one in audiences.visits(scheme, occasion):
        yield _line((*one.key, "" if one.value is None else str(one.value), status(one)))


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def metadata(audiences: Audiences, about: About, scheme: str, occasion: Occasion | None = None) -> bytes:
    """Describe the CSV of a cube, so that a program knows each column and what its codes stand for."""
    moment, own = occasion or audiences.latest, address(about, scheme, occasion)
    columns: list[dict[str, object]] = [
        {
            "name": one,
            "titles": {"und": one, **NAMES[one]},
            "datatype": "string",
            "required": True,
            "propertyUrl": part(about.base, dimension(scheme, one)).value,
            "valueUrl": f"{coded(about.base, scheme, one, '').value}{{{one}}}",
        }
        for one in DIMENSIONS
    ]
    value = {
        "name": "visits",
        "titles": {"und": "visits", **_VALUE},
        "datatype": {"base": "integer", "minimum": 0},
        "propertyUrl": expand(MEASURE),
    }
    state = {
        "name": "status",
        "titles": {"und": "status", **_STATUS},
        "datatype": {"base": "string", "format": "[AC]"},
        "propertyUrl": expand(STATUS),
        "valueUrl": f"{expand(STATUSES[False][0]).removesuffix('A')}{{status}}",
    }
    table = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "@id": own,
        "url": f"{own}.csv",
        "dc:title": _in_languages(title(audiences, scheme)),
        "dc:description": _in_languages(described(audiences, scheme, moment)),
        "dc:license": {"@id": about.licence},
        "dc:issued": {"@value": moment.committed[:10], "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": [*columns, value, state],
            "primaryKey": list(DIMENSIONS),
            "aboutUrl": f"{own}#" + ".".join(f"{{{one}}}" for one in DIMENSIONS),
        },
    }
    if about.publisher:
        table["dc:publisher"] = about.publisher
    return json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n"


def _in_languages(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in words.items()]


def jsonstat(
    audiences: Audiences, about: About, scheme: str, language: str, occasion: Occasion | None = None
) -> bytes:
    """Write a cube as JSON-stat, with its names in a language; values stand by their place, for most are not there."""
    moment = occasion or audiences.latest
    found = audiences.visits(scheme, occasion)
    codes = {one: list(dict.fromkeys(each.key[place] for each in found)) for place, one in enumerate(DIMENSIONS)}
    places = {one: {code: place for place, code in enumerate(codes[one])} for one in DIMENSIONS}
    sizes = [len(codes[one]) for one in DIMENSIONS]
    steps = [prod(sizes[place + 1 :]) for place in range(len(sizes))]
    indexed = [
        (sum(step * places[name][code] for step, name, code in zip(steps, DIMENSIONS, one.key, strict=True)), one)
        for one in found
    ]
    made = {
        "version": "2.0",
        "class": "dataset",
        "href": f"{address(about, scheme, occasion)}.json",
        "label": title(audiences, scheme)[language],
        "source": about.publisher,
        "updated": moment.committed,
        "note": [described(audiences, scheme, moment)[language]],
        "id": list(DIMENSIONS),
        "size": sizes,
        "role": {"time": ["season"], "geo": ["area"]},
        "dimension": {one: _dimension(audiences, scheme, one, codes[one], language) for one in DIMENSIONS},
        "value": {str(place): one.value for place, one in indexed if one.value is not None},
        "status": {str(place): "c" for place, one in indexed if one.value is None},
        "extension": {"licence": about.licence, "unit": UNIT[language], "status": {"c": "withheld"}},
    }
    return json.dumps(made, ensure_ascii=False).encode() + b"\n"


def _dimension(audiences: Audiences, scheme: str, name: str, codes: list[str], language: str) -> dict[str, object]:
    category: dict[str, object] = {
        "index": codes,
        "label": {code: audiences.label(scheme, name, code)[language] for code in codes},
    }
    if name == "group":
        groups = audiences.schemes[scheme].groups
        category["note"] = {code: [groups[code].definition[language]] for code in codes if code in groups}
    return {"label": NAMES[name][language], "category": category}

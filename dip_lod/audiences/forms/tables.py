"""Visits by the groups of a scheme as CSV (RFC 4180), with its description (CSV on the Web), and as JSON-stat 2.0."""

import json
from collections.abc import Iterator
from math import prod

from dip_lod.audiences.cells import STEP
from dip_lod.audiences.forms.names import NAMES, UNIT, About, address, coded, described, dimension, part, title
from dip_lod.audiences.reading import DIMENSIONS, Audiences, Occasion, Visits
from dip_lod.figures.forms import csvw
from dip_lod.figures.forms.csvw import line
from dip_lod.figures.forms.cube import MEASURE
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
    yield line((*DIMENSIONS, "visits", "status"))
    for one in audiences.visits(scheme, occasion):
        yield line((*one.key, "" if one.value is None else str(one.value), status(one)))


def metadata(audiences: Audiences, about: About, scheme: str, occasion: Occasion | None = None) -> bytes:
    """Describe the CSV of a cube, so that a program knows each column and what its codes stand for."""
    moment = occasion or audiences.latest
    columns = [
        csvw.dimension(
            one,
            NAMES[one],
            part(about.base, dimension(scheme, one)).value,
            coded(about.base, scheme, one, "").value,
        )
        for one in DIMENSIONS
    ]
    value = {
        "name": "visits",
        "titles": {"und": "visits", **_VALUE},
        "datatype": {"base": "integer", "minimum": 0},
        "propertyUrl": expand(MEASURE),
    }
    told = csvw.Described(
        address(about, scheme, occasion),
        title(audiences, scheme),
        described(audiences, scheme, moment),
        about.licence,
        moment.committed[:10],
        about.publisher,
    )
    return csvw.description(told, [*columns, value, csvw.status(_STATUS, "AC")], DIMENSIONS)


def jsonstat(audiences: Audiences, about: About, scheme: str, language: str, occasion: Occasion | None = None) -> bytes:
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

"""A cube as CSV (RFC 4180), and what describes that table (CSV on the Web)."""

import csv
import io
import json
from collections.abc import Iterator

from dip_lod.figures.cubes import CUBES, DIMENSIONS, code_list
from dip_lod.figures.forms.rdf import About, address, described
from dip_lod.figures.forms.structure import MEASURE, STATUS, STATUSES, UNIT
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures, Observation, Occasion
from dip_lod.vocabulary import expand

_VALUE = {"nl": "waarde; leeg waar te weinig mensen zijn geteld", "en": "value; empty where too few people are counted"}
_UNIT = {"nl": "eenheid", "en": "unit"}
_STATUS = {
    "nl": "A: definitief; P: voorlopig, het seizoen loopt nog; C: weggelaten, te weinig mensen",
    "en": "A: normal; P: provisional, the season is not over; C: withheld, too few people",
}


def status(one: Observation) -> str:
    """Give the code of a figure's status: A normal, P provisional, C withheld."""
    return "C" if one.value is None else "P" if one.provisional else "A"


def rows(figures: Figures, cube: str, occasion: Occasion | None = None) -> Iterator[bytes]:
    """Write a cube as CSV, a line a figure, with its header."""
    yield _line((*CUBES[cube].dimensions, "value", "unit", "status"))
    for one in figures.observations(cube, occasion):
        unit = indicators()[one.key[0]].unit["nl"]
        yield _line((*one.key, "" if one.value is None else f"{one.value:.12g}", unit, status(one)))


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def metadata(figures: Figures, about: About, cube: str, occasion: Occasion | None = None) -> bytes:
    """Describe the CSV of a cube, so that a program knows each column and what its codes stand for."""
    moment, own = occasion or figures.latest, address(about, cube, occasion)
    structure = f"{about.base}figures/structure#"
    columns = [
        {
            "name": one,
            "titles": {"und": one, **DIMENSIONS[one]},
            "datatype": "string",
            "required": True,
            "propertyUrl": f"{structure}{one}",
            "valueUrl": f"{structure}{code_list(one)}.{{{one}}}",
        }
        for one in CUBES[cube].dimensions
    ]
    value = {
        "name": "value",
        "titles": {"und": "value", **_VALUE},
        "datatype": "decimal",
        "propertyUrl": expand(MEASURE),
    }
    unit = {
        "name": "unit",
        "titles": {"und": "unit", **_UNIT},
        "lang": "nl",
        "datatype": "string",
        "propertyUrl": expand(UNIT),
    }
    state = {
        "name": "status",
        "titles": {"und": "status", **_STATUS},
        "datatype": {"base": "string", "format": "[APC]"},
        "propertyUrl": expand(STATUS),
        "valueUrl": f"{expand(STATUSES[False][0]).removesuffix('A')}{{status}}",
    }
    table = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "@id": own,
        "url": f"{own}.csv",
        "dc:title": [{"@value": text, "@language": language} for language, text in CUBES[cube].title.items()],
        "dc:description": [
            {"@value": text, "@language": language} for language, text in described(cube, moment).items()
        ],
        "dc:license": {"@id": about.licence},
        "dc:issued": {"@value": moment.committed[:10], "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": [*columns, value, unit, state],
            "primaryKey": list(CUBES[cube].dimensions),
            "aboutUrl": f"{own}#" + ".".join(f"{{{one}}}" for one in CUBES[cube].dimensions),
        },
    }
    if about.publisher:
        table["dc:publisher"] = about.publisher
    return json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n"

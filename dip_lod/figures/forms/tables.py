"""A cube as CSV (RFC 4180), and what describes that table (CSV on the Web)."""

from collections.abc import Iterator

from dip_lod.figures.cubes import CUBES, DIMENSIONS, code_list
from dip_lod.figures.forms import csvw
from dip_lod.figures.forms.csvw import line
from dip_lod.figures.forms.cube import MEASURE, UNIT
from dip_lod.figures.forms.rdf import About, address, described
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
    yield line((*CUBES[cube].dimensions, "value", "unit", "status"))
    for one in figures.observations(cube, occasion):
        unit = indicators()[one.key[0]].unit["nl"]
        yield line((*one.key, "" if one.value is None else f"{one.value:.12g}", unit, status(one)))


def metadata(figures: Figures, about: About, cube: str, occasion: Occasion | None = None) -> bytes:
    """Describe the CSV of a cube, so that a program knows each column and what its codes stand for."""
    moment, structure = occasion or figures.latest, f"{about.base}figures/structure#"
    dimensions = CUBES[cube].dimensions
    columns = [
        csvw.dimension(one, DIMENSIONS[one], f"{structure}{one}", f"{structure}{code_list(one)}.") for one in dimensions
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
    told = csvw.Described(
        address(about, cube, occasion),
        CUBES[cube].title,
        described(cube, moment),
        about.licence,
        moment.committed[:10],
        about.publisher,
    )
    return csvw.description(told, [*columns, value, unit, csvw.status(_STATUS, "APC")], dimensions)

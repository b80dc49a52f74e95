"""A cube as JSON-stat 2.0."""

import json
from math import prod

from dip_lod.figures.cubes import CUBES, DIMENSIONS, code_list
from dip_lod.figures.forms.rdf import About, address, described
from dip_lod.figures.forms.tables import status
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures, Occasion

_ROLES = {"time": ("season",), "geo": ("province", "municipality"), "metric": ("indicator",)}


def dataset(figures: Figures, about: About, cube: str, language: str, occasion: Occasion | None = None) -> bytes:
    """Write a cube, with its names in a language; values stand by their place, for most combinations have none."""
    moment, dimensions = occasion or figures.latest, CUBES[cube].dimensions
    found = figures.observations(cube, occasion)
    codes = {
        one: [code for code in figures.codes.get(code_list(one), {}) if code in {each.key[place] for each in found}]
        for place, one in enumerate(dimensions)
    }
    places = {one: {code: place for place, code in enumerate(codes[one])} for one in dimensions}
    sizes = [len(codes[one]) for one in dimensions]
    steps = [prod(sizes[place + 1 :]) for place in range(len(sizes))]
    indexed = [
        (sum(step * places[name][code] for step, name, code in zip(steps, dimensions, one.key, strict=True)), one)
        for one in found
    ]
    made = {
        "version": "2.0",
        "class": "dataset",
        "href": f"{address(about, cube, occasion)}.json",
        "label": CUBES[cube].title[language],
        "source": about.publisher,
        "updated": moment.committed,
        "note": [described(cube, moment)[language]],
        "id": list(dimensions),
        "size": sizes,
        "role": {
            role: [one for one in dimensions if one in names]
            for role, names in _ROLES.items()
            if {*names} & {*dimensions}
        },
        "dimension": {one: _dimension(figures, one, codes[one], language) for one in dimensions},
        "value": {str(place): one.value for place, one in indexed if one.value is not None},
        "status": {str(place): state for place, one in indexed if (state := status(one).lower()) != "a"},
        "extension": {"licence": about.licence, "status": {"p": "provisional", "c": "withheld: too few people"}},
    }
    return json.dumps(made, ensure_ascii=False).encode() + b"\n"


def _dimension(figures: Figures, dimension: str, codes: list[str], language: str) -> dict[str, object]:
    category: dict[str, object] = {
        "index": codes,
        "label": {code: figures.code(dimension, code).labels[language] for code in codes},
    }
    if dimension == "indicator":
        known = indicators()
        category["unit"] = {
            code: {"label": known[code].unit[language], "decimals": known[code].decimals} for code in codes
        }
        category["note"] = {code: [known[code].definition[language], *known[code].caveats[language]] for code in codes}
    return {"label": DIMENSIONS[dimension][language], "category": category}

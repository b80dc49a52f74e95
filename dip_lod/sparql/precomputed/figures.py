"""The query of a figure about people, word for word as its page gives it, answered from what the build counted."""

import re
from pathlib import Path
from urllib.parse import parse_qsl

from dip_lod.figures import queries
from dip_lod.figures.cubes import CUBES, TOTAL
from dip_lod.figures.indicator import indicators
from dip_lod.figures.reading import Figures
from dip_lod.figures.tables import FIGURES

_FIRST = re.compile(r"# (?P<base>\S+?)figures/of/(?P<name>[a-z-]+)/counted(?:\?(?P<codes>\S*))?\r?\n")


def rewrite(query: str, folder: Path, base: str) -> str | None:
    """Rewrite the query of a figure by the figure that was published; None where it is any other query.

    Such a query goes over the whole repertoire: it takes longer than a visitor may ask. Altered in anything, it is the
    engine's. A figure that is withheld is not answered from here.
    """
    first = _FIRST.match(query)
    if first is None or first["base"] != base or first["name"] not in indicators() or not (folder / FIGURES).is_file():
        return None
    indicator, codes = indicators()[first["name"]], dict(parse_qsl(first["codes"] or ""))
    dimensions = CUBES[indicator.cube].dimensions[1:]
    if indicator.counts != "person" or not codes.keys() <= set(dimensions):
        return None
    figures = Figures(folder)
    try:
        text = queries.fill(indicator, codes, base, figures.towns(codes.get("size", "")))
    except ValueError:  # a code of which no URI can be made
        return None
    if " ".join(query.split()) != " ".join(text.split()):
        return None
    key = (indicator.name, *(codes.get(dimension, TOTAL) for dimension in dimensions))
    value = figures.value(indicator.cube, key)
    return None if value is None else f"SELECT ({value} AS ?figure) WHERE {{ }}"

"""The revisions as CSV: each figure that a publication changed, from what to what."""

import csv
import io
from collections.abc import Iterator

from dip_lod.figures.cubes import CUBES, DIMENSIONS
from dip_lod.figures.reading import Figures

COLUMNS = ("publication", "as_of", "cube", *DIMENSIONS, "before", "after")


def rows(figures: Figures) -> Iterator[bytes]:
    """Write the revisions of all publications, the latest first; empty stands for withheld, or for not there."""
    yield _line(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for occasion, total in figures.revising():
        for one in figures.revised(total, occasion=occasion)[1]:
            codes = dict(zip(CUBES[one.cube].dimensions, one.key, strict=True))
            values = {"before": _number(one.before), "after": _number(one.after)}
            yield _line({"publication": occasion.id, "as_of": occasion.as_of, "cube": one.cube, **codes, **values})


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _line(cells: dict[str, str]) -> bytes:
    out = io.StringIO()
    csv.DictWriter(out, COLUMNS, restval="").writerow(cells)
    return out.getvalue().encode()

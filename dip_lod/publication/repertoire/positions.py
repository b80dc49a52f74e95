"""Where a town lies by its number in GeoNames, for places whose records give no position (decision 0029)."""

import csv
from collections.abc import Iterable
from functools import cache

from dip_lod import resources

_SPACE = "<https://sws.geonames.org/"


def position(same: Iterable[str]) -> tuple[float, float] | None:
    """Find latitude and longitude by what a place is the same as, in N-Triples; None where no table has it.

    >>> position(["<https://sws.geonames.org/2759794/>"])
    (52.37403, 4.88969)
    """
    numbers = (value[len(_SPACE) :].rstrip("/>") for value in sorted(same) if value.startswith(_SPACE))
    return next((_towns()[number] for number in numbers if number in _towns()), None)


@cache
def _towns() -> dict[str, tuple[float, float]]:
    """Read the towns of the Netherlands and Belgium, as the mappings know them."""
    with (resources.folder("mappings") / "places" / "towns.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return {row["geonames"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}

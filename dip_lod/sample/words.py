"""The tables of words that a sample is put together from."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Town:
    """A real town, with its municipality as Statistics Netherlands codes it."""

    slug: str
    city: str
    code: str
    municipality: str
    province: str
    lat: float
    lon: float
    postcode: str
    weight: int

    @property
    def municipality_node(self) -> dict[str, str]:
        """Give the municipality as a record has it."""
        return {"code": self.code, "name": self.municipality}


@cache
def table(name: str) -> dict[str, Any]:
    """Read a table of words, once.

    >>> table("roles")["craft"]["lichtontwerper"]
    'ontwerper'
    """
    folder = files(__package__)
    path = folder / "cases.toml" if name == "cases" else folder / "words" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def towns() -> tuple[Town, ...]:
    """Read the towns, once."""
    lines = (files(__package__) / "words" / "towns.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Town(
            row["slug"],
            row["city"],
            row["code"],
            row["municipality"],
            row["province"],
            float(row["lat"]),
            float(row["lon"]),
            row["postcode"],
            int(row["weight"]),
        )
        for row in csv.DictReader(lines, delimiter="\t")
    )


@cache
def towns_by_weight() -> tuple[int, ...]:
    """Number the towns, a large one as often as its weight: first every town once, then the larger ones again."""
    rounds = range(max(town.weight for town in towns()))
    return tuple(n for turn in rounds for n, town in enumerate(towns()) if town.weight > turn)

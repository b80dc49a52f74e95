"""The files of the figures as distributions of a dataset of their own."""

from pathlib import Path

from dip_lod.dataset.description import Distribution
from dip_lod.dataset.words import words
from dip_lod.figures.cubes import CUBES
from dip_lod.figures.tables import FIGURES
from dip_lod.vocabulary import prefixes

PROFILE = "https://www.w3.org/TR/vocab-data-cube/"
_PREFIXES = ("qb", "skos", "sdmx-dimension", "sdmx-measure", "sdmx-attribute")
FORMS = (("ttl", "Turtle", "text/turtle"), ("csv", "CSV", "text/csv"), ("json", "JSON-stat", "application/json"))


def vocabularies() -> tuple[str, ...]:
    """Name the vocabularies that the cubes use."""
    return tuple(prefixes()[one] for one in _PREFIXES)


def published(folder: Path) -> bool:
    """Say whether a publication has figures."""
    return (folder / FIGURES).is_file()


def distributions(base: str) -> list[Distribution]:
    """Give each cube in Turtle, CSV and JSON-stat."""
    return [
        Distribution(
            f"{cube.name}-{extension}",
            f"{base}figures/{cube.name}.{extension}",
            words("figures", "cube", title=cube.title, form={"nl": form}),
            cube.description,
            media_type,
            documentation=f"{base}figures/{cube.name}",
        )
        for cube in CUBES.values()
        for extension, form, media_type in FORMS
    ]

"""The files of the audiences as distributions of a dataset of their own."""

from pathlib import Path

from dip_lod.audiences.forms.names import described, title
from dip_lod.audiences.reading import Audiences
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.dataset.cubes import FORMS
from dip_lod.dataset.description import Distribution
from dip_lod.dataset.words import words


def first_year(folder: Path) -> str:
    """Give the year in which the first season began of which anything is given."""
    found = Audiences(folder)
    seasons = [season for scheme in found.schemes for season in found.seasons(scheme)]
    return min(seasons).removeprefix("nl-")[:4] if seasons else ""


def distributions(folder: Path, base: str) -> list[Distribution]:
    """Give the cube of each scheme in Turtle, CSV and JSON-stat; none where nothing is known of audiences."""
    if not (folder / AUDIENCES).is_file():
        return []
    found = Audiences(folder)
    return [
        Distribution(
            f"{scheme}-{extension}",
            f"{base}audiences/{scheme}.{extension}",
            words("audiences", "cube", title=title(found, scheme), form={"nl": form}),
            described(found, scheme, found.latest),
            media_type,
            documentation=f"{base}audiences/{scheme}",
        )
        for scheme in found.schemes
        for extension, form, media_type in FORMS
    ]

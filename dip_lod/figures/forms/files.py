"""The files of the figures: each cube in each form, and the structure that they share."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from dip_lod.errors import PublicationError
from dip_lod.figures.cubes import CUBES
from dip_lod.figures.forms import cube as definition
from dip_lod.figures.forms import jsonstat, rdf, structure, tables
from dip_lod.figures.forms.rdf import About
from dip_lod.figures.reading import Figures, Occasion

TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "csv-metadata.json": "application/csvm+json",
    "json": "application/json; charset=utf-8",
}
"""The media type of each form, by what stands after the cube's name."""


def body(
    figures: Figures, about: About, cube: str, form: str, language: str = "nl", occasion: Occasion | None = None
) -> bytes:
    """Write a cube in a form; names in JSON-stat are in a language."""
    if form == "csv":
        return b"".join(tables.rows(figures, cube, occasion))
    if form == "csv-metadata.json":
        return tables.metadata(figures, about, cube, occasion)
    if form == "json":
        return jsonstat.dataset(figures, about, cube, language, occasion)
    return rdf.serialised(figures, about, cube, form, occasion)


def structured(figures: Figures, about: About, form: str) -> bytes:
    """Write the structure of all cubes in a form of RDF."""
    return ox.serialize(structure.triples(figures, about.base), format=definition.FORMS[form]) or b""


def write(folder: Path, bodies: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    """Write files into a folder, and give each; raises PublicationError where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in bodies:
            (folder / name).write_bytes(content)
            yield folder / name
    except OSError as error:
        raise PublicationError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from None


def every(figures: Figures, about: About) -> Iterator[tuple[str, bytes]]:
    """Write all files, each with its name."""
    for cube in CUBES:
        for form in ("ttl", "csv", "csv-metadata.json"):
            name = f"{cube}.csv-metadata.json" if form == "csv-metadata.json" else f"{cube}.{form}"
            yield name, body(figures, about, cube, form)
        for language in ("nl", "en"):
            yield f"{cube}.{language}.json", body(figures, about, cube, "json", language)
    yield "structure.ttl", structured(figures, about, "ttl")

"""The figures stage, and what is wrong with the figures of a publication."""

import sqlite3
from contextlib import closing
from pathlib import Path

from dip_lod.config import Config
from dip_lod.figures import sizes, writing
from dip_lod.figures.cubes import CUBES, TOTAL
from dip_lod.figures.reading import Figures
from dip_lod.figures.tables import FIGURES
from dip_lod.figures.writing import Occasion
from dip_lod.publication.manifest import Manifest


def write(config: Config, folder: Path, made: Manifest, earlier: Path | None) -> int:
    """Write the figures of a publication; those of the one before it stay known. Raises ConfigurationError."""
    inhabitants = sizes.read(config.resolve(config.inhabitants) if config.inhabitants else None)
    occasion = Occasion(made.id, made.as_of, made.committed)
    return writing.write(folder, made.base_uri, occasion, inhabitants, earlier)


def differences(folder: Path, about: Manifest) -> str:
    """Say what is wrong with a publication's figures: of those that no table of inhabitants decides, each is counted.

    Nothing, where all is well or the publication is of before there were figures.
    """
    if not (folder / FIGURES).is_file():
        return ""
    try:
        figures = Figures(folder)
        known = {
            (cube, one.key): one.value
            for cube in CUBES
            for one in figures.observations(cube)
            if cube != "trends" or one.key[-1] == TOTAL
        }
        with closing(writing.opened(folder)) as repertoire:
            found = {
                (cube, key): value
                for cube, key, value in writing.counted(repertoire, about.base_uri, about.as_of, {})
                if cube != "trends" or key[-1] == TOTAL
            }
    except sqlite3.Error as error:
        return f"cannot be read ({error}); build again"
    other = [key for key in known.keys() | found.keys() if known.get(key) != found.get(key)]
    return f"{len(other)} figures differ from what the documents say" if other else ""

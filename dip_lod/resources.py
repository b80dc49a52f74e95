"""Where the data that ships with the code lies: ontology, shapes, mappings and site."""

from functools import cache
from pathlib import Path

from dip_lod.errors import DipLodError

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Find one of the folders `ontology`, `shapes`, `mappings`, `site`.

    A wheel holds them in the package (`dip_lod/shipped/`); an editable install finds them beside it.

    >>> folder("ontology").name
    'ontology'
    """
    for parent in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise DipLodError(f"{_PACKAGE}: the folder '{name}' is missing from this installation; install dip_lod again")

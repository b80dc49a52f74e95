"""The bags that were made of a data folder: each holds what had been published, and so what is erased later."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dip_lod.errors import PublicationError

FILE = "archives.json"


class Archived(NamedTuple):
    """A bag that was made."""

    id: str
    number: int
    """The last publication in it, as the journal numbers them."""
    made: str
    """UTC, to the second."""


def read(data: Path) -> list[Archived]:
    """List the bags, the oldest first; raises PublicationError."""
    file = data / FILE
    try:
        return [Archived(**one) for one in json.loads(file.read_text("utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise PublicationError(f"{file}: cannot be read ({error}); mend it, or move it away") from None


def add(data: Path, bags: Iterable[Archived]) -> None:
    """Write bags down, each once; raises PublicationError."""
    known = {one.id: one for one in [*read(data), *bags]}
    file = data / FILE
    new = file.with_suffix(".new")
    try:
        new.write_text(json.dumps([one._asdict() for one in known.values()], indent=1) + "\n", "utf-8")
        new.replace(file)
    except OSError as error:
        raise PublicationError(f"{file}: cannot be written ({error.strerror}); make room or make it writable") from None

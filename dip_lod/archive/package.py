"""What a bag is of: its place in a chain, and where each file lies that a site is rebuilt from."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from dip_lod.errors import ArchiveError

FILE = "package.json"
FORMAT = 1
NAME = re.compile(r"(?:journal|publication|settings)(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){1,8}")
"""Of a file that a site is rebuilt from."""


@dataclass(frozen=True, slots=True)
class Lies:
    """Where a file lies: its SHA-512, and the bag that holds it."""

    sha512: str
    bag: str


@dataclass(frozen=True, slots=True)
class Package:
    """A bag as its package.json tells."""

    id: str
    publication: str
    number: int
    """Of the publication, in the journal."""
    committed: str
    base_uri: str
    software: str
    previous: str | None
    """The id of the bag that this one goes on from; None for a bag that is whole."""
    files: dict[str, Lies]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write package.json."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")


def read(file: Path) -> Package:
    """Read package.json; raises ArchiveError."""
    try:
        raw = json.loads(file.read_text("utf-8"))
        if raw["format"] != FORMAT:
            raise ArchiveError(f"{file}: has format {raw['format']}, which this version does not know; upgrade dip_lod")
        return Package(**{**raw, "files": {name: Lies(**lies) for name, lies in raw["files"].items()}})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{file}: cannot be read ({error}); take a bag of 'dip-lod archive'") from None


def name(publication: str, digests: Mapping[str, str], previous: str | None) -> str:
    """Name a bag by what a site is rebuilt from, and by what it goes on from: the same bag has the same name."""
    told = "".join(f"{digests[file]}  {file}\n" for file in sorted(digests))
    digest = hashlib.sha256(f"{previous or ''}\n{told}".encode()).hexdigest()
    return f"{publication}.{digest[:12]}"

"""The manifest: what went into a publication and what came out, with checksums."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.publication.layout import MANIFEST


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as it went in: its files with their SHA-256, and what was read of it."""

    name: str
    title: dict[str, str]
    licence: str | None
    files: dict[str, str]
    records: int
    faults: int
    documents: int = 0
    """Those that are part of its dataset."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that decides the bytes of the dump, and the counts and checksums of the result."""

    id: str
    base_uri: str
    as_of: str
    committed: str
    software: dict[str, str]
    sources: tuple[SourceEntry, ...]
    documents: int
    triples: int
    kinds: dict[str, int] = field(default_factory=dict)
    violations: int = 0
    checksums: dict[str, str] = field(default_factory=dict)
    """Of the dumps: SHA-256."""
    files: dict[str, str] = field(default_factory=dict)
    """The fingerprint of every file (publication.fingerprints)."""
    digest: str = ""
    """SHA-256 of all that stands in the manifest beside it."""

    def write(self, folder: Path) -> None:
        """Write manifest.json, with its digest."""
        sealed = replace(self, digest=hashlib.sha256(replace(self, digest="")._text()).hexdigest())
        (folder / MANIFEST).write_bytes(sealed._text())

    def _text(self) -> bytes:
        return (json.dumps(asdict(self), indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def read(folder: Path) -> Manifest:
    """Read manifest.json; raises PublicationError."""
    try:
        raw = json.loads((folder / MANIFEST).read_text("utf-8"))
        raw["sources"] = tuple(SourceEntry(**entry) for entry in raw["sources"])
        return Manifest(**raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublicationError(f"{folder / MANIFEST}: cannot be read ({error}); build again or restore it") from None


def sound(folder: Path) -> bool:
    """Say whether manifest.json is as it was written; raises PublicationError. One of before there was a digest is."""
    about = read(folder)
    told = hashlib.sha256(replace(about, digest="")._text()).hexdigest()
    return not about.digest or (about.digest == told and (folder / MANIFEST).read_bytes() == about._text())

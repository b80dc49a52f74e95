"""The manifest: what went into a publication and what came out, with checksums."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

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
    description: dict[str, str] = field(default_factory=dict)
    """What the source says of itself, by language."""


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
        (folder / MANIFEST).write_bytes(_text(asdict(replace(self, digest=_digest(asdict(self))))))


def _text(raw: Mapping[str, Any]) -> bytes:
    return (json.dumps(raw, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _digest(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text({**raw, "digest": ""})).hexdigest()


def read(folder: Path) -> Manifest:
    """Read manifest.json; raises PublicationError."""
    try:
        raw = json.loads((folder / MANIFEST).read_text("utf-8"))
        raw["sources"] = tuple(SourceEntry(**entry) for entry in raw["sources"])
        return Manifest(**raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise PublicationError(f"{folder / MANIFEST}: cannot be read ({why}); build again or restore it") from None


def sound(folder: Path) -> bool:
    """Say whether manifest.json is as it was written; raises PublicationError. One of before there was a digest is."""
    if not read(folder).digest:
        return True
    text = (folder / MANIFEST).read_bytes()
    raw = json.loads(text)  # as it stands: a later version may know more fields
    return raw["digest"] == _digest(raw) and text == _text(raw)

"""Verifying the dumps: each file against its checksum and its list, and those of a whole view against what they say."""

import gzip
import hashlib
import zlib
from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.publication import layout
from dip_lod.publication.dumps import files
from dip_lod.publication.dumps.files import DumpFile
from dip_lod.publication.writing import sha256

_SAME = {"all": layout.DUMP, "rda": layout.RDA_DUMP}
"""The views whose N-Triples are the bytes of a sorted dump."""


def check(folder: Path) -> str:
    """Say what is wrong with the dumps of a publication; nothing, if all is well or it has none."""
    try:
        listed = files.read(folder)
        return next((wrong for one in listed if (wrong := _check(folder, one))), "")
    except (PublicationError, OSError, EOFError, zlib.error) as error:
        return f"cannot be read ({error})"


def _check(folder: Path, one: DumpFile) -> str:
    file = folder / files.FOLDER / one.name
    if file.stat().st_size != one.bytes or sha256(file) != one.sha256:
        return f"{one.name} is not as listed"
    if one.extension == "nt" and one.view in _SAME and _plain(file) != sha256(folder / _SAME[one.view]):
        return f"{one.name} says something else than {_SAME[one.view]}"
    length = lines = 0
    with gzip.open(file) as stream:
        while block := stream.read(1 << 20):
            length, lines = length + len(block), lines + block.count(b"\n")
    counted = lines if one.extension in ("nt", "nq") else one.triples
    return "" if (length, counted) == (one.plain, one.triples) else f"{one.name} holds more or less than is listed"


def _plain(file: Path) -> str:
    """Give the SHA-256 of what a file holds."""
    digest = hashlib.sha256()
    with gzip.open(file) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()

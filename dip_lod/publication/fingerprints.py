"""The fingerprints of a publication's files: what `dip-lod verify` compares them with."""

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dip_lod.publication.layout import MANIFEST


def take(folder: Path) -> dict[str, str]:
    """Take the fingerprint (BLAKE2b, 256 bits) of each file of a publication but its manifest, by its path in it."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file != folder / MANIFEST]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return {
            file.relative_to(folder).as_posix(): mark for file, mark in zip(files, pool.map(_of, files), strict=True)
        }


def differences(folder: Path, known: Mapping[str, str]) -> list[str]:
    """List the files that are missing, strange or not what they were."""
    found = take(folder)
    return sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))


def _of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=32)).hexdigest()

"""The fingerprints of a publication's files: what `dip-lod verify` compares them with."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dip_lod.publication.layout import MANIFEST
from dip_lod.publication.writing import sha256

_SHA256 = "sha256:"
"""What a fingerprint begins with; those of earlier publications are BLAKE2b (256 bits), without a word before it."""

_STRETCH = 8 << 20
"""Bytes that are read at a time where readers come first."""

_OF_NOTHING = _SHA256 + hashlib.sha256().hexdigest()


def take(folder: Path, told: Mapping[str, str] | None = None) -> dict[str, str]:
    """Take the fingerprint (SHA-256) of each file of a publication but its manifest, by its path in it.

    A file of which the SHA-256 is `told`, for it was taken when that was written, is not read again.
    """
    known = {name: _SHA256 + digest for name, digest in (told or {}).items()}
    files = _files(folder)
    return {name: known[name] for name in files.keys() & known.keys()} | _marks(
        {name: (file, _SHA256) for name, file in files.items() if name not in known}
    )


def differences(folder: Path, known: Mapping[str, str]) -> list[str]:
    """List the files that are missing, strange or not what they were."""
    files = _files(folder)
    found = _marks({name: (file, known[name]) for name, file in files.items() if name in known})
    return sorted(name for name in known.keys() | files.keys() if known.get(name, "") != found.get(name))


def differs(file: Path, known: str) -> bool:
    """Say whether one file is missing or not what it was."""
    try:
        return _mark((file, known)) != known
    except OSError:
        return True


def read_anew(folder: Path, known: Mapping[str, str], rest: Callable[[float], bool]) -> list[str] | None:
    """List the files that are not what they were, reading a stretch at a time; None where it is to be left.

    `rest` is told how long a stretch took, and gives whether to go on.
    """
    wrong = []
    for name, mark in sorted(known.items()):
        begun, digest = time.monotonic(), _digest(mark)
        try:
            with (folder / name).open("rb", buffering=0) as stream:
                while stretch := stream.read(_STRETCH):
                    digest.update(stretch)
                    if len(stretch) == _STRETCH:
                        if not rest(time.monotonic() - begun):
                            return None
                        begun = time.monotonic()
        except OSError:
            wrong.append(name)
            continue
        if digest.hexdigest() != mark.removeprefix(_SHA256):
            wrong.append(name)
    return wrong


def lacking(folder: Path, known: Mapping[str, str]) -> list[str]:
    """List the files that are missing, or empty and were not: all that can be seen without reading one."""
    return sorted(name for name, mark in known.items() if mark != _OF_NOTHING and not _size(folder / name))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _files(folder: Path) -> dict[str, Path]:
    every = (file for file in folder.rglob("*") if file.is_file() and file != folder / MANIFEST)
    return {file.relative_to(folder).as_posix(): file for file in sorted(every)}


def _marks(files: Mapping[str, tuple[Path, str]]) -> dict[str, str]:
    """Take fingerprints, each in the way of another one."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(_mark, files.values()), strict=True))


def _mark(of: tuple[Path, str]) -> str:
    file, like = of
    if like.startswith(_SHA256):
        return _SHA256 + sha256(file)
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: _digest(like)).hexdigest()


def _digest(like: str) -> "hashlib._Hash | hashlib.blake2b":
    return hashlib.sha256() if like.startswith(_SHA256) else hashlib.blake2b(digest_size=32)

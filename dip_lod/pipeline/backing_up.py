"""A back-up: the journal and the current publication in one file, taken while readers read and a build may commit."""

import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from dip_lod.errors import PublicationError
from dip_lod.harvest import secret
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS, current
from dip_lod.publication import layout
from dip_lod.publication.reading import hold

LIST = "backup.json"
"""The last member: what the back-up is of, and the SHA-256 of every member before it."""

FORMAT = 1
FOLDER = "publication"
STORES = (layout.STORE, layout.RDA_STORE)
"""Left out: a restore loads them from the dumps."""

_SCRATCH = "dip-lod-backup-"
_ABANDONED = 86_400
"""Seconds after which what a back-up was writing is of one that was killed: it holds the journal, and has to go."""

_LEVEL = 3
"""Of gzip: most of the bytes are a dump, which shrinks to a fifteenth even so."""


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self._stream.read(size)
        self.digest.update(block)
        return block


def backup(data: Path, target: Path) -> str:
    """Write a back-up of a data folder into a new file, and give the publication's id; raises PublicationError.

    The journal's copy is SQLite's own, right at one moment; the publication is the one that this copy calls current.
    The file is for its owner alone: the journal knows what documents said before they were deleted.
    """
    current(data)  # raises where there is nothing to keep
    if target.exists():
        raise PublicationError(f"{target}: is there already; name a new file, so that no back-up is lost")
    try:
        beside = target.absolute().parent
        for left in beside.glob(f"{_SCRATCH}*"):
            if left.stat().st_mtime < time.time() - _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=beside) as scratch:
            made = Path(scratch) / "backup"
            publication = _write(data, Path(scratch), made)
            made.replace(target)
            return publication
    except OSError as error:
        raise PublicationError(
            f"{error.filename or target}: {error.strerror or error}; make room or name another place"
        ) from None


def _write(data: Path, scratch: Path, made: Path) -> str:
    copy = scratch / JOURNAL
    with held(data, scratch) as folder:
        sums: dict[str, str] = {}
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_LEVEL) as archive:
                key = data / secret.NAME  # else a harvest under way breaks off, and keyed checksums change
                keys = ((key, secret.NAME),) if key.is_file() else ()
                for file, name in ((copy, JOURNAL), *keys, *_members(folder)):
                    sums[name] = _add(archive, file, name)
                about = {
                    "format": FORMAT,
                    "taken": datetime.now(UTC).isoformat(timespec="seconds"),
                    "software": version("dip_lod"),
                    "publication": folder.name,
                    "sha256": sums,
                }
                text = json.dumps(about, indent=2).encode()
                info = tarfile.TarInfo(LIST)
                info.size = len(text)
                archive.addfile(info, io.BytesIO(text))
            out.flush()
            os.fsync(out.fileno())
        return folder.name


@contextmanager
def held(data: Path, scratch: Path) -> Iterator[Path]:
    """Copy the journal, and hold the folder that it calls current; a build may take that away once in between."""
    for last in (False, True):
        (scratch / JOURNAL).unlink(missing_ok=True)
        _copy(data / JOURNAL, scratch / JOURNAL)
        folder = data / PUBLICATIONS / current(scratch).name
        holder = _Holder()
        try:
            hold(folder, holder)
        except OSError:
            if last:
                raise
            continue
        yield folder
        del holder
        return


class _Holder:
    """What holds a folder for as long as it lives."""


def _copy(journal: Path, copy: Path) -> None:
    """Copy a journal by SQLite's online back-up, and see whether the copy is sound."""
    try:
        with (
            closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            (said,) = target.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(copy.parent)) from None
        raise PublicationError(f"{journal}: cannot be copied ({error}); take the last back-up that is whole") from None
    if said != "ok":
        raise PublicationError(f"{journal}: is damaged ({said}); take the last back-up that is whole")


def _members(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*")):
        local = file.relative_to(folder)
        if file.is_file() and local.parts[0] not in STORES:
            yield file, f"{FOLDER}/{local.as_posix()}"


def _add(archive: tarfile.TarFile, file: Path, name: str) -> str:
    with file.open("rb") as stream:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(stream.fileno()).st_size
        info.mode = 0o600
        hashed = _Hashed(stream)
        archive.addfile(info, hashed)
        return hashed.digest.hexdigest()

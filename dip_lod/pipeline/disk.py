"""What the disk refuses, or has damaged, told in a sentence."""

import errno
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.journal.reading import current
from dip_lod.journal.schema import broken, damaged
from dip_lod.publication import fingerprints, manifest

_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""What SQLite says, in the names of its errors, of a disk that refuses."""


@contextmanager
def sentences(data: Path, again: str = "build") -> Iterator[None]:
    """Turn what the disk refuses, or gives back damaged, into a sentence that ends with what to do again.

    Raises PublicationError.
    """
    try:
        yield
    except OSError as error:
        raise _refused(error.filename or data, error.strerror or str(error), again) from None
    except (sqlite3.DatabaseError, zlib.error) as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(_DISK):
            full = name == "SQLITE_FULL"
            raise _refused(data, os.strerror(errno.ENOSPC) if full else str(error), again) from None
        if found := _damaged(data):
            raise PublicationError(
                f"{found}: is not as committed ({error}), and what comes next goes on from it; go back with"
                " 'dip-lod rollback', restore a back-up or, at the price of the history in it, remove that file, and"
                f" {again} again"
            ) from None
        if isinstance(error, sqlite3.Error) and damaged(error):
            raise broken(data, error) from None
        raise


def _refused(where: str | Path, what: str, again: str) -> PublicationError:
    return PublicationError(f"{where}: {what}; make room or mend the permissions, and {again} again")


def _damaged(data: Path) -> Path | None:
    """Find a database of the current publication that is not as it was committed."""
    try:
        folder = current(data)
        known = manifest.read(folder).files
    except PublicationError:
        return None
    wrong = (name for name in fingerprints.differences(folder, known) if name.endswith(".sqlite"))
    return next((folder / name for name in wrong if (folder / name).is_file()), None)

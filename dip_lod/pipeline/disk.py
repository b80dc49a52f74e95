"""What the disk refuses, told in a sentence."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.errors import PublicationError

_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""What SQLite says, in the names of its errors, of a disk that refuses."""


@contextmanager
def sentences(data: Path, again: str = "build") -> Iterator[None]:
    """Turn what the disk refuses into a sentence that ends with what to do again; raises PublicationError."""
    try:
        yield
    except OSError as error:
        raise _refused(error.filename or data, error.strerror or str(error), again) from None
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if not name.startswith(_DISK):
            raise
        raise _refused(data, os.strerror(errno.ENOSPC) if name == "SQLITE_FULL" else str(error), again) from None


def _refused(where: str | Path, what: str, again: str) -> PublicationError:
    return PublicationError(f"{where}: {what}; make room or mend the permissions, and {again} again")

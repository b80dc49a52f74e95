"""What the disk refuses, told in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dip_lod.errors import PublicationError


@contextmanager
def sentences(data: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence; raises PublicationError."""
    try:
        yield
    except OSError as error:
        where = error.filename or data
        raise PublicationError(
            f"{where}: {error.strerror or error}; make room or mend the permissions, and build again"
        ) from None

"""The secret of a data folder, with which resumption tokens are signed: made by the first build, kept by all others."""

import os
import secrets
from pathlib import Path

from dip_lod.errors import PublicationError

NAME = "secret"
_BYTES = 32


def ensure(data: Path) -> None:
    """Make the secret where there is none yet; only the owner may read it. Raises PublicationError."""
    file = data / NAME
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise PublicationError(f"{file}: cannot be written ({error.strerror}); make the folder writable") from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_hex(_BYTES).encode())


def read(data: Path) -> bytes:
    """Read the secret; nothing where no build has made one, or it may not be read."""
    try:
        return (data / NAME).read_bytes()
    except OSError:
        return b""

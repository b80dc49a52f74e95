"""Sorting on disk, with the system's own sort: by (document, line), each line once."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from dip_lod.errors import DipLodError


@contextmanager
def merged(files: Sequence[Path], scratch: Path, memory: str = "300M") -> Iterator[BinaryIO]:
    """Sort the lines of files, uniquely and by bytes, and give them as a stream.

    The tab after the document's key sorts before every character of a key, so a document's lines stay together.
    """
    command = ["sort", "-u", "-S", memory, "-T", str(scratch), "--parallel", "2", "--", *map(str, files)]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    except FileNotFoundError:
        raise DipLodError("sort: this system has no 'sort' command; install GNU coreutils") from None
    with process:
        yield cast(BinaryIO, process.stdout)
        errors = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.returncode:
        raise DipLodError(f"{scratch}: sorting failed ({errors.splitlines()[-1] if errors else 'it was ended'}); "
                          "make room on the disk and build again")  # fmt: skip

"""What the last build took and how it ended: last-build.json in the data folder, for those who watch over it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "last-build.json"

COMMITTED, UNCHANGED, FAILED = "committed", "unchanged", "failed"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """One build, whether it was committed or not."""

    began: float
    """Seconds since 1970."""
    ended: float
    outcome: str
    """`committed`, `unchanged` or `failed`."""
    exit_code: int = 0
    publication: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By stage."""


def write(data: Path, build: LastBuild) -> None:
    """Write the file whole or not at all; raises OSError."""
    scratch = data / f"{FILE}.{os.getpid()}"
    try:
        scratch.write_text(json.dumps(asdict(build), indent=2) + "\n", "utf-8")
        scratch.replace(data / FILE)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise


def read(data: Path) -> LastBuild | None:
    """Read the file; None where there is none that can be read, as on a web node that only has a copy."""
    try:
        return LastBuild(**json.loads((data / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None

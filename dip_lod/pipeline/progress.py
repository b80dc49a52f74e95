"""Progress: bars on a terminal, plain lines in a log."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from tqdm import tqdm

from dip_lod import logs


class Step(Protocol):
    """A stage under way."""

    def update(self, n: int) -> object:
        """Count what has been done."""


class _Quiet:
    def update(self, n: int) -> None:
        """Count nothing."""


class Progress:
    """Shows the stages of a build and keeps their seconds."""

    def __init__(self, stream: TextIO = sys.stderr, *, quiet: bool = False, log: bool = False) -> None:
        """Show stages on a stream; with `log` each is an event of the log instead."""
        self._stream = stream
        self._quiet = quiet or log
        self._log = log
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, unit: str = "", total: int | None = None) -> Iterator[Step]:
        """Show a stage while it runs."""
        started = time.monotonic()
        try:
            if self._quiet:
                yield _Quiet()
            elif self._stream.isatty():
                with tqdm(desc=f"{name:12}", unit=f" {unit}", total=total, file=self._stream, leave=True) as bar:
                    yield bar
            else:
                yield _Quiet()
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - started
        if self._log:
            logs.event("build", "stage", {"stage": name, "seconds": round(self.seconds[name], 3)})
        if not self._quiet and not self._stream.isatty():
            self._stream.write(f"{name}: {self.seconds[name]:.1f} s\n")
            self._stream.flush()

"""The faults of a build: a line of JSON each, in the publication."""

import json
from dataclasses import asdict
from pathlib import Path

from dip_lod.sources.record import Fault


class FaultFile:
    """Writes faults as they come, so that memory stays flat."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("w", encoding="utf-8")

    def add(self, fault: Fault) -> None:
        """Write a fault: source, record, place, stage, what and remedy; never the value."""
        self._stream.write(json.dumps(asdict(fault), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()

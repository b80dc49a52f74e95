"""The faults of a build: a line of JSON each, in the publication and, with values, for the steward."""

import json
from dataclasses import asdict
from pathlib import Path

from dip_lod.sources.record import Fault

STEWARD = "steward-faults.ndjson"
"""Beside the publications, never in one: what web nodes get a copy of must not hold it."""


class FaultFile:
    """Writes faults as they come: what everybody may read, and with the values for the steward alone."""

    def __init__(self, file: Path, steward: Path) -> None:
        self._public = file.open("w", encoding="utf-8")
        self._steward = steward.open("w", encoding="utf-8")
        steward.chmod(0o600)

    def add(self, fault: Fault) -> None:
        """Write a fault: source, record, place, stage, what and remedy."""
        words = asdict(fault)
        full = words.pop("full")
        self._public.write(json.dumps(words, ensure_ascii=False) + "\n")
        self._steward.write(json.dumps(words | ({"what": full} if full else {}), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Finish the files."""
        self._public.close()
        self._steward.close()

"""Room for the counts of a web worker, taken before it counts.

prometheus_client maps files that are longer than what has been written to them. The first write to a page of such a
file for which the disk has no room ends the process (SIGBUS), and no worker after it would live longer.
"""

import logging
import os
from pathlib import Path

from prometheus_client import values

from dip_lod import logs

FILES = {"counter": 1 << 18, "gauge_livesum": 1 << 16, "histogram": 1 << 20}
"""Kinds of counts, and bytes for each: a hundred routes take 344 kB of the last, 17 kB a status of the first."""


def take(folder: Path, process: int) -> None:
    """Make the files that a worker will count in, with all their blocks; where there is no room, it counts in memory.

    Then /metrics tells of that worker alone, where it is the one that is asked.
    """
    new, made = folder / f"{process}.new", [folder / f"{kind}_{process}.db" for kind in FILES]
    try:
        for one, size in zip(made, FILES.values(), strict=True):
            with new.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)
            new.replace(one)  # whole: whoever adds up all files reads none that is empty
    except OSError as error:
        for one in (new, *made):
            one.unlink(missing_ok=True)
        values.ValueClass = values.MutexValue
        what = f"{folder}: cannot be written ({error.strerror}); this worker counts for itself alone: make room"
        logs.event("serve", what, level=logging.WARNING)

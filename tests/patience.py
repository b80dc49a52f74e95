"""How long tests wait: on a machine that has other work too, soon is not soon.

A test of a limit tells what ends from what would go on for hours, not half a second from a whole one: how quick
something is, is measured by the scripts in benchmarks.
"""

import time
from collections.abc import Callable

SOON = 60.0
"""Seconds: within these has ended what is cut off, and has come what comes at once, whoever else wants the cores."""

LATE = 180.0
"""Seconds: what has not come by then will not."""


def until(done: Callable[[], object], seconds: float = LATE, why: object = "waited in vain") -> None:
    """Wait until something is so; what says `why` may be called."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, why() if callable(why) else why
        time.sleep(0.01)

"""From a flaw of a file to the fault of a source."""

from dip_lod.sources.raw import Flaw
from dip_lod.sources.record import Fault

STAGE = "sources"


def make(source: str, flaw: Flaw, record: str | None = None) -> Fault:
    """Make the fault that reports a flaw.

    >>> make("dip", Flaw("a.csv, line 2", "has 3 cells", "put it right")).place
    'a.csv, line 2'
    """
    return Fault(source, record, flaw.place, STAGE, flaw.what, flaw.remedy, flaw.severity, flaw.full)

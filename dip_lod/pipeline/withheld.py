"""What has been erased, and so is left out of every build, under whatever key it comes."""

from pathlib import Path

from dip_lod import uris
from dip_lod.identity.table import IdentityTable
from dip_lod.journal.erasing import erased
from dip_lod.sources.record import Fault


def withheld(data: Path, identities: IdentityTable) -> tuple[tuple[str, ...], list[Fault]]:
    """List the keys of erased things and of what they have been merged into since, the latter with a warning each."""
    keys = set(erased(data))
    faults = []
    for key in sorted(keys):
        name = uris.parse("", f"id/{key}")
        final = uris.path(*identities.final(*name), prefix="")[1:] if name else key
        if final not in keys:
            keys.add(final)
            what = "is what an erased thing has been merged into, and left out as well"
            remedy = "erase it too, or take the merger out of the records"
            faults.append(Fault("", None, final, "identity", what, remedy, "warning"))
    return tuple(sorted(keys)), faults

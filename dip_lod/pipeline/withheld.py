"""What has been erased, and so is left out of every build, under whatever key it comes."""

from pathlib import Path
from typing import NamedTuple

from dip_lod import uris
from dip_lod.documents.hiding import Hidden
from dip_lod.identity.table import IdentityTable
from dip_lod.journal import hiding
from dip_lod.journal.erasing import erased
from dip_lod.sources.record import Fault


class Withheld(NamedTuple):
    """What no build may bring back."""

    keys: tuple[str, ...]
    said: tuple[Hidden, ...]
    """What documents of others said with a name in it."""
    faults: list[Fault]


def withheld(data: Path, identities: IdentityTable) -> Withheld:
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
    return Withheld(tuple(sorted(keys)), tuple(Hidden(*row) for row in hiding.hidden(data)), faults)

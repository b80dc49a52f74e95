"""What the tests of both Rotterdam sources share: their statements, alone and built together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import mapping_harness as harness

from dip_lod.identity.passing import Pass
from dip_lod.mapping.query import read as queries
from dip_lod.mapping.record import SourceMapping
from dip_lod.sources import description
from dip_lod.sources.record import Fault, RdfRecord, Record

VENUES, POSTERS = "rotterdams-publiek-venues", "rotterdams-publiek-posters"


def together(files: Mapping[str, Sequence[Path]]) -> tuple[set[str], list[str]]:
    """Give what the mappings of some sources say in one build, hints among it, and what is reported."""
    keys = Pass()
    described = {source: description.load(harness.folder(source)) for source in files}
    entries = {source: list(keys.add(described[source], harness.read(source, *files[source]))) for source in files}
    table = keys.table()
    said: set[str] = set()
    faults = list(keys.faults)
    for source, held in entries.items():
        folder = harness.folder(source)
        mapping = SourceMapping(described[source], queries(folder), harness.BASE, harness.AS_OF, table)
        faults += [entry for entry in held if isinstance(entry, Fault)]
        for record in held:
            if isinstance(record, (Record, RdfRecord)):
                mapped = mapping.map(record)
                faults += mapped.faults
                said |= {line.rstrip("\n").split("\t")[1] for line in mapped.lines}
    reports = sorted(f"{fault.what}; {fault.remedy}" for fault in faults)
    return {line for line in said if not line.startswith("!")}, reports

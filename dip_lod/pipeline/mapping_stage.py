"""The mapping stage: batches of records in worker processes, which write lines to the scratch folder."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dip_lod.documents import runs
from dip_lod.documents.erased_lines import without
from dip_lod.documents.erasing import Eraser
from dip_lod.documents.hiding import Hidden
from dip_lod.documents.runs import Run
from dip_lod.functions.context import Identities
from dip_lod.mapping.query import Query
from dip_lod.mapping.record import SourceMapping
from dip_lod.sources import kept
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.kept import Kept
from dip_lod.sources.record import Fault

_HELD = 32 << 20
"""So many characters of lines are held before they are sorted and written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each worker is given once."""

    sources: tuple[tuple[SourceDescription, tuple[Query, ...]], ...]
    base: str
    as_of: date
    identities: Identities
    scratch: Path
    erased: tuple[str, ...] = ()
    """Keys of things that no build may bring back."""
    hidden: tuple[Hidden, ...] = ()
    """What documents of others said of them."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch gave; its lines are on disk."""

    source: str
    records: int
    mapped: int
    runs: list[Run]
    faults: list[Fault]
    erased: int = 0
    """Statements about erased things, which were left out, or said without them."""


class _Worker:
    """One process's mappings and its spool file."""

    def __init__(self, plan: Plan) -> None:
        self.mappings = {
            description.name: SourceMapping(
                description, queries, plan.base, plan.as_of, plan.identities, once=not (plan.erased or plan.hidden)
            )
            for description, queries in plan.sources
        }
        self.eraser = Eraser(plan.base, plan.erased, plan.hidden)
        self.spool = plan.scratch / f"lines-{os.getpid()}.txt"


_worker: list[_Worker] = []
"""The worker of this process, made by `prepare`: processes of a pool have no other place to keep one."""


def prepare(plan: Plan) -> None:
    """Make this process's worker."""
    _worker[:] = [_Worker(plan)]


def map_batch(batch: Kept) -> BatchResult:
    """Map a batch of records of one source and write its lines, sorted."""
    worker = _worker[0]
    mapping = worker.mappings[batch.source]
    faults: list[Fault] = []
    held: list[str] = []
    written: list[Run] = []
    mapped = erased = size = 0
    for result in mapping.map_all(kept.records(batch)):
        lines, told, left_out = without(worker.eraser, result.lines, result.faults)
        faults += told
        mapped += result.mapped
        erased += left_out
        held += lines
        size += sum(map(len, lines))
        if size >= _HELD:
            written.append(runs.write(held, worker.spool))
            held, size = [], 0
    if held:
        written.append(runs.write(held, worker.spool))
    return BatchResult(batch.source, batch.records, mapped, written, faults, erased)


def join(group: list[Run]) -> Run:
    """Write runs as one."""
    return runs.joined(group, _worker[0].spool)

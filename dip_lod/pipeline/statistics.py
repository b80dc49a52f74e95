"""The statistics stage: the dumps are counted in stretches by workers, and the rows that they spool are merged."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from dip_lod.pipeline import workers
from dip_lod.publication import layout
from dip_lod.publication.statistics import counting, merging, writing
from dip_lod.publication.statistics.counting import Counted, Stretch
from dip_lod.publication.statistics.groups import Group
from dip_lod.publication.statistics.merging import Merged, Questions, Spool
from dip_lod.publication.statistics.tables import MAIN, RDA
from dip_lod.publication.statistics.writing import Row, Summing

_STRETCH = 64 << 20
"""Bytes of a dump that a worker counts at a time."""
_SPOOLED = 96 << 20
"""Bytes of a dump for each spool: its rows are in memory while they are merged."""


def write(folder: Path, base: str, sources: Iterable[str], pool: Executor) -> None:
    """Count the dumps of a publication and write its statistics.sqlite."""
    tables: dict[str, list[Row]] = {}
    for scope, dump, scopes in ((MAIN, layout.DUMP, [None, *sources]), (RDA, layout.RDA_DUMP, [None])):
        for source, found in _view(folder / dump, base, scope, scopes, pool):
            for table, rows in Summing(source or scope, *found, source).tables().items():
                tables.setdefault(table, []).extend(rows)
    writing.write(folder, tables)


Found = tuple[Counted, Sequence[Group], Merged, Questions]


def _view(
    dump: Path, base: str, scope: str, sources: Sequence[str | None], pool: Executor
) -> Iterator[tuple[str | None, Found]]:
    """Count one view, for each of its scopes."""
    size = dump.stat().st_size
    scratch = dump.parent / f"counting-{scope}"
    scratch.mkdir()
    try:
        spools = range(size // _SPOOLED + 1)
        stretches = [
            Stretch(dump, start, end, base, tuple(scratch / f"{number}-{spool}" for spool in spools))
            for number, (start, end) in enumerate(_cuts(dump, base, scope == MAIN))
        ]
        parts = list(workers.ordered(pool, counting.count, stretches))
        whole, groups, numbers = _added(parts)
        questions = {source: Questions(groups, source) for source in sources}
        unions = tuple(set[frozenset[int]]().union(*(one.unions for one in questions.values())))
        jobs = (
            Spool(
                tuple((of.spools[spool], local) for of, local in zip(stretches, numbers, strict=True)),
                tuple(groups),
                unions,
            )
            for spool in spools
        )
        merged = Merged()
        for one in workers.ordered(pool, merging.merge, jobs):
            merged.objects.update(one.objects)
            merged.targets.update(one.targets)
        yield from ((source, (whole, groups, merged, questions[source])) for source in sources)
    finally:
        shutil.rmtree(scratch)


def _added(parts: Sequence[Counted]) -> tuple[Counted, list[Group], list[tuple[int, ...]]]:
    """Add stretches up; give all groups, and the number among them of each group of each stretch."""
    whole, known = Counted(), dict[Group, int]()
    numbers = []
    for part in parts:
        numbers.append(tuple(known.setdefault(group, len(known)) for group in part.groups))
        for name in ("triples", "entities", "subjects", "subject_spaces", "fragments", "object_spaces", "licences"):
            total: Counter[object] = getattr(whole, name)
            total.update(getattr(part, name))
    return whole, list(known), numbers


def _cuts(dump: Path, base: str, documents: bool) -> Iterator[tuple[int, int]]:
    """Cut a dump into stretches that begin where a document does, or in the RDA view a subject."""
    size, start = dump.stat().st_size, 0
    head = f"<{base}doc/".encode() if documents else b"<"
    with dump.open("rb") as stream:
        while start < size:
            stream.seek(min(start + _STRETCH, size))
            stream.readline()
            before = stream.readline().partition(b" ")[0]
            end = size
            while line := stream.readline():
                subject = line.partition(b" ")[0]
                if subject != before and subject.startswith(head):
                    end = stream.tell() - len(line)
                    break
                before = subject
            yield start, end
            start = end

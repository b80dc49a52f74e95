"""The checks of all queries before the first record; a query that was sound stays so until it or the terms change."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dip_lod import resources
from dip_lod.errors import MappingError
from dip_lod.functions.registry import NAMES
from dip_lod.mapping.query import Query
from dip_lod.pipeline import workers
from dip_lod.vocabulary import terms

FILE = "checked.json"
Task = tuple[Query, str]
"""A query and the variable that its aggregates must group by."""


def check_all(tasks: Sequence[Task], data: Path, processes: int) -> None:
    """Check queries on all cores; raises MappingError with each problem on a line.

    Parsing takes about 70 ms a query, so the digests of sound ones are kept in the data folder, and those of the
    queries that are ours ship with them.
    """
    known = _known(data / FILE) | _known(resources.folder("mappings") / FILE)
    new = [task for task in tasks if digest(task) not in known]
    if new:
        with workers.executor(processes, workers.nothing) as pool:
            found = list(workers.ordered(pool, _check, new))
        problems = [problem for one in found for problem in one]
        if problems:
            raise MappingError("\n".join(problems))
    (data / FILE).write_text(json.dumps(sorted({digest(task) for task in tasks})), "utf-8")


@cache
def _check(task: Task) -> list[str]:
    from dip_lod.mapping.checking import check  # loads rdflib, a fifth of a second that most builds need not wait

    return check(*task)


def digest(task: Task) -> str:
    """Digest a query, and what its check depends on."""
    query, anchor = task
    words = [query.text, anchor, _ground()]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@cache
def _ground() -> str:
    """Digest what a check depends on beside the query: the terms, the functions, and the checks themselves."""
    spec = find_spec("dip_lod.mapping.checking")
    own = Path(spec.origin).read_text("utf-8") if spec and spec.origin else ""
    return hashlib.sha256("\n".join([*sorted(terms()), *NAMES, own]).encode()).hexdigest()


def _known(file: Path) -> set[str]:
    try:
        return set(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()

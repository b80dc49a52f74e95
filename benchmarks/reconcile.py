"""Reconciliation: how often the right thing comes first, and how long a batch of 100 names takes.

python benchmarks/reconcile.py [DOCUMENTS]

The first part asks names of real authors and venues (../shared/data) as others may write them, by the rules of
tests/reconcile/perturbed.py; half of the names are held out. The second makes up an index.
"""

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import common

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "reconcile"), str(ROOT / "benchmarks")]

import perturbed  # noqa: E402
import quality  # noqa: E402
import search as made_up  # noqa: E402

from dip_lod.reconcile.matching import Asked, match  # noqa: E402
from dip_lod.search import tables, vocabulary  # noqa: E402
from dip_lod.search.candidates import Candidates  # noqa: E402
from dip_lod.search.reading import Index  # noqa: E402
from dip_lod.search.tables import SEARCH  # noqa: E402
from dip_lod.search.vocabulary import KINDS  # noqa: E402

BATCHES = 10


def right(shared: Path) -> None:
    """Print precision and recall."""
    with tempfile.TemporaryDirectory() as folder:
        candidates = quality.index(Path(folder), shared)
        for held in (False, True):
            result = quality.measure(candidates, shared, held)
            print(f"{'held out' if held else 'seen':9} {result.told()}", flush=True)
            for rule, one in result.rules.items():
                print(f"    {rule:18} {one}", flush=True)


def fill(folder: Path, count: int) -> None:
    """Make an index of names alone: that of benchmarks/search.py, without what played when and where."""
    with closing(sqlite3.connect(folder / SEARCH, isolation_level=None)) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; {tables.SCHEMA} {vocabulary.SCHEMA} BEGIN;")
        rows = (
            (number, key, key.partition("/")[0], "{}", label, 0)
            for number, (key, _, label) in enumerate(made_up.documents(count, random.Random(7)), 1)
        )
        database.executemany("INSERT INTO doc (id, key, kind, labels, names, weight) VALUES (?, ?, ?, ?, ?, ?)", rows)
        began = time.perf_counter()
        vocabulary.write(database)
        database.execute("COMMIT")
        database.execute("ANALYZE main")
        print(f"words of names: {time.perf_counter() - began:.0f} s", end="; ", flush=True)
        for table in ("word", "bears", "near"):
            print(f"{table} {database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,}", end="; ", flush=True)
    print(f"search.sqlite with those and documents {(folder / SEARCH).stat().st_size / 1e6:.0f} MB", flush=True)


def fast(count: int) -> None:
    """Print how long a batch takes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fill(folder, count)
        index = Index(folder)
        candidates, chance = Candidates(index), random.Random(7)
        names = [
            row[0].splitlines()[0]
            for kind in ("person", "production", "venue", "work")
            for row in index.rows_of("SELECT names FROM doc WHERE kind = ? ORDER BY id * 7919 % 65537 LIMIT 300", kind)
        ]
        one = perturbed.Known("x", ["x"])
        for title, kinds in (("one kind", None), ("all kinds", KINDS)):
            taken, found, spent = [], 0, time.process_time()
            for _ in range(BATCHES):
                batch = [(name, perturbed.typed(name, one, chance)) for name in chance.sample(names, 100)]
                began = time.perf_counter()
                for name, text in batch:
                    answer = match(candidates, Asked(text, kinds or ("production",), 5, {}), lambda *_: None)
                    found += bool(answer and answer[0].name == name)
                taken.append(time.perf_counter() - began)
            processor = (time.process_time() - spent) / BATCHES
            print(
                f"100 names, {title}: {common.median(taken):.2f} s (longest {max(taken):.2f}),"
                f" {processor:.2f} s of processor; {found / BATCHES:.0f} found",
                flush=True,
            )


def main() -> None:
    """Measure both."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{common.machine()}; {count:,} documents")
    right(ROOT.parent / "shared")
    fast(count)


if __name__ == "__main__":
    main()

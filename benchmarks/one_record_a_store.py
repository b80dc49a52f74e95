"""A store a record against a store a batch, with the real DIP queries: the figures of decision 0008.

In a batch the records get nodes of their own; the answers are then those of all records together, each statement
once and without its record, which is why the build does not do it.
"""

import itertools
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from common import machine

from dip_lod import resources, sample
from dip_lod.functions.context import Context
from dip_lod.functions.registry import functions
from dip_lod.lifting import RECORD, lift
from dip_lod.mapping.query import read
from dip_lod.sources import reading
from dip_lod.sources.description import load
from dip_lod.sources.record import Record

PRODUCTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
ENTITY = "http://localhost:8000/id/run/x#record"


def main() -> None:
    """Run the comparison, three times in turn."""
    folder = resources.folder("mappings") / "dip"
    description, queries = load(folder), read(folder)
    with tempfile.TemporaryDirectory() as name:
        file = sample.write(Path(name), PRODUCTIONS)
        records = [one for one in reading.read(description, [file]) if isinstance(one, Record)]
    bound = functions(Context("http://localhost:8000/", "dip", date(2026, 11, 22), "nl", folder=folder))
    lifted = [lift(record, ENTITY, "nl") for record in records]
    lifted_triples = sum(one.count(b"\n") for one in lifted)
    print(f"machine  {machine()}")
    print(f"input    {len(records)} records, {lifted_triples:,} lifted triples")
    for size in (1, 20, 100) * 3:
        started = time.perf_counter()
        lines = sum(answer(batch, queries, bound) for batch in batches(lifted, size))
        spent = time.perf_counter() - started
        print(f"batches of {size:3}  {spent:5.2f} s  {lines:7,} lines  {spent / lines * 1e6:4.0f} µs a line")


def batches(lifted: Iterable[bytes], size: int) -> Iterable[bytes]:
    """Join lifted records, each with nodes of its own."""
    numbered = (
        one.replace(RECORD.encode(), b"%s:%d" % (RECORD.encode(), n)).replace(b"_:n", b"_:r%dn" % n)
        for n, one in enumerate(lifted)
    )
    while batch := b"".join(itertools.islice(numbered, size)):
        yield batch


def answer(triples: bytes, queries: Sequence[object], bound: dict[ox.NamedNode, object]) -> int:
    """Ask every query of one store, and count the lines."""
    store = ox.Store()
    store.load(triples, format=ox.RdfFormat.N_TRIPLES)
    return sum(
        store.query(query.text, custom_functions=bound).serialize(format=ox.RdfFormat.N_TRIPLES).count(b"\n")
        for query in queries
    )


if __name__ == "__main__":
    main()

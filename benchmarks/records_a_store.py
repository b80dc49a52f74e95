"""Mapping with one record a store and with many, with the real DIP queries: the figures of decision 0013.

Prints processor time, for the lines are the same at any size (tests/test_mapping_batched.py).
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from common import machine

from dip_lod import resources, sample
from dip_lod.functions.context import Context
from dip_lod.functions.registry import functions
from dip_lod.identity.passing import Pass
from dip_lod.lifting import RECORD, lift
from dip_lod.mapping import shared
from dip_lod.mapping.query import read
from dip_lod.mapping.record import SourceMapping
from dip_lod.mapping.shared import Question, Shared
from dip_lod.mapping.statements import Statements
from dip_lod.sources import reading
from dip_lod.sources.description import load
from dip_lod.sources.record import Record

PRODUCTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
BASE, AS_OF = "http://localhost:8000/", date(2026, 11, 22)


def main() -> None:
    """Run the comparison, three times in turn, after the cost of planning alone."""
    description = load(resources.folder("mappings") / "dip")
    queries = read(description.folder)
    with tempfile.TemporaryDirectory() as name:
        keys = Pass()
        entries = list(keys.add(description, reading.read(description, [sample.write(Path(name), PRODUCTIONS)])))
    table = keys.table()
    records = [one for one in entries if isinstance(one, Record) and not one.deleted]
    print(f"machine  {machine()}")
    print(f"input    {len(records)} records, {len(lift(records[0], BASE, 'nl').splitlines()):,} triples in the first")
    context = Context(BASE, "dip", AS_OF, "nl", table, description.folder)
    empty = Shared(context, functions(context), Statements(BASE))
    questions = [Question(query) for query in queries]
    started = time.process_time()
    for question in questions:
        list(empty.ask(question, [RECORD]))
    print(f"planning, on an empty store  {(time.process_time() - started) * 1000:.1f} ms")
    for size in (1, 20, 50, 200) * 3:
        shared.RECORDS = size
        mapping = SourceMapping(description, queries, BASE, AS_OF, table)
        started = time.process_time()
        lines = sum(len(one.lines) for one in mapping.map_all(records))
        spent = time.process_time() - started
        each = spent / len(records) * 1000
        print(f"{size:3} records a store  {each:6.1f} ms a record  {spent / lines * 1e6:5.1f} µs a line")


if __name__ == "__main__":
    main()

"""A made-up season of any size, as DIP records: for the demo, the benchmarks and the load tests.

`write` makes a file, `records` the records themselves. Names come from `words/`, the cases that a sample
must hold from `cases.toml`.
"""

from dip_lod.sample.files import AS_OF, FORMS, records, write

__all__ = ["AS_OF", "FORMS", "records", "write"]

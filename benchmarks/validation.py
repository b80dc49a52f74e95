"""Validation: triples/s of the compiled engine against pySHACL, same shapes, same graph, same results.

    python benchmarks/validation.py ../shared/model/example.ttl --copies 20 --large 1000

The graph is the example repeated with other keys. pySHACL sees `--copies` of it; the compiled engine sees
that, and `--large` copies as well.
"""

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.validation import batches, lookup, run, shapes

BASE = "https://data.example.org/"

KINDS = ("work", "production", "run", "performance", "venue", "hall", "place", "person", "organization")
"""Kinds whose keys differ in each copy; terms, seasons and datasets are shared, as in real data."""


def lines(example: Path) -> list[str]:
    """Read the example as sorted N-Triples lines."""
    quads = ox.parse(path=str(example), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    data = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return sorted((data or b"").decode().splitlines())


def documents(example: list[str], copies: int) -> Iterator[tuple[str, bytes]]:
    """Repeat the example with other keys, document by document."""
    for copy in range(copies):
        renamed = example
        if copy:
            renamed = [line for line in example if not line.startswith((f"<{BASE}id/term", f"<{BASE}doc/term"))]
            for kind in KINDS:
                renamed = [line.replace(f"/{kind}/", f"/{kind}/c{copy}.") for line in renamed]
        keyed = sorted((uris.document(line[1 : line.index(">")]), line) for line in renamed)
        for uri, group in groupby(keyed, key=lambda pair: pair[0]):
            yield uri, "".join(f"{line}\n" for _, line in group).encode()


def store(triples: Iterator[tuple[str, bytes]]) -> ox.Store:
    """Load all documents, for the look-ups."""
    loaded = ox.Store()
    loaded.bulk_load(b"".join(text for _, text in triples), format=ox.RdfFormat.N_TRIPLES)
    return loaded


def measure(example: list[str], copies: int, engine: str, processes: int) -> tuple[float, int, str]:
    """Validate and give seconds, triples and the report's text."""
    loaded = store(documents(example, copies))
    ready = list(documents(example, copies))
    pool = ProcessPoolExecutor(processes) if processes else nullcontext(None)
    with TemporaryDirectory() as folder, pool as executor:
        begin = time.perf_counter()
        types, identifiers = lookup.types(loaded), lookup.identifiers(loaded)
        report = run(ready, Path(folder), types=types, identifiers=identifiers, engine=engine, executor=executor)
        seconds = time.perf_counter() - begin
        return seconds, report.triples, (Path(folder) / "report.ttl").read_text("utf-8")


def main() -> None:
    """Print seconds, triples/s and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("example", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--large", type=int, default=1000)
    options = parser.parse_args()
    example = lines(options.example)
    print(f"{len(shapes.texts(shapes.shipped()))} shapes with an IRI, batches of {batches.SIZE} documents")
    rates = {}
    reports = {}
    for name, copies, engine, processes in (
        ("pyshacl", options.copies, "pyshacl", 0),
        ("shacl", options.copies, "shacl", 0),
        ("shacl, large", options.large, "shacl", 0),
        ("shacl, large, 2 processes", options.large, "shacl", 2),
    ):
        seconds, triples, reports[name] = measure(example, copies, engine, processes)
        rates[name] = triples / seconds
        print(f"{name}: {triples} triples in {seconds:.2f} s, {rates[name]:.0f} triples/s")
    print(f"same report: {reports['pyshacl'] == reports['shacl']}")
    print(f"ratio on the same graph: {rates['shacl'] / rates['pyshacl']:.0f}")


if __name__ == "__main__":
    main()

"""What the journal costs at a commit: made-up documents, of which a second and a third publication change some and all.

python benchmarks/journal.py [DOCUMENTS]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dip_lod.journal import writing
from dip_lod.journal.reading import FIRST, JOURNAL, PUBLICATIONS, Journal
from dip_lod.publication.links import LinkRows
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.packed import Packed, Packer
from dip_lod.publication.repertoire.rows import Rows
from dip_lod.publication.writing import Writer

BASE = "http://localhost:8000/"
CHUNK = 5000


def documents(count: int, version: int, every: int) -> Iterator[list[Packed]]:
    """Make documents of some 20 statements; each `every`-th says which version it is."""
    packer = Packer(BASE)
    for start in range(0, count, CHUNK):
        made = []
        for number in range(start, min(start + CHUNK, count)):
            key = f"performance/nl-{number:09}"
            said = version if number % every == 0 else 1
            lines = [
                f'<{BASE}id/{key}> <https://schema.org/p{line}> "{number * line} {said}"@nl .' for line in range(20)
            ]
            made.append(packer.pack(key, "2026-03-02", sorted(lines), []))
        yield made


def publish(data: Path, count: int, version: int, every: int) -> float:
    """Write a publication, commit it, and give the seconds of the commit alone."""
    folder = data / PUBLICATIONS / f"p{version}"
    folder.mkdir(parents=True)
    writer = Writer(folder, BASE)
    for chunk in documents(count, version, every):
        writer.add(chunk, [], LinkRows(), Rows())
    writer.close()
    moment = f"2026-03-{version:02}T12:00:00+00:00"
    manifest = Manifest(f"p{version}", BASE, moment[:10], moment, {}, (), count, 20 * count)
    manifest.write(folder)
    began = time.perf_counter()
    writing.commit(data, manifest, "")
    return time.perf_counter() - began


def main() -> None:
    """Print a line a commit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        for version, every, what in ((1, 1, "first"), (2, 100, "1 % changed"), (3, 1, "all changed")):
            seconds = publish(data, count, version, every)
            size = (data / JOURNAL).stat().st_size / 1e6
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            print(
                f"{what:12} {count} documents: commit {seconds:.1f} s, journal {size:.0f} MB, peak memory {peak:.0f} MB"
            )
        journal, after, pages = Journal(data), FIRST, []
        for _ in range(200):
            began = time.perf_counter()
            page = journal.changes(after, limit=100)
            if not page:
                break
            pages.append(time.perf_counter() - began)
            after = (page[-1].number, page[-1].key)
        print(f"a page of 100 changes: {sorted(pages)[len(pages) // 2] * 1e3:.2f} ms (median of {len(pages)})")


if __name__ == "__main__":
    main()

"""A whole build at scale: time of each stage, processor time, memory of all processes, and the packed documents.

    python benchmarks/scale.py 3000 [--keep FOLDER]

A production makes about 1,200 triples. Memory is to stay flat as the input grows (must 3 GB at 10 million triples).
"""

import argparse
import json
import sqlite3
import tempfile
from contextlib import closing, nullcontext
from pathlib import Path

import tree
from common import OURS, machine, run


def main() -> None:
    """Build once, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("productions", type=int)
    parser.add_argument("--keep", type=Path, help="build in this folder, and leave it there")
    options = parser.parse_args()
    with nullcontext(str(options.keep)) if options.keep else tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        run(OURS, "sample", "--productions", str(options.productions), "records", folder=folder)
        (folder / "dip-lod.toml").write_text(
            '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
        )
        built = tree.run(OURS, "build", "--as-of", "2026-11-22", "--json", folder=folder)
        summary = json.loads(built.output)
        triples = summary["triples"]
        print(f"machine     {machine()}")
        print(f"input       {options.productions:,} productions, {triples:,} triples")
        print(f"build       {built.seconds:.0f} s, {built.processor:.0f} s of processors", end=" ")
        print(f"({built.processor / triples * 1e6:.0f} µs a triple)")
        for stage, seconds in summary["seconds"].items():
            busy, peak = _stage(built, summary["seconds"], stage)
            print(f"  {stage:12} {seconds:7.1f} s  {busy:7.1f} s of processors  {peak / 1e6:6.0f} MB at most")
        print(f"memory      {built.peak / 1e6:.0f} MB of all processes at most", end="; ")
        print(f"{built.own / 1e6:.0f} MB without pages of files; each:", end=" ")
        print(", ".join(f"{size / 1e6:.0f}" for size in sorted(built.largest.values(), reverse=True)))
        _packed(folder / "data/publications" / summary["publication"], summary)


def _stage(built: tree.Tree, stages: dict[str, float], name: str) -> tuple[float, int]:
    """Give what all processes used during a stage: processor seconds, and memory at most.

    The stages end with the command; the start of the program is before the first.
    """
    names = list(stages)
    until = built.seconds - sum(stages[later] for later in names[names.index(name) + 1 :])
    since = until - stages[name]
    during = [sample for sample in built.samples if since <= sample[0] <= until]
    before = max((busy for at, _, busy in built.samples if at < since), default=0.0)
    after = max((busy for *_, busy in during), default=before)
    return after - before, max((size for _, size, _ in during), default=0)


def _packed(publication: Path, summary: dict[str, float]) -> None:
    file = publication / "documents.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        count, body, rda = connection.execute(
            "SELECT count(*), sum(length(body)), sum(length(rda)) FROM document"
        ).fetchone()
    print(f"documents   {count:,}, {file.stat().st_size / 1e6:.0f} MB of SQLite", end=" ")
    print(f"({file.stat().st_size / count:.0f} bytes each, of which {body / count:.0f} of N-Triples", end=" ")
    print(f"and {(rda or 0) / count:.0f} of the RDA view)")


if __name__ == "__main__":
    main()

"""The whole build, to a committed publication, against `oxigraph load` of the dump it gave.

    python benchmarks/build_against_load.py [PRODUCTIONS [ROUNDS]]

A build gives two dumps and loads two stores, the main one and that of the RDA view: the ratio is told to the load of
the main dump alone, and to that of both. On a busy machine the ratio of processor seconds says more than that of
seconds.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import tree
from common import OURS, PEERS, machine, median, run

PRODUCTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3


def main() -> None:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(OURS, "sample", "--productions", str(PRODUCTIONS), "records", folder=folder)
        (folder / "dip-lod.toml").write_text(
            '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
        )
        builds: list[tree.Tree] = []
        loads: list[tree.Tree] = []
        views: list[tree.Tree] = []
        for _ in range(ROUNDS):
            shutil.rmtree(folder / "data", ignore_errors=True)
            built = tree.run(OURS, "build", "--as-of", "2026-11-22", "--json", folder=folder, memory=False)
            summary = json.loads(built.output)
            publication = folder / "data/publications" / summary["publication"]
            builds.append(built)
            loads.append(load(publication / "dump.nt", folder))
            views.append(load(publication / "dump-rda.nt", folder))
        print(f"machine            {machine()}")
        print(f"input              {PRODUCTIONS} productions, {summary['triples']:,} triples")
        for what, runs in (("build", builds), ("oxigraph load", loads), ("  of RDA's dump", views)):
            seconds, busy = median([one.seconds for one in runs]), median([one.processor for one in runs])
            print(f"{what:18} {seconds:.1f} s, {busy:.1f} s of processors")
        print(f"stages             {stages(summary)}")
        rounds = list(zip(builds, loads, views, strict=True))
        alone = median([built.seconds / main.seconds for built, main, _ in rounds])
        both = median([built.seconds / (main.seconds + view.seconds) for built, main, view in rounds])
        print(f"ratio              {alone:.2f} to the main dump's load (must be at most 5, aim 3), {both:.2f} to both")
        alone = median([built.processor / main.processor for built, main, _ in rounds])
        both = median([built.processor / (main.processor + view.processor) for built, main, view in rounds])
        print(f"of processors      {alone:.2f} and {both:.2f}")


def load(dump: Path, folder: Path) -> tree.Tree:
    """Load a dump into an empty store, as the peer does it."""
    shutil.rmtree(folder / "peer", ignore_errors=True)
    return tree.run(PEERS / "bin/oxigraph", "load", "--location", "peer", "--file", dump, folder=folder, memory=False)


def stages(summary: dict[str, dict[str, float]]) -> str:
    """Say where the time goes."""
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in summary["seconds"].items())


if __name__ == "__main__":
    main()

"""The whole build, to a committed publication, against `oxigraph load` of the dump it gave.

    python benchmarks/build_against_load.py [PRODUCTIONS [ROUNDS]]

On a busy machine the ratio of processor seconds says more than that of seconds.
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
        for _ in range(ROUNDS):
            shutil.rmtree(folder / "data", ignore_errors=True)
            built = tree.run(OURS, "build", "--as-of", "2026-11-22", "--json", folder=folder)
            summary = json.loads(built.output)
            dump = folder / "data/publications" / summary["publication"] / "dump.nt"
            shutil.rmtree(folder / "peer", ignore_errors=True)
            loaded = tree.run(PEERS / "bin/oxigraph", "load", "--location", "peer", "--file", dump, folder=folder)
            builds.append(built)
            loads.append(loaded)
        pairs = list(zip(builds, loads, strict=True))
        print(f"machine            {machine()}")
        print(f"input              {PRODUCTIONS} productions, {summary['triples']:,} triples")
        for name, runs in (("build", builds), ("oxigraph load", loads)):
            seconds, busy = median([one.seconds for one in runs]), median([one.processor for one in runs])
            print(f"{name:18} {seconds:.1f} s, {busy:.1f} s of processors")
        print(f"stages             {stages(summary)}")
        print(f"ratio              {median([a.seconds / b.seconds for a, b in pairs]):.2f} (must be at most 5, aim 3)")
        print(f"of processors      {median([a.processor / b.processor for a, b in pairs]):.2f}")


def stages(summary: dict[str, dict[str, float]]) -> str:
    """Say where the time goes."""
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in summary["seconds"].items())


if __name__ == "__main__":
    main()

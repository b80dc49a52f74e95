"""The whole build, to a committed publication, against `oxigraph load` of the dump it gave."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from common import OURS, PEERS, machine, median, run

PRODUCTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000


def main() -> None:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(OURS, "sample", "--productions", str(PRODUCTIONS), "records", folder=folder)
        (folder / "dip-lod.toml").write_text(
            '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
        )
        ratios, builds, loads, summary = [], [], [], {}
        for _ in range(3):
            shutil.rmtree(folder / "data", ignore_errors=True)
            built = run(OURS, "build", "--as-of", "2026-11-22", "--json", folder=folder)
            summary = json.loads(built.output)
            dump = folder / "data/publications" / summary["publication"] / "dump.nt"
            shutil.rmtree(folder / "peer", ignore_errors=True)
            loaded = run(PEERS / "bin/oxigraph", "load", "--location", "peer", "--file", dump, folder=folder)
            builds.append(built.seconds)
            loads.append(loaded.seconds)
            ratios.append(built.seconds / loaded.seconds)
        print(f"machine            {machine()}")
        print(f"input              {PRODUCTIONS} productions, {summary['triples']:,} triples")
        print(f"build              {median(builds):.1f} s ({stages(summary)})")
        print(f"oxigraph load      {median(loads):.1f} s")
        print(f"ratio              {median(ratios):.2f} (must be at most 5, aim 3)")


def stages(summary: dict[str, dict[str, float]]) -> str:
    """Say where the time goes."""
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in summary["seconds"].items())


if __name__ == "__main__":
    main()

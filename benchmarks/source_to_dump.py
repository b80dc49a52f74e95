"""Source to dump on all cores, against morph-kgc with RML on the same JSON: lines of N-Triples a second.

Repeats the New York Philharmonic's programmes under new ids, maps them with both, and prints the ratio. Both run as
whole processes, in turn, three times; of ours the stages after the dump (statistics, dumps, validation, store, commit)
are not counted.
"""

import json
import sys
import tempfile
from pathlib import Path

from common import OURS, PEERS, ROOT, SHARED, machine, median, run

REPEAT = int(sys.argv[1]) if len(sys.argv) > 1 else 20
AFTER_THE_DUMP = ("statistics", "dumps", "validation", "search", "figures", "store", "commit")


def main() -> None:
    """Run the comparison."""
    source = SHARED / "data/nyphil/2024-25_TO_NOW.json"
    if not source.is_file():
        sys.exit("no folder 'shared' beside the checkout: nothing to measure on")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programmes = json.loads(source.read_text("utf-8"))["programs"]
        repeated = [programme | {"id": f"{n}-{programme['id']}"} for n in range(REPEAT) for programme in programmes]
        file = folder / "programmes.json"
        file.write_text(json.dumps({"programs": repeated}), "utf-8")
        (folder / "dip-lod.toml").write_text(
            f'[[sources]]\nmapping = "nyphil"\nfiles = ["{file}"]\n[build]\nviolations = "report"\n'
        )
        rml = (ROOT / "benchmarks/rml/nyphil.rml.ttl").read_text("utf-8").replace("PROGRAMMES", str(file))
        (folder / "mapping.ttl").write_text(rml)
        (folder / "morph.ini").write_text(
            "[CONFIGURATION]\noutput_file: morph.nt\noutput_format: N-TRIPLES\nlogging_level: ERROR\n"
            "[SOURCE]\nmappings: mapping.ttl\n"
        )
        ours, theirs = [], []
        for _ in range(3):
            ours.append(our_rate(folder))
            theirs.append(their_rate(folder))
        ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
        print(f"machine            {machine()}")
        print(f"input              {len(repeated)} programmes, {file.stat().st_size / 1e6:.1f} MB of JSON")
        print(f"dip_lod            {median(ours):,.0f} lines/s")
        print(f"morph-kgc 2.10 RML {median(theirs):,.0f} lines/s")
        print(f"ratio              {ratio:.2f} (must be 3, aim 6)")


def our_rate(folder: Path) -> float:
    """Build, and give lines of the dump a second until the dump is written."""
    for old in (folder / "data").glob("**/journal.sqlite"):
        old.unlink()
    result = run(OURS, "build", "--as-of", "2026-03-02", "--json", folder=folder)
    summary = json.loads(result.output)
    later = sum(summary["seconds"].get(stage, 0.0) for stage in AFTER_THE_DUMP)
    return float(summary["triples"]) / (result.seconds - later)


def their_rate(folder: Path) -> float:
    """Map with morph-kgc, and give lines a second."""
    result = run(PEERS / "bin/python", "-m", "morph_kgc", "morph.ini", folder=folder)
    with (folder / "morph.nt").open("rb") as stream:
        return sum(1 for _ in stream) / result.seconds


if __name__ == "__main__":
    main()

"""Source to dump on all cores, against morph-kgc with RML on the same JSON: lines of N-Triples a second.

    python benchmarks/source_to_dump.py [20 [nyphil|sample]]

Of the New York Philharmonic's programmes, repeated under new ids, and of a made-up season of DIP records: maps each
with both, and prints the ratios. Both run as whole processes, in turn, three times; of ours the stages after the dump
(statistics, dumps, validation, store, commit) are not counted.
"""

import json
import sys
import tempfile
from pathlib import Path

from common import OURS, PEERS, ROOT, SHARED, machine, median, run

REPEAT = int(sys.argv[1]) if len(sys.argv) > 1 else 20
SOURCES = sys.argv[2:] or ["nyphil", "sample"]
PRODUCTIONS = 15
"""Of the sample, for each time that the programmes are repeated: about as many bytes."""
AFTER_THE_DUMP = ("statistics", "dumps", "validation", "search", "figures", "audiences", "store", "commit")


def main() -> None:
    """Run the comparison."""
    print(f"machine            {machine()}")
    for source in SOURCES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            file = programmes(folder) if source == "nyphil" else season(folder)
            (folder / "morph.ini").write_text(
                "[CONFIGURATION]\noutput_file: morph.nt\noutput_format: N-TRIPLES\nlogging_level: ERROR\n"
                "[SOURCE]\nmappings: mapping.ttl\n"
            )
            ours, theirs = [], []
            for _ in range(3):
                ours.append(our_rate(folder))
                theirs.append(their_rate(folder))
            ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
            print(f"input              {source}, {file.stat().st_size / 1e6:.1f} MB of JSON")
            print(f"dip_lod            {median(ours):,.0f} lines/s")
            print(f"morph-kgc 2.10 RML {median(theirs):,.0f} lines/s")
            print(f"ratio              {ratio:.2f} (must be 3, aim 6)")


def programmes(folder: Path) -> Path:
    """Write the programmes of the New York Philharmonic many times, and both mappings."""
    source = SHARED / "data/nyphil/2024-25_TO_NOW.json"
    if not source.is_file():
        sys.exit("no folder 'shared' beside the checkout: nothing to measure on; name 'sample' to measure that alone")
    told = json.loads(source.read_text("utf-8"))["programs"]
    repeated = [programme | {"id": f"{n}-{programme['id']}"} for n in range(REPEAT) for programme in told]
    file = folder / "programmes.json"
    file.write_text(json.dumps({"programs": repeated}), "utf-8")
    map_by(folder, "nyphil", file, "PROGRAMMES")
    return file


def season(folder: Path) -> Path:
    """Write a made-up season, and both mappings."""
    run(OURS, "sample", "--productions", str(PRODUCTIONS * REPEAT), "--form", "json", "records", folder=folder)
    file = folder / "records/productions.json"
    map_by(folder, "dip", file, "RECORDS")
    return file


def map_by(folder: Path, mapping: str, file: Path, word: str) -> None:
    """Configure our mapping, and write the one in RML."""
    (folder / "dip-lod.toml").write_text(
        f'[[sources]]\nmapping = "{mapping}"\nfiles = ["{file}"]\n[build]\nviolations = "report"\n'
    )
    rml = (ROOT / f"benchmarks/rml/{mapping}.rml.ttl").read_text("utf-8").replace(word, str(file))
    (folder / "mapping.ttl").write_text(rml)


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

"""How long pages take while 20 clients ask queries of death, against how long they take when nobody does.

    python pages_under_attack.py DATA_FOLDER [ROUNDS] [NAME=VALUE...]

DATA_FOLDER is one that `dip-lod build` made; NAME=VALUE are settings of [limits]. In each round pages are read without
attackers and then with them, so that other work of the machine slows both. The attackers have a low priority: they
stand for other machines, and only their queries are to weigh.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import OURS, ROOT, free, machine, server

from dip_lod.journal.reading import current
from dip_lod.publication.reading import Publication

LOAD = ROOT / "tests" / "sparql" / "load.py"
KINDS = ("production", "person", "organization", "venue", "performance")
ATTACKERS, SECONDS = 20, 8


def main() -> None:
    """Measure, and print a line a round."""
    data = Path(sys.argv[1]).resolve()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    publication = Publication(current(data))
    uris = [uri for kind in KINDS for uri in publication.listed(kind, limit=4)]
    paths = ["/", *(uri.replace(f"{publication.base}id/", "/doc/") for uri in uris)]
    print(f"machine  {machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"data     {publication.manifest.triples:,} triples, {len(paths)} pages, {ATTACKERS} attackers")
    port, ratios = free(), []
    with tempfile.TemporaryDirectory() as folder:
        limits = "".join(f"{one}\n" for one in sys.argv[3:])
        settings = f'base_uri = "{publication.base}"\ndata = "{data}"\n[limits]\nseconds = 2\n{limits}'
        (Path(folder) / "dip-lod.toml").write_text(settings)
        with server([OURS, "serve", "--port", port], port, Path(folder)):
            read(port, paths)
            for number in range(rounds):
                idle = read(port, paths)
                attack = start("attack", port, ATTACKERS, SECONDS + 3, nice=15)
                time.sleep(1.5)
                busy = read(port, paths)
                answered = json.loads(attack.communicate()[0])["answered"]
                ratios.append(at(busy, 0.99) / at(idle, 0.99))
                print(
                    f"round {number + 1}  idle p50 {at(idle, 0.5):5.1f} p99 {at(idle, 0.99):6.1f} ms ({len(idle)})"
                    f"   attacked p50 {at(busy, 0.5):5.1f} p99 {at(busy, 0.99):6.1f} ms ({len(busy)})"
                    f"   p99 {ratios[-1]:.2f} times   {answered}",
                    flush=True,
                )
    print(f"median of {rounds} rounds: {statistics.median(ratios):.2f} times (must be at most 3, aim 1.5)")


def start(*arguments: object, nice: int = 0) -> subprocess.Popen[bytes]:
    """Start clients."""
    command = ["nice", "-n", str(nice), sys.executable, str(LOAD), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def read(port: int, paths: list[str]) -> list[float]:
    """Read pages, and give their milliseconds."""
    return [1000 * one for one in json.loads(start("pages", port, SECONDS, *paths).communicate()[0])]


def at(values: list[float], share: float) -> float:
    """Give the value below which a share of them lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()

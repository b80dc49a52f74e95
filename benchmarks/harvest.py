"""What a page costs a harvester in a publication of many documents: the first one changed them all.

python benchmarks/harvest.py [DOCUMENTS]
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import common
import journal as publishing
from flask.testing import FlaskClient

from dip_lod.config import Config
from dip_lod.publication.sitemap import PART
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication

KEY = "performance/nl-{:09}"


def asked(count: int) -> list[tuple[str, str, dict[str, str]]]:
    """List what is asked: name, path, headers."""
    middle, end = KEY.format(count // 2), KEY.format(count - 50)
    return [
        ("event stream: root", "/ldes", {}),
        ("event stream: year", "/ldes/year/2026", {}),
        ("event stream: first page of the first publication", "/ldes/publication/1", {}),
        ("event stream: a page in its middle", f"/ldes/publication/1?after={middle}", {}),
        ("event stream: its last page", f"/ldes/publication/1?after={end}", {}),
        ("changes: publications", "/changes", {"Accept": "text/html"}),
        ("changes: a page in the middle of the first", f"/changes/1?after={middle}", {"Accept": "text/html"}),
        ("changes: feed, newest", "/changes.atom", {}),
        ("changes: feed, in the middle of the first", f"/changes.atom?before=1/{middle}", {}),
        ("activities: collection", "/changes/activity", {}),
        ("activities: a page in the middle of the first", f"/changes/activity/1?after={middle}", {}),
        ("versions: TimeGate", f"/doc/{middle}", {"Accept-Datetime": "Sun, 01 Mar 2026 13:00:00 GMT"}),
        ("versions: one of them, Turtle", f"/history/{middle}.ttl?version=1", {}),
        ("versions: TimeMap", f"/timemap/{middle}", {}),
        ("sitemap: index", "/sitemap.xml", {}),
        (f"sitemap: {min(PART, count):,} documents, packed", f"/sitemap/{max(1, count // PART // 2)}.xml.gz", {}),
    ]


def timed(client: FlaskClient, path: str, headers: dict[str, str]) -> tuple[float, float, int]:
    """Ask 15 times: the median and the longest in milliseconds, and the bytes."""
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        answer = client.get(path, headers=headers)
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code in (200, 302), (path, answer.status_code)
    return common.median(taken), max(taken), len(answer.data)


def main() -> None:
    """Print a row of a table for each thing that is asked."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        for version, every in ((1, 1), (2, 1000), (3, 100)):
            publishing.publish(data, count, version, every)
        client = create_app(Config(data=data, folder=data), CurrentPublication(data)).test_client()
        total = json.loads(client.get("/changes/activity").data)["totalItems"]
        print(f"{count:,} documents, {total:,} changes; {common.machine()}\n")
        print("| asked | median ms | longest ms | kB |\n|---|---|---|---|")
        for name, path, headers in asked(count):
            middle, longest, size = timed(client, path, headers)
            print(f"| {name} | {middle:.1f} | {longest:.1f} | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()

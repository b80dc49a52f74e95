"""A crawl of a made-up season on a real server, from its sitemap and along every link: nothing may be dead.

python benchmarks/crawl.py [PAGES [PRODUCTIONS]]
"""

import gzip
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter, deque
from pathlib import Path

import common
import requests
from lxml import etree, html

PORT = 8765
BASE = f"http://localhost:{PORT}/"
SETTINGS = f"""
base_uri = "{BASE}"
[publisher]
name = "Verzonnen uitgever"
url = "https://www.example.org/"
email = "data@example.org"
[serve]
port = {PORT}
[[sources]]
mapping = "dip"
files = ["records/*.ndjson"]
"""
_SLOW = ("/sparql", "/questions/", "/search", "/dumps/")
"""Of these one in ten is read: they are asked for by each page, and answered from elsewhere than documents."""


def sitemap(session: requests.Session) -> list[str]:
    """Read every address of the sitemaps."""

    def read(uri: str) -> list[str]:
        answer = session.get(uri)
        answer.raise_for_status()
        root = etree.fromstring(gzip.decompress(answer.content) if uri.endswith(".gz") else answer.content)
        return [one[0].text or "" for one in root]

    return [page for part in read(f"{BASE}sitemap.xml") for page in read(part)]


def links(answer: requests.Response) -> set[str]:
    """List the links of a page that stay on this site."""
    page = html.fromstring(answer.content)
    found = [
        *page.xpath("//a/@href"),
        *page.xpath("//link/@href"),
        *page.xpath("//img/@src"),
        *page.xpath("//script/@src"),
    ]
    whole = (urllib.parse.urljoin(answer.url, str(one)).partition("#")[0] for one in found)
    return {one for one in whole if one.startswith(BASE)}


def crawl(pages: int) -> None:
    """Read pages, and say what was found."""
    session = requests.Session()
    session.headers["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8"
    starts = sitemap(session)
    waiting, seen = deque([BASE, *starts[:: max(1, len(starts) * 2 // pages)]]), set(starts)
    read: Counter[str] = Counter()
    dead, skipped, began = [], 0, time.monotonic()
    while waiting and read.total() < pages:
        uri = waiting.popleft()
        if any(mark in uri for mark in _SLOW) and (skipped := skipped + 1) % 10:
            continue
        answer = session.get(uri)
        read[urllib.parse.urlsplit(uri).path.split("/")[1]] += 1
        if answer.status_code != 200:
            dead.append(f"{answer.status_code} {uri}")
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            new = links(answer) - seen
            seen |= new
            waiting.extend(sorted(new))
    seconds = time.monotonic() - began
    print(f"{len(starts):,} addresses in the sitemap; {read.total():,} pages read in {seconds:.0f} s; {len(dead)} dead")
    print(", ".join(f"{name or 'home'} {count:,}" for name, count in read.most_common()))
    print("\n".join(dead[:20]))


def _wait(server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    while server.poll() is None:
        try:
            if requests.get(f"{BASE}readyz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    sys.exit("dip-lod serve ended before it answered")


def main() -> None:
    """Build a season, serve it, and crawl it."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    productions = sys.argv[2] if len(sys.argv) > 2 else "300"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "dip-lod.toml").write_text(SETTINGS, "utf-8")
        common.run(common.OURS, "sample", "--productions", productions, "records", folder=folder)
        common.run(common.OURS, "build", "--as-of", "2026-03-02", folder=folder)
        print(common.machine())
        with (folder / "serve.log").open("wb") as log:
            server = subprocess.Popen([common.OURS, "serve"], cwd=folder, stdout=log, stderr=log)
        try:
            _wait(server)
            crawl(pages)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


if __name__ == "__main__":
    main()

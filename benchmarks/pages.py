"""Pages against an empty Flask page on the same server: requests a second that one web worker can answer.

    python benchmarks/pages.py FOLDER [--pages 300] [--stored PLACE] [--full SECONDS]

FOLDER has a dip-lod.toml with a publication. The figure is by processor seconds of the web worker, so that a crowded
machine and the client do not count: how many answers it gives for each second that it works, of a worker that has got
ready, with the empty page in turn. `any` are documents chosen from all, most of them performances. An HTML page must be
at least 1/8 of the empty one, aim 1/2; Turtle 1/4, aim 2/3. Each document is asked for once in each of three ways:

- drawn: nobody has asked for it, and nothing is stored (`serve.pages` is empty);
- stored: nobody has asked this worker for it, and the store is full;
- again: the worker has just answered it, and remembers.

Before `stored` the store is filled in PLACE (a temporary folder, if none is named): what that takes, and how long pages
take for one reader of thirty a second who asks for `any`, while it is filled and while no store is wanted. `--full` is
how long to wait for a full store (1,800 s).
"""

import argparse
import http.client
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from common import OURS, machine

KINDS = ("production", "person", "organization", "venue", "performance", "work", "run", "hall")
STORED = ("production", "organization", "venue", "run", "hall", "any")
"""What of these the server stores; of `any` the part that is of such a kind."""

_READER = 30
"""Pages a second that a reader asks for, while it is measured how long they take."""

_SECONDS = 20.0
"""How long that goes on."""

_TICKS = os.sysconf("SC_CLK_TCK")
_EMPTY = """
from flask import Flask
app = Flask("empty")
@app.get("/")
def page():
    return "<!DOCTYPE html>"
"""
HTML = {"Accept": "text/html", "Accept-Language": "nl"}


def main() -> None:
    """Ask, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--stored", type=Path)
    parser.add_argument("--full", type=float, default=1800.0)
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(f"machine  {machine()}, load {os.getloadavg()[0]:.0f}")
    keys = _keys(options.folder, options.pages)
    asked = [f"/doc/{key}" for key in keys["any"]][: int(_SECONDS * _READER)]
    table = [(kind, [f"/doc/{key}" for key in found], HTML) for kind, found in keys.items()]
    table.append(("front page", ["/"] * 100, HTML))
    table.append(("Turtle", [f"/doc/{key}.ttl" for found in keys.values() for key in found][:600], {}))
    with tempfile.TemporaryDirectory() as temporary, _empty() as peer:
        _rate(*peer, ["/"] * 500, HTML)
        with _served(options.folder, "") as (port, leader):
            _ready(port, leader)
            drawn = {name: _ratios(peer, (port, leader), paths, headers, 2) for name, paths, headers in table}
        with _served(options.folder, "") as (port, leader):
            _ready(port, leader)
            without = _latencies(port, asked)
        place = options.stored or Path(temporary)
        with _served(options.folder, str(place)) as (port, leader):
            _ready(port, leader, still=False)
            print(f"latency  not filling {without}\n         filling     {_latencies(port, asked)}")
            print(f"store    {_full(place, options.full)}")
        with _served(options.folder, str(place)) as (port, leader):
            _ready(port, leader)
            stored = {
                name: _ratios(peer, (port, leader), paths, headers, 1)
                for name, paths, headers in table
                if name in STORED
            }
    for name, paths, _ in table:
        first, again = drawn[name]
        told = f"stored {stored[name][0]}" if name in stored else ""
        print(f"{name:14} {len(paths):4} drawn {first}  again {again}  {told}")


def _ready(port: int, leader: int, *, still: bool = True) -> None:
    """Ask for what is no document, and let a worker that has just begun get ready."""
    _rate(port, leader, ["/about", "/search?q=a"], HTML)
    if still:
        _rest(leader)


def _ratios(
    peer: tuple[int, int], ours: tuple[int, int], paths: list[str], headers: dict[str, str], times: int
) -> list[str]:
    """Ask for each page so many times, and give each time's rate and its part of the empty page's."""
    random.shuffle(paths)
    empty, spent = 0.0, [0.0] * times
    for part in (paths[0::4], paths[1::4], paths[2::4], paths[3::4]):  # a busy machine changes by the second
        empty += _spent(*peer, ["/"] * 500, HTML)
        for turn in range(times):
            spent[turn] += _spent(*ours, part, headers)
    rates = [len(paths) / max(one, 1 / _TICKS) for one in spent]
    return [f"{rate:6.0f}/s = 1/{2000 / empty / rate:<5.1f}" for rate in rates]


def _latencies(port: int, paths: list[str]) -> str:
    """Ask at a steady pace, and give what half and what 99 of 100 took at most, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    took = []
    begun = time.perf_counter()
    for number, path in enumerate(paths):
        time.sleep(max(0.0, begun + number / _READER - time.perf_counter()))
        before = time.perf_counter()
        connection.request("GET", path, headers=HTML)
        connection.getresponse().read()
        took.append(1000 * (time.perf_counter() - before))
    connection.close()
    took.sort()
    return f"p50 {took[len(took) // 2]:.1f} ms, p99 {took[len(took) * 99 // 100]:.1f} ms of {len(took)} pages"


def _full(place: Path, seconds: float) -> str:
    """Wait until the store is full, and tell what it took."""
    state = {"pages": 0, "bytes": 0, "seconds": 0, "done": False}
    until = time.monotonic() + seconds
    while not state["done"] and time.monotonic() < until:
        time.sleep(1)
        for file in place.glob("*.pages/state.json"):
            state = json.loads(file.read_text("utf-8"))
    of = "all" if state["done"] else "NOT ALL"
    return f"{state['pages']} pages ({of}), {state['bytes'] / 1e6:.0f} MB of the disk, {state['seconds']:.0f} s"


def _keys(folder: Path, most: int) -> dict[str, list[str]]:
    """Choose documents of each kind, always the same."""
    newest = max((folder / "data" / "publications").iterdir(), key=lambda one: one.name)
    chance = random.Random(1)
    found = {}
    with closing(sqlite3.connect(newest / "documents.sqlite")) as connection:
        for kind in KINDS:
            keys = [
                row[0] for row in connection.execute("SELECT key FROM document WHERE kind = ? ORDER BY key", (kind,))
            ]
            found[kind] = chance.sample(keys, min(len(keys), most))
        every = [row[0] for row in connection.execute("SELECT key FROM document WHERE kind IS NOT NULL ORDER BY key")]
        found["any"] = chance.sample(every, min(len(every), 2 * most))
    return {kind: keys for kind, keys in found.items() if keys}


def _rate(port: int, leader: int, paths: list[str], headers: dict[str, str]) -> float:
    """Ask one after another, and give answers for each processor second of the server's processes."""
    return len(paths) / max(_spent(port, leader, paths, headers), 1 / _TICKS)


def _spent(port: int, leader: int, paths: list[str], headers: dict[str, str]) -> float:
    """Ask one after another, and give the processor seconds that the server's processes spent."""
    before = _processor(leader)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
    connection.close()
    return _processor(leader) - before


def _rest(leader: int) -> None:
    """Wait until a worker that has just begun has got ready: templates and maps, 0.3 s once, are no page's cost."""
    before = -1.0
    while (now := _processor(leader)) > before:
        before = now
        time.sleep(1)


def _processor(leader: int) -> float:
    """Give the processor seconds of all processes of a session."""
    total = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(words[3]) == leader:
                total += int(words[11]) + int(words[12])
    return total / _TICKS


@contextmanager
def _empty() -> Iterator[tuple[int, int]]:
    port = _free()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "-k",
        "gthread",
        "--threads",
        "8",
        "-w",
        "1",
    ]
    with tempfile.TemporaryDirectory() as name:
        Path(name, "empty_page.py").write_text(_EMPTY, "utf-8")
        with _running([*command, "empty_page:app"], Path(name), port) as leader:
            yield port, leader


@contextmanager
def _served(folder: Path, pages: str) -> Iterator[tuple[int, int]]:
    port = _free()
    os.environ |= {"DIP_LOD_SERVE__WORKERS": "1", "DIP_LOD_SERVE__PORT": str(port), "DIP_LOD_SERVE__PAGES": pages}
    with _running([str(OURS), "serve"], folder, port) as leader:
        yield port, leader


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[int]:
    """Run a server in a session of its own until it is no longer needed."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        for _ in range(200):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _free() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()

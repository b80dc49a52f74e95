"""Pages against an empty Flask page on the same server: requests a second that one web worker can answer.

    python benchmarks/pages.py FOLDER [--pages 300]

FOLDER has a dip-lod.toml with a publication. The figure is by processor seconds of the web worker, so that a crowded
machine and the client do not count: how many answers it gives for each second that it works. Documents are asked once,
in another order than any cache has them (cold), and once more (warm), of a worker that has got ready; the empty page is
asked in turn with each kind; `any` are documents chosen from all, most of them performances. An HTML page must be at
least 1/8 of the empty one, aim 1/2; Turtle 1/4, aim 2/3.
"""

import argparse
import http.client
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
    """Ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(f"machine  {machine()}, load {os.getloadavg()[0]:.0f}")
    keys = _keys(options.folder, options.pages)
    with _empty() as peer, _served(options.folder) as (port, leader):
        _rate(*peer, ["/"] * 500, HTML)
        _rate(port, leader, ["/about", "/search?q=a"], HTML)
        _rest(leader)
        for name, paths, headers in (
            *((kind, [f"/doc/{key}" for key in found], HTML) for kind, found in keys.items()),
            ("front page", ["/"] * 100, HTML),
            ("Turtle", [f"/doc/{key}.ttl" for found in keys.values() for key in found][:600], {}),
        ):
            random.shuffle(paths)
            empty, cold, warm = [], [], []
            for part in (paths[0::4], paths[1::4], paths[2::4], paths[3::4]):  # a busy machine changes by the second
                empty.append(_spent(*peer, ["/"] * 500, HTML))
                cold.append(_spent(port, leader, part, headers))
                warm.append(_spent(port, leader, part, headers))
            rates = [2000 / sum(empty), len(paths) / sum(cold), len(paths) / max(sum(warm), 1 / _TICKS)]
            print(f"{name:14} {len(paths):4} cold {rates[1]:6.0f}/s = 1/{rates[0] / rates[1]:.1f}", end="  ")
            print(f"warm {rates[2]:6.0f}/s = 1/{rates[0] / rates[2]:.1f}  empty {rates[0]:6.0f}/s")


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
def _served(folder: Path) -> Iterator[tuple[int, int]]:
    port = _free()
    os.environ |= {"DIP_LOD_SERVE__WORKERS": "1", "DIP_LOD_SERVE__PORT": str(port)}
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

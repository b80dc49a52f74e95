"""Real servers store pages beside their work, and nothing of an erased person is left in what they stored."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import brotli
import pytest
import requests
from patience import LATE, until
from serving import family
from toy import published

from dip_lod import config as configuration
from dip_lod import sample
from dip_lod.journal.reading import current
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout, stored_pages
from dip_lod.web.stored.store import Store

SETTINGS = """
[[sources]]
mapping = "dip"
files = ["records/*.ndjson"]
[build]
processes = 1
violations = "report"
[limits]
workers = 1
"""
HTML = {"Accept": "text/html", "Accept-Language": "nl"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of an installation that has built three productions."""
    sample.write(tmp_path / "records", 3, 1)
    (tmp_path / "dip-lod.toml").write_text(SETTINGS, "utf-8")
    published(configuration.load(tmp_path / "dip-lod.toml", {}), date(2026, 3, 2))
    return tmp_path


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run a server until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from dip_lod.cli import main; main()", "serve", "--port", str(port)]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([*command, "--workers", "1"], cwd=folder, stderr=log)
    try:
        until(lambda: answers(port))
        yield process, port
    finally:
        if process.poll() is None:
            process.terminate()
            assert process.wait(LATE) == 0


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stored(folder: Path) -> Store | None:
    """Give the store of what is current, if it is full."""
    name = current(folder / "data").name
    for one in (folder / "data" / "pages").glob(f"{name}.*.pages"):
        if (state := Store(one).state()) and state.done:
            return Store(one)
    return None


def fillers(process: subprocess.Popen[bytes]) -> list[int]:
    found = []
    for one in family(process.pid):
        try:
            told = Path(f"/proc/{one}/cmdline").read_bytes()
        except FileNotFoundError:
            continue
        found += [one] if b"dip_lod.web.stored" in told else []
    return found


def filled(process: subprocess.Popen[bytes], folder: Path) -> Store:
    """Wait until what is current is stored: not at nice 19, which gets nothing for minutes where others want the cores."""

    def look() -> Store | None:
        time.sleep(0.1)
        for one in fillers(process):
            with suppress(OSError):  # it has just ended, or only root may do this
                os.setpriority(os.PRIO_PROCESS, one, 0)
        return stored(folder)

    until(look, why=lambda: (folder / "log").read_text("utf-8"))
    store = stored(folder)
    assert store is not None
    return store


def pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give every page that is stored, unpacked."""
    for file in (folder / "data" / "pages").rglob("??/*"):
        content = file.read_bytes()
        head = int.from_bytes(content[32:36], "big")
        yield file, brotli.decompress(content[36 + head :]).decode()


def test_an_erasure_leaves_no_stored_page_with_the_name(folder: Path) -> None:
    config = configuration.load(folder / "dip-lod.toml", {})
    dump = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    named = re.findall(r'^<\S+/id/(person/[^>#]*)> <https://schema.org/name> "([^"\\]* [^"\\]*)"', dump, re.M)
    with serving(folder) as (process, port):
        filled(process, folder)
        counts = [(sum(name in text for _, text in pages(folder)), key, name) for key, name in named]
        standing, key, name = max(counts)
        assert standing > 1, "the test looks in the right places"
        elsewhere = folder / "data" / "pages" / stored_pages.name("older", "0" * 24)
        elsewhere.mkdir()
        made = erase(config, key, "privacy", Progress(quiet=True), patience=LATE)
        assert not elsewhere.exists()
        filled(process, folder)
        assert {file.parents[1].name.split(".")[0] for file, _ in pages(folder)} == {made.publication}
        assert [file for file, text in pages(folder) if name in text] == []
        for changed in made.changed:
            assert name not in requests.get(f"http://127.0.0.1:{port}/doc/{changed}", headers=HTML, timeout=LATE).text
        assert [check for check in verify(config.data_folder, current(config.data_folder)) if check.wrong] == []


def test_two_servers_of_one_folder_share_what_one_of_them_stores(folder: Path) -> None:
    with serving(folder) as (first, _):
        store = filled(first, folder)
        with serving(folder) as (second, port):
            until(lambda: fillers(second))
            address = "/doc/" + _key(folder)
            assert requests.get(f"http://127.0.0.1:{port}{address}", headers=HTML, timeout=LATE).status_code == 200
            told = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=LATE).text
            assert "dip_lod_pages_from_store_total 1.0" in told and "dip_lod_pages_stored_complete 1.0" in told
            (filling,) = fillers(first)
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            until(lambda: not Path(f"/proc/{filling}").exists())
            (store.folder / "state.json").unlink()  # as a worker does that has found a page broken
            filled(second, folder)
    assert (folder / "log").read_text("utf-8").count("pages stored") >= 2


def _key(folder: Path) -> str:
    (key,) = re.findall(r"^<\S+/id/(production/[^>#]*)> <https://schema.org/name>", _dump(folder), re.M)[:1]
    return str(key)


def _dump(folder: Path) -> str:
    return (current(folder / "data") / layout.DUMP).read_text("utf-8")

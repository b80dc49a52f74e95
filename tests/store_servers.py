"""Real stores for the tests, each a server of its own on a free port: Oxigraph's, and Virtuoso where it is installed."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dip_lod.config import STORE_PASSWORD, STORE_USER, Config, Remote

ENGINES = ("oxigraph", "virtuoso")
MOST_ROWS = 10_000
"""Virtuoso's own limit, which cuts answers with a 200."""
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""
_SECONDS = 90
WRITER = {STORE_USER: "dba", STORE_PASSWORD: "dba"}
"""Who may write, as Virtuoso comes; Oxigraph asks nobody."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def missing(engine: str) -> str | None:
    """Say why an engine cannot be tested here; None where it can."""
    if engine == "virtuoso" and not shutil.which("virtuoso-t"):
        return "virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)"
    return None


@contextmanager
def serve(engine: str, folder: Path) -> Iterator[Config]:
    """Run a server for the time of a `with`; gives the part of a configuration that names it. Skips where it is not."""
    if why := missing(engine):
        pytest.skip(why)
    port = free_port()
    if engine == "oxigraph":
        program = Path(sys.executable).with_name("oxigraph")
        command = [str(program), "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
        command += ["--timeout-s", "10"]  # or what a test gives up would run on
        query = "query"
    else:
        (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=port, rows=MOST_ROWS))
        command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
        query = "sparql"
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/{query}"
        _wait(process, address, folder / "server.log")
        yield Config(store=f"sparql+{address}", remote=Remote(engine, seconds=60))
    finally:
        process.kill()
        process.wait()
        log.close()


def _wait(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            urlopen(f"{address}?query=ASK%7B%7D", timeout=5).close()
            return
        except HTTPError as error:
            error.close()
            return
        except OSError:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            assert time.monotonic() < until, f"{address} did not start in {_SECONDS} seconds"
            time.sleep(0.1)


def over(config: Config, server: Config) -> Config:
    """Put a remote store behind a configuration; readers may get what Virtuoso is set to give."""
    limits = replace(config.limits, rows=min(config.limits.rows, MOST_ROWS - 1))
    return replace(config, store=server.store, remote=server.remote, limits=limits)

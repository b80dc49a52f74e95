"""How a server ends: SIGTERM cuts nobody off who has called, Ctrl-C ends at once."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import web_harness
from patience import LATE, SOON

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import web_harness
from dip_lod.config import Serve
from dip_lod.web.server import serve
config = web_harness.config(Path(sys.argv[1]))
serve(replace(config, serve=Serve(port=int(sys.argv[2]), workers=int(sys.argv[4]), pages="")))
"""
CALLS = 50
TARGETS = ("/", "/search?q=a", "/doc/person/p.veel", "/sitemap.xml", "/about")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with a publication."""
    folder = tmp_path_factory.mktemp("ending")
    web_harness.publish(folder, web_harness.triples(web_harness.SAMPLE))
    return folder


@contextmanager
def serving(data: Path, workers: int) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """Run a real server, until the test has ended it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = [sys.executable, "-c", PROGRAM, str(data), str(port), str(Path(__file__).parents[1]), str(workers)]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("Serving ")
            yield process, port
        finally:
            process.kill()


def call(port: int, target: str) -> socket.socket:
    """Ask, and do not wait for the answer."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=LATE)
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def answered(connection: socket.socket) -> int:
    """Read a whole answer: one that is cut off raises."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    answer.read()
    return answer.status


def test_who_has_called_before_the_end_is_answered_whole(data: Path) -> None:
    with serving(data, 2) as (process, port), ExitStack() as calls:
        assert answered(calls.enter_context(call(port, "/healthz"))) == 200
        made = [calls.enter_context(call(port, TARGETS[n % len(TARGETS)])) for n in range(CALLS)]
        process.send_signal(signal.SIGTERM)
        assert [answered(connection) for connection in made] == [200] * CALLS
        assert process.wait(LATE) == 0
        assert process.stderr is not None and "Exception" not in process.stderr.read()


def test_ctrl_c_ends_at_once_however_many_have_called(data: Path) -> None:
    with serving(data, 1) as (process, port), ExitStack() as calls:
        assert answered(calls.enter_context(call(port, "/healthz"))) == 200  # before, a worker hears no signal
        for n in range(CALLS):
            calls.enter_context(call(port, TARGETS[n % len(TARGETS)]))
        process.send_signal(signal.SIGINT)
        assert process.wait(SOON) == 0
        assert process.stderr is not None and "SIGKILL" not in process.stderr.read()

"""dip_lod/sparql/remote.py and store/asking.py: whatever a store does wrong is a sentence and a status."""

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import store_servers
from patience import SOON
from stub_store import Conversation, says, stub

from dip_lod.config import Config, Limits, Remote
from dip_lod.publication import layout
from dip_lod.sparql import engines, supervisor
from dip_lod.sparql.answer import Answer, Exceeded, Result, Unreachable
from dip_lod.sparql.request import QueryRequest
from dip_lod.store import remote
from dip_lod.store.errors import Late, Silent, StoreError
from dip_lod.store.uploading import Upload

LIMITS = Limits(seconds=1, workers=1, rows=100, result_bytes=5000)
JSON = "200 OK\r\nContent-Type: application/sparql-results+json"
ROW = '{"s":{"type":"uri","value":"http://e/s"}}'


def table(rows: int) -> bytes:
    return f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{",".join([ROW] * rows)}]}}}}'.encode()


@pytest.fixture(scope="module")
def socket_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    running = supervisor.start(tmp_path_factory.mktemp("false") / "q.sock", LIMITS)
    yield running.socket_path
    running.stop()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Give the folder of a store whose dump is empty, so that nobody looks whether its graph is there."""
    (tmp_path / layout.DUMP).touch()
    return tmp_path / layout.STORE


def ask(address: str, socket_path: Path, store: Path, query: str = "SELECT ?s { ?s ?p ?o }") -> Answer:
    config = Config(store=f"sparql+{address}", remote=Remote("oxigraph"), limits=LIMITS)
    request = QueryRequest(query, store, graph_type="application/n-triples", publication="now")
    return engines.choose(config, socket_path)(request)


def trickle(client: socket.socket) -> None:
    client.sendall(f"HTTP/1.1 {JSON}\r\nContent-Length: 100000\r\n\r\n".encode())
    for _ in range(600):
        client.sendall(b" ")
        time.sleep(0.1)


def trickling_headers(client: socket.socket) -> None:
    client.sendall(f"HTTP/1.1 {JSON}\r\n".encode())
    for number in range(600):
        client.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.1)


def silence(client: socket.socket) -> None:
    time.sleep(60)


def hang_up(client: socket.socket) -> None:
    client.shutdown(socket.SHUT_RDWR)


def no_length(client: socket.socket) -> None:
    client.sendall(f"HTTP/1.0 {JSON}\r\n\r\n".encode() + table(2))


@pytest.mark.parametrize(
    ("conversation", "status", "words"),
    [
        (silence, 504, "had not answered after 1 seconds"),
        (trickle, 504, "had not answered after 1 seconds"),
        (trickling_headers, 504, "had not answered after 1 seconds"),
        (hang_up, 502, "broke off its answer"),
        (no_length, 502, "broke off its answer"),
        (says(JSON, table(2), length=5000), 502, "broke off its answer"),
        (says(JSON, table(2)[:-20]), 502, "broke off its answer"),
        (says(JSON, b'{"head":{},"boolean":true}'), 502, "broke off its answer"),
        (says("200 OK\r\nContent-Type: text/html", b"<html>Welcome"), 502, "broke off its answer"),
        (says("400 Bad Request", b"syntax error\nSPARQL query: secret"), 502, "cannot answer this query: syntax error"),
        (says("500 Failed", b"\n Error SR084: Division by 0.\n"), 502, "this query: Error SR084: Division by 0."),
        (says("500 Failed"), 502, "it does not say why"),
        (says("401 Unauthorized"), 502, "refuses our queries"),
        (says("403 Forbidden"), 502, "refuses our queries"),
        (says("404 Not Found"), 502, "refuses our queries"),
        (says("302 Found\r\nLocation: http://127.0.0.1:9/elsewhere"), 502, "refuses our queries"),
        (says("503 Busy"), 503, "too busy"),
        (says("429 Too Many"), 503, "too busy"),
    ],
)
def test_what_a_store_does_wrong_is_told(
    conversation: Conversation, status: int, words: str, socket_path: Path, store: Path
) -> None:
    started = time.monotonic()
    with stub(conversation) as address:
        answer = ask(address, socket_path, store)
    assert isinstance(answer, Unreachable), answer
    assert answer.status == status and words in answer.message
    assert "127.0.0.1" not in answer.message and "secret" not in answer.message
    assert time.monotonic() - started < SOON


def test_a_store_that_is_down_is_503_and_the_log_says_where(
    socket_path: Path, store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"http://127.0.0.1:{store_servers.free_port()}/query"
    logger = logging.getLogger("dip_lod.store")
    logger.addHandler(caplog.handler)  # not by the root: whoever configured the log before has cut it off
    answer = ask(address, socket_path, store)
    logger.removeHandler(caplog.handler)
    assert isinstance(answer, Unreachable) and answer.status == 503 and address not in answer.message
    assert f"{address}: cannot be reached (Connection refused); start the store" in caplog.text


def test_a_triple_that_is_cut_short_is_no_answer(socket_path: Path, store: Path) -> None:
    with stub(says("200 OK\r\nContent-Type: application/n-triples", b"<a:a> <a:a> <a:a> .\n<a:a> <a:")) as address:
        answer = ask(address, socket_path, store, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, Unreachable) and answer.status == 502


def test_limits_hold_for_what_a_store_gives(socket_path: Path, store: Path) -> None:
    for body, limit in ((table(101), "rows"), (table(100), None), (b" " * 50_000 + table(1), "result_bytes")):
        with stub(says(JSON, body)) as address:
            answer = ask(address, socket_path, store)
        assert isinstance(answer, Exceeded) if limit else isinstance(answer, Result)
        assert not isinstance(answer, Exceeded) or answer.limit == limit
    with stub(says(f"{JSON}\r\nX-SPARQL-MaxRows: 7", table(7))) as address:
        assert ask(address, socket_path, store) == Exceeded("rows", 7)
    with stub(says(f"{JSON}\r\nX-SQL-State: S1TAT", table(7))) as address:
        assert ask(address, socket_path, store) == Exceeded("seconds", 1)


@pytest.mark.parametrize(
    ("conversation", "kind", "sentence"),
    [
        (silence, Late, "had not answered after 1 seconds; see whether the store is overloaded, or set remote.seconds"),
        (hang_up, Silent, "cannot be reached .*; start the store, or mend 'store'"),
        (says("302 Found\r\nLocation: http://127.0.0.1:9/"), StoreError, "answers 302 to POST .*remote.graphs"),
        (says("401 Unauthorized"), StoreError, "answers 401 to POST .*; set DIP_LOD_STORE_USER"),
        (says("413 Too Large", b"\nbody\n"), StoreError, r"answers 413 to POST \(body\); see the store's log"),
        (says("404 Not Found"), StoreError, "answers 404 to POST .*remote.engine"),
    ],
)
def test_what_goes_wrong_while_loading_is_a_sentence(
    conversation: Conversation, kind: type[StoreError], sentence: str, tmp_path: Path
) -> None:
    (tmp_path / layout.DUMP).write_text("<a:a> <a:a> <a:a> .\n")
    with stub(conversation) as address:
        where = remote.read(Config(store=f"sparql+{address}", remote=Remote("oxigraph", seconds=1)), {})
        assert where is not None
        with Upload(where) as upload, pytest.raises(kind, match=sentence):
            upload.load(tmp_path / layout.DUMP, "urn:g", lambda _: None)

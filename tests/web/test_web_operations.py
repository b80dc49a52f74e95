"""What those who run the site ask: /healthz, /readyz, /metrics, the log of a real server, and SIGHUP."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import quality_harness
import requests
import web_harness
from docs_harness import free_port
from flask.testing import FlaskClient
from patience import LATE, until
from prometheus_client.parser import text_string_to_metric_families

from dip_lod.config import EMBEDDED, Operations, Remote
from dip_lod.publication import last_build
from dip_lod.publication.last_build import LastBuild
from dip_lod.publication.reading import Publication
from dip_lod.sparql import supervisor
from dip_lod.web.app import create_app

SETTINGS = """
base_uri = "http://localhost:8000/"
data = "."
[serve]
port = {port}
workers = 2
[log]
form = "json"
requests = true
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with a publication, and the record of its build."""
    folder = tmp_path_factory.mktemp("run")
    web_harness.publish(folder, web_harness.triples(web_harness.SAMPLE))
    last_build.write(folder, LastBuild(1.0, 5.0, "failed", 5, "", {"mapping": 2.5}))
    return folder


@pytest.fixture
def watched(data: Path) -> FlaskClient:
    """Give a client of a site without an endpoint."""
    return make(data)


def make(
    data: Path, operations: Operations | None = None, endpoint: Path | None = None, store: str = EMBEDDED
) -> FlaskClient:
    publication = Publication(data / "publications/p1")
    config = replace(web_harness.config(data), operations=operations or Operations(free_bytes=0))
    config = replace(config, store=store, remote=Remote("oxigraph"))
    return create_app(config, publication, endpoint).test_client()


def measured(text: str) -> dict[str, float]:
    """Read metrics with Prometheus's own parser; a series is its name and labels."""
    return {
        sample.name + "".join(f",{key}={value}" for key, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_health_says_that_the_process_lives(watched: FlaskClient) -> None:
    answer = watched.get("/healthz")
    assert (answer.status_code, answer.text, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")


def test_ready_without_an_endpoint(watched: FlaskClient) -> None:
    answer = watched.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "publication ok\nsparql off\ndisk ok\n")


def test_ready_with_an_endpoint_and_not_when_it_has_gone(data: Path, tmp_path: Path) -> None:
    config = web_harness.config(data)
    running = supervisor.start(tmp_path / "q.sock", config.limits)
    try:
        client = make(data, endpoint=running.socket_path)
        assert "sparql ok\n" in client.get("/readyz").text
        for query in ("ASK {}", "ASK {"):
            client.get("/sparql", query_string={"query": query}).close()
        found = measured(client.get("/metrics").text)
        series = {name: value for name, value in found.items() if name.startswith("dip_lod_sparql_queries_total")}
        assert sorted(name.partition("fate=")[2].partition(",")[0] for name in series) == ["answered", "malformed"]
        assert found["dip_lod_sparql_workers,state=busy"] + found["dip_lod_sparql_workers,state=idle"] == 1
    finally:
        running.stop()
    assert make(data, endpoint=running.socket_path).get("/readyz").text.splitlines()[1] != "sparql ok"


def test_ready_while_the_remote_store_is_down_or_hangs(data: Path, tmp_path: Path) -> None:
    running = supervisor.start(tmp_path / "q.sock", web_harness.config(data).limits)
    try:
        with socket.create_server(("127.0.0.1", 0)) as hangs:
            for port in (hangs.getsockname()[1], free_port()):
                store = f"sparql+http://127.0.0.1:{port}/query"
                client = make(data, endpoint=running.socket_path, store=store)
                answer = client.get("/readyz")
                assert (answer.status_code, answer.text.splitlines()[1]) == (200, "sparql ok")
        assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 503
    finally:
        running.stop()
    assert "sparql ok" not in make(data, endpoint=running.socket_path, store=store).get("/readyz").text


def test_a_full_disk_is_not_ready(data: Path) -> None:
    answer = make(data, Operations(free_bytes=1 << 60)).get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[2]) == (503, "disk has too little room")


def test_a_publication_that_cannot_be_read_is_not_ready(tmp_path: Path) -> None:
    publication = web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    (publication.folder / "documents.sqlite").write_bytes(b"no database at all" * 100)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[0]) == (503, "publication is damaged")


@pytest.mark.parametrize("size", [16384, 4096])
def test_zeros_on_the_disk_are_an_honest_500_a_line_and_not_ready(
    tmp_path: Path, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    publication = web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE))
    file = publication.folder / "documents.sqlite"
    whole = file.read_bytes()
    space = f"{web_harness.BASE}id/"
    paths = ["/doc/" + uri.removeprefix(space) for kind in publication.kinds for uri in publication.listed(kind)]
    zeroed = bytearray(whole)
    for start in range(size, len(whole), 2 * size):
        zeroed[start : start + size] = bytes(len(whole[start : start + size]))
    file.write_bytes(zeroed)
    client = create_app(web_harness.config(tmp_path), Publication(publication.folder)).test_client()
    with caplog.at_level("ERROR", "dip_lod"):
        answers = [client.get(path + ".nt") for path in paths]
    assert {one.status_code for one in answers} <= {200, 500} and any(one.status_code == 500 for one in answers)
    refused = client.get(next(p for p, one in zip(paths, answers, strict=True) if one.status_code == 500) + ".html")
    assert "Traceback" not in refused.text and str(tmp_path) not in refused.text
    said = [one for one in caplog.records if "is damaged" in one.getMessage()]
    assert said and all(str(publication.folder) in one.getMessage() and one.exc_info is None for one in said)
    ready = client.get("/readyz")
    assert (ready.status_code, ready.text.splitlines()[0]) == (503, "publication is damaged")
    file.write_bytes(whole)
    assert client.get("/readyz").status_code == 503, "it does not heal: what has been remembered may be wrong"


def test_what_is_whole_is_ready_however_often_it_is_asked(watched: FlaskClient) -> None:
    assert {watched.get("/readyz").status_code for _ in range(20)} == {200}


def test_metrics_tell_requests_publication_and_last_build(watched: FlaskClient) -> None:
    watched.get("/about").close()
    watched.head("/no such page").close()
    found = measured(watched.get("/metrics").text)
    assert found["dip_lod_http_requests_total,method=GET,route=notices.about,status=200"] == 1
    assert found["dip_lod_http_requests_total,method=HEAD,route=none,status=404"] == 1
    assert found["dip_lod_http_request_seconds_count,route=notices.about"] == 1
    assert found["dip_lod_publication_records,source=dip"] == 7
    assert found["dip_lod_publication_quality_cases,severity=Warning"] == quality_harness.MANY
    assert found["dip_lod_publication_committed_timestamp_seconds"] == 1772452800
    assert found["dip_lod_build_stage_seconds,stage=mapping"] == 2.5
    assert (found["dip_lod_build_success"], found["dip_lod_build_exit_code"]) == (0, 5)


def test_what_a_stranger_asks_makes_no_new_series(watched: FlaskClient) -> None:
    for number in range(20):
        watched.open(f"/doc/person/{number}", method="GET")
        watched.open(f"/{number}", method=f"METHOD{number}")
    series = [name for name in measured(watched.get("/metrics").text) if name.startswith("dip_lod_http_requests_total")]
    assert len(series) <= 3


@pytest.mark.parametrize(
    ("allowed", "address", "headers", "status"),
    [
        ("127.0.0.0/8 ::1/128", "127.0.0.1", {}, 200),
        ("127.0.0.0/8 ::1/128", "::1", {}, 200),
        ("127.0.0.0/8 ::1/128", "::ffff:127.0.0.1", {}, 200),
        ("127.0.0.0/8 ::1/128", "192.0.2.1", {}, 403),
        ("127.0.0.0/8 ::1/128", "127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 403),
        ("127.0.0.0/8 ::1/128", "127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("10.0.0.0/8", "10.2.3.4", {}, 200),
        ("", "127.0.0.1", {}, 403),
        ("127.0.0.0/8", "", {}, 403),
    ],
)
def test_metrics_are_for_the_networks_that_are_named(
    data: Path, allowed: str, address: str, headers: dict[str, str], status: int
) -> None:
    client = make(data, Operations(metrics=allowed))
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert ("dip_lod_" in answer.text) == (status == 200)


def at_hand(address: str) -> float:
    """How many requests the server has at hand, the one that asks among them."""
    return measured(requests.get(f"{address}/metrics", timeout=LATE).text)["dip_lod_http_requests_running"]


@contextmanager
def served(data: Path, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real server of the command line, two workers, with its log in a file."""
    (data / "dip-lod.toml").write_text(SETTINGS.format(port=port), "utf-8")
    command = [Path(sys.executable).with_name("dip-lod"), "--config", data / "dip-lod.toml", "serve"]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stderr=stream)
    try:
        until(
            lambda: b"Serving" in log.read_bytes() or process.poll() is not None,
            why=lambda: log.read_text("utf-8"),
        )
        assert process.poll() is None, log.read_text("utf-8")
        yield process
    finally:
        process.terminate()
        assert process.wait(LATE) == 0


def test_workers_count_together_and_a_reload_loses_no_request(data: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    address = f"http://127.0.0.1:{port}"
    statuses: list[int] = []
    stop = threading.Event()

    def browse() -> None:
        while not stop.is_set():
            statuses.append(
                requests.get(f"{address}/about?who=me", headers={"User-Agent": "Mine/1 (x)"}, timeout=LATE).status_code
            )

    with served(data, port, log) as process:
        threads = [threading.Thread(target=browse) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            until(lambda: len(statuses) > 20)
            process.send_signal(signal.SIGHUP)
            until(lambda: b"Reloaded" in log.read_bytes())
            before = len(statuses)
            until(lambda: len(statuses) > before + 20)
            (data / "dip-lod.toml").write_text("nonsense", "utf-8")
            process.send_signal(signal.SIGHUP)
            until(lambda: log.read_bytes().count(b"Reloaded") == 2)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        until(lambda: at_hand(address) == 1)  # an answer is read a moment before its worker lets go of it
        found = [measured(requests.get(f"{address}/metrics", timeout=LATE).text) for _ in range(3)]
        assert requests.get(f"{address}/readyz", timeout=LATE).status_code == 200
    assert set(statuses) == {200}
    counted = [one["dip_lod_http_requests_total,method=GET,route=notices.about,status=200"] for one in found]
    assert counted == [len(statuses)] * 3  # whichever worker answers, and although all of them were replaced
    text = log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert "the settings stay as they were" in text
    asked = [line for line in lines if line["message"] == "request" and line["route"] == "notices.about"]
    assert len(asked) == len(statuses)
    assert {(line["path"], line["program"], line["status"]) for line in asked} == {("/about", "Mine", 200)}
    assert not re.search(r"who=me|Mine/1|127\.0\.0\.1(?!:\d)", text)


def test_systemd_is_told_when_it_is_ready(data: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
        notified.bind(str(tmp_path / "notify"))
        notified.settimeout(LATE)
        os.environ["NOTIFY_SOCKET"] = str(tmp_path / "notify")
        try:
            with served(data, free_port(), tmp_path / "log"):
                assert b"READY=1" in notified.recv(1024)
        finally:
            del os.environ["NOTIFY_SOCKET"]

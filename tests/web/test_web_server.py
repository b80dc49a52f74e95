import http.client
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
import requests
import web_harness
from patience import LATE, SOON, until
from serving import family

from dip_lod import logs, resources
from dip_lod.config import Log, Serve
from dip_lod.errors import DipLodError, PublicationError
from dip_lod.journal import writing
from dip_lod.web import rehearsal
from dip_lod.web.page.current import CurrentPublication
from dip_lod.web.server import Endpoint, _Keeper, _Server, serve
from dip_lod.web.stored.beside import Filler

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import web_harness
from dip_lod import logs, resources
from dip_lod.config import Log, Serve
from dip_lod.web.server import serve
config = web_harness.config(Path(sys.argv[1]))
serve(replace(config, serve=Serve(port=int(sys.argv[2]), workers=2)))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, **environment: str) -> tuple[subprocess.Popen[str], int]:
    port = free_port()
    program = [sys.executable, "-c", PROGRAM, str(data), str(port), str(Path(__file__).parents[1])]
    process = subprocess.Popen(program, stderr=subprocess.PIPE, text=True, env=os.environ | environment)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("Serving http://localhost:8000/"), line + process.stderr.read()
    return process, port


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with a publication."""
    folder = tmp_path_factory.mktemp("served")
    web_harness.publish(folder, web_harness.triples(web_harness.SAMPLE))
    return folder


@pytest.fixture(scope="module")
def port(data: Path) -> Iterator[int]:
    """Give the port of a real server."""
    process, port = start(data)
    yield port
    process.send_signal(signal.SIGTERM)
    assert process.wait(LATE) == 0
    assert process.stderr is not None
    process.stderr.close()


@pytest.mark.parametrize("target", ["/sparql", "/about"])
@pytest.mark.parametrize("sent", ["Content-Length: 7000000", "Transfer-Encoding: chunked"])
def test_who_sends_too_much_reads_why(port: int, target: str, sent: str) -> None:
    whole = b"x" * 7_000_000
    body = whole if sent.startswith("Content") else b"6acfc0\r\n" + whole + b"\r\n0\r\n\r\n"
    head = f"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n{sent}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=LATE) as connection:
        connection.sendall(head.encode() + body)  # a server that does not read on answers this with a reset
        answer = http.client.HTTPResponse(connection, method="POST")
        answer.begin()
        assert answer.status == (405 if target == "/about" else 413 if sent.startswith("Content") else 400)
        assert answer.read()


def ask(port: int, target: str, method: str) -> tuple[int, http.client.HTTPMessage]:
    """Ask with the target spelled as it stands, which no client library does."""
    lines = (f"{method} {target} HTTP/1.1", "Host: localhost", "Accept: text/turtle", "Connection: close", "", "")
    with socket.create_connection(("127.0.0.1", port), timeout=LATE) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1"))
        answer = http.client.HTTPResponse(connection, method=method)
        answer.begin()
        answer.read()
        answer.close()
    return answer.status, answer.headers


@pytest.mark.parametrize(
    ("target", "status", "location"),
    [
        ("/doc/hall/a%2Fb", 200, None),
        ("/doc/hall/a%2fb", 301, "/doc/hall/a%2Fb"),
        ("/doc/hall/a/b", 301, "/doc/hall/a%2Fb"),
        ("/doc/hall/caf%C3%A9", 200, None),
        ("/doc/hall/caf%c3%a9", 301, "/doc/hall/caf%C3%A9"),
        ("/doc/hall/a%20b", 200, None),
        ("/doc/hall/%61%20b.ttl", 301, "/doc/hall/a%20b.ttl"),
        ("http://example.org/doc/hall/a%2fb", 301, "/doc/hall/a%2Fb"),
        ("/id/hall/x%3Fq%3D1%26y%23z", 303, "/doc/hall/x%3Fq%3D1%26y%23z"),
        ("/doc/hall/%ff", 404, None),
        ("/doc/hall/%00", 404, None),
        ("/doc/hall/%0d%0aX-Evil:1", 404, None),
        ("//example.org/", 404, None),
        ("/doc/../doc/hall/a%20b", 404, None),
    ],
)
def test_raw_paths_are_told_apart(port: int, target: str, status: int, location: str | None) -> None:
    for method in ("GET", "HEAD"):
        found, headers = ask(port, target, method)
        assert (found, headers.get("Location")) == (status, location)
        assert "X-Evil" not in headers
        assert "/" not in headers.get("Server", "")


def test_bytes_that_http_forbids_are_the_clients_fault(port: int) -> None:
    for target in ("/doc/hall/caf\xc3\xa9", "/doc/hall/caf\xe9"):
        assert ask(port, target, "GET")[0] in (301, 400, 404)  # gunicorn's version decides whether it reaches us


@pytest.mark.parametrize("prefix", ["/elsewhere", "/doc"])
def test_a_client_cannot_say_under_which_path_the_site_lives(port: int, prefix: str) -> None:
    """gunicorn believes SCRIPT_NAME of a proxy on the same machine, which may pass on what a client sends."""
    answer = requests.get(f"http://127.0.0.1:{port}/doc/hall/caf%C3%A9", headers={"SCRIPT_NAME": prefix}, timeout=LATE)
    assert answer.status_code == 200


def test_a_linked_data_client_follows_from_the_uri(port: int) -> None:
    answer = requests.get(f"http://127.0.0.1:{port}/id/person/p.veel", headers={"Accept": "text/turtle"}, timeout=LATE)
    assert answer.status_code == 200
    assert [one.status_code for one in answer.history] == [303]
    assert "<http://localhost:8000/id/person/p.veel> " in answer.text
    etag = answer.headers["ETag"]
    again = requests.get(answer.url, headers={"Accept": "text/turtle", "If-None-Match": etag}, timeout=LATE)
    assert again.status_code == 304


def test_the_endpoint_answers_beside_the_pages(port: int) -> None:
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/Event> }"}
    answer = requests.get(f"http://127.0.0.1:{port}/sparql", params=query, timeout=LATE)
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "120"


def test_a_new_publication_is_picked_up_without_a_lost_request(tmp_path: Path) -> None:
    first, second = (web_harness.triples(web_harness.SAMPLE) for _ in range(2))
    name = ox.NamedNode(web_harness.BASE + "id/person/nieuw")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    second.append(ox.Triple(name, kind, ox.NamedNode("https://schema.org/Person")))
    web_harness.publish(tmp_path, first)
    process, port = start(tmp_path)
    statuses: list[int] = []
    stop = threading.Event()

    def browse() -> None:
        with requests.Session() as session:
            while not stop.is_set():
                statuses.append(session.get(f"http://127.0.0.1:{port}/doc/person/p.veel", timeout=LATE).status_code)

    threads = [threading.Thread(target=browse) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        assert requests.get(f"http://127.0.0.1:{port}/doc/person/nieuw", timeout=LATE).status_code == 404
        web_harness.publish(tmp_path, second, number=2)
        query = {"query": "ASK { <http://localhost:8000/id/person/nieuw> a <https://schema.org/Person> }"}

        def seen() -> bool:
            """Ask so often that both workers have answered."""
            if any(
                requests.get(f"http://127.0.0.1:{port}/doc/person/nieuw", timeout=LATE).status_code != 200
                for _ in range(6)
            ):
                return False
            return bool(requests.get(f"http://127.0.0.1:{port}/sparql", params=query, timeout=LATE).json()["boolean"])

        until(seen)
        until(lambda: len(statuses) > 50)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        process.terminate()
        assert process.wait(LATE) == 0
        assert process.stderr is not None
        process.stderr.close()
    assert set(statuses) == {200}


def test_a_site_that_nobody_asks_lets_an_older_publication_go_with_all_its_files(tmp_path: Path) -> None:
    """An erasure waits until nobody reads what it removes, and what is removed must not stay open either."""
    old = web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE)).folder
    process, port = start(tmp_path)
    try:
        query = {"query": "ASK { ?s ?p ?o }"}
        for _ in range(4):
            assert requests.get(f"http://127.0.0.1:{port}/doc/person/p.veel", timeout=LATE).status_code == 200
            assert requests.get(f"http://127.0.0.1:{port}/sparql", params=query, timeout=LATE).json()["boolean"]
        assert writing.read_by_somebody(old)
        web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE)[:-1], number=2)
        until(lambda: not writing.read_by_somebody(old))
        shutil.rmtree(old)
        until(lambda: not _open_files(process.pid, old))
    finally:
        process.terminate()
        assert process.wait(LATE) == 0
        assert process.stderr is not None
        process.stderr.close()


def _open_files(pid: int, folder: Path) -> list[str]:
    """List the files of a folder that a server or what descends from it has open."""
    found = []
    for one in family(pid):
        for link in Path(f"/proc/{one}/fd").iterdir():
            try:
                target = str(link.readlink())
            except FileNotFoundError:
                continue
            found += [target] if target.startswith(str(folder)) else []
    return found


def test_it_is_ready_soon_and_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    process, port = start(data, TMPDIR=str(tmp_path))
    assert requests.get(f"http://127.0.0.1:{port}/", timeout=LATE).status_code == 200
    assert time.monotonic() - begun < SOON
    family = subprocess.run(["ps", "-e", "-o", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    children = [int(line.split()[0]) for line in family.splitlines()[1:] if line.split()[1] == str(process.pid)]
    assert len(children) >= 2
    process.send_signal(signal.SIGINT)
    assert process.wait(LATE) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    assert list(tmp_path.glob("dip-lod-*")) == []


def test_a_port_in_use_is_one_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config = replace(web_harness.config(data), serve=Serve(port=port))
        with pytest.raises(DipLodError, match=rf"127.0.0.1:{port}: cannot listen there \(Address already in use\)"):
            serve(config)


def test_nothing_published_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="nothing has been published here yet"):
        CurrentPublication(tmp_path)


def test_a_reload_where_nothing_can_be_read_leaves_the_web_workers(tmp_path: Path) -> None:
    """New ones could not begin, and gunicorn ends where a worker cannot."""
    lines: list[str] = []
    web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE)[:40])
    made = _Server(web_harness.config(tmp_path), cast("Endpoint", None), cast("Filler", None), lines.append, None)
    assert made.can_begin_anew() and lines == []
    (tmp_path / "publications").rename(tmp_path / "away")
    keeper = object.__new__(_Keeper)
    keeper._server = made
    keeper.reload()
    assert len(lines) == 1 and "the web workers stay as they were" in lines[0]


@pytest.mark.parametrize(
    ("file", "more", "where"),
    [
        ("translations/nl.toml", "\nx = [", "nl.toml: cannot be read"),
        ("translations/en.toml", "", "no page can be made (KeyError: 'uri')"),
        ("templates/entity.html", "{% if %}", "entity.html, line "),
        ("templates/base.html", "{{ nobody.knows }}", "base.html, line "),
    ],
)
def test_a_mistake_in_a_template_or_a_word_leaves_the_web_workers(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, more: str, where: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(resources.folder("site"), site)
    found = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: site if name == "site" else found(name))
    assert rehearsal.fault(web_harness.config(data)) == ""
    text = (site / file).read_text("utf-8")
    (site / file).write_text(text + more if more else text.replace("\nuri = ", "\nwas_uri = "), "utf-8")
    told = rehearsal.fault(web_harness.config(data))
    assert where in told and "\n" not in told and "mend it or install dip_lod again" in told


def test_a_rehearsal_is_no_request_in_the_log(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("INFO", logs.ROOT)
    monkeypatch.setattr(logging.getLogger(logs.ROOT), "handlers", [logging.StreamHandler()])
    assert rehearsal.fault(replace(web_harness.config(data), log=Log(requests=True))) == ""
    assert "request" not in capfd.readouterr().err


def test_silent_clients_do_not_hold_the_site(data: Path) -> None:
    process, port = start(data)
    silent = []
    try:
        for _ in range(40):
            connection = socket.create_connection(("127.0.0.1", port), timeout=LATE)
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            silent.append(connection)
        answers = [requests.get(f"http://127.0.0.1:{port}/about", timeout=LATE).status_code for _ in range(3)]
        assert answers == [200, 200, 200]
    finally:
        for connection in silent:
            connection.close()
        process.terminate()
        _, said = process.communicate(timeout=LATE)
    assert "Traceback" not in said

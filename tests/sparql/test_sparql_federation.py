"""dip_lod/sparql/federation.py: SERVICE asks whom the configuration names, and nobody else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from endpoints import EX, LIMITS

from dip_lod.config import Config, Limits
from dip_lod.sparql import engines, federation, guard, supervisor
from dip_lod.sparql.answer import Refused, Result, Unreachable
from dip_lod.sparql.engines import Engine
from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.limits import check
from dip_lod.sparql.request import QueryRequest

ANSWER = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"from afar"}}]}}'


class Other(BaseHTTPRequestHandler):
    """Another endpoint, and a redirection to it that nobody is to follow."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(self.path)
        if self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("Location", "/sparql")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    do_GET = do_POST

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Other)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def engine(other: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    socket_path = tmp_path_factory.mktemp("services") / "s.sock"
    limits = Limits(
        seconds=20.0, memory_bytes=400_000_000, wait_seconds=20.0, services=(f"{other}/sparql", f"{other}/elsewhere")
    )
    running = [supervisor.start(path, one) for path, one in federation.pools(socket_path, limits).items()]
    yield engines.choose(Config(limits=limits), socket_path)
    for each in running:
        each.stop()


def test_a_named_endpoint_is_asked(engine: Engine, other: str, stores: tuple[Path, Path]) -> None:
    query = f"SELECT ?o {{ <{EX}s1> <{EX}label> ?l SERVICE <{other}/sparql> {{ ?s ?p ?o }} }}"
    answer = engine(QueryRequest(query, stores[0], select_type="text/csv"))
    assert isinstance(answer, Result), answer
    assert answer.body == b"o\r\nfrom afar\r\n"


@pytest.mark.parametrize("target", ["<{}/other>", "<{}/sparql/>", "?where", "p:", "SILENT <http://localhost:1/>"])
def test_nobody_else_is_asked(engine: Engine, other: str, stores: tuple[Path, Path], target: str) -> None:
    query = f"PREFIX p: <{other}/sparql> SELECT ?o {{ SERVICE {target.format(other)} {{ ?s ?p ?o }} }}"
    before = list(Other.asked)
    answer = engine(QueryRequest(query, stores[0]))
    assert isinstance(answer, Refused) and answer.what == "service"
    assert f"{other}/sparql" in answer.message
    assert Other.asked == before


def test_a_redirection_is_not_followed(engine: Engine, other: str, stores: tuple[Path, Path]) -> None:
    before = Other.asked.count("/sparql")
    answer = engine(QueryRequest(f"SELECT ?o {{ SERVICE <{other}/elsewhere> {{ ?s ?p ?o }} }}", stores[0]))
    assert isinstance(answer, Unreachable) and "307" in answer.message
    assert "/elsewhere" in Other.asked and Other.asked.count("/sparql") == before


def test_other_queries_are_answered_where_no_socket_can_be_opened(tmp_path: Path) -> None:
    limits = Limits(services=("https://query.wikidata.org/sparql",))
    pools = federation.pools(tmp_path / "s", limits)
    assert [one.services for one in pools.values()] == [(), limits.services]
    plain, _ = federation.pool(tmp_path / "s", limits, QueryRequest("ASK {}", None))
    asking, _ = federation.pool(tmp_path / "s", limits, QueryRequest("ASK { SERVICE <x:x> {} }", None))
    assert plain == tmp_path / "s" and asking != plain
    assert len(federation.pools(tmp_path / "s", Limits())) == 1


def test_one_address_among_others_does_not_open_the_door() -> None:
    limits = Limits(services=("https://a.example/sparql",))
    both = "ASK { SERVICE <https://a.example/sparql> { ?s ?p 1SERVICE <http://localhost/> {} } }"
    assert guard.check("ASK { SERVICE <https://a.example/sparql> {} }", limits) is None
    assert guard.check(both, limits) is not None


def test_an_address_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(EndpointError, match="no web address"):
        check(Limits(services=("file:///etc/passwd",)))
    check(LIMITS)

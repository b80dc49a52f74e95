"""Queries of death: each ends in time, by name, and the next query works."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from endpoints import EX, LIMITS, Endpoint
from patience import SOON, until

from dip_lod.sparql import client, frames
from dip_lod.sparql.answer import Answer, Busy, Exceeded, Refused, Result
from dip_lod.sparql.request import QueryRequest

CROSS_JOIN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
CONCAT_BOMB = (
    'SELECT ?v20 { BIND("aaaaaaaaaaaaaaaa" AS ?v0) '
    + "".join(f"BIND(CONCAT({','.join([f'?v{n}'] * 4)}) AS ?v{n + 1}) " for n in range(20))
    + "}"
)
PATHS = f"SELECT (COUNT(*) AS ?n) {{ ?a (<{EX}knows>|!<{EX}knows>)* ?b . ?c (<{EX}knows>|!<{EX}knows>)* ?d }}"
DEEP = "ASK " + "{" * 3000 + "}" * 3000
PARENTHESES = "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"
NO_BRACKETS = "ASK { FILTER(" + "!" * 50_000 + "1) }"
FLAT_UNIONS = "ASK { " + "{} UNION " * 8000 + "{} }"

DEADLY: dict[str, tuple[str, tuple[type, ...], tuple[str, ...]]] = {
    "cross join with ORDER BY": (CROSS_JOIN, (Exceeded,), ("seconds", "memory_bytes")),
    "CONCAT bomb": (CONCAT_BOMB, (Exceeded,), ("seconds", "memory_bytes")),
    "path over everything": (PATHS, (Exceeded,), ("seconds",)),
    "3,000 nested groups": (DEEP, (Refused,), ("nesting",)),
    "5,000 parentheses": (PARENTHESES, (Refused,), ("nesting",)),
    "50,000 negations": (NO_BRACKETS, (Refused,), ("nesting",)),
    "8,000 unions": (FLAT_UNIONS, (Refused,), ("nesting",)),
    "1SERVICE": ("SELECT * { ?s ?p 1SERVICE <http://localhost/> {} }", (Refused,), ("service",)),
    "SERVICE SILENT": ("SELECT * { SERVICE SILENT <http://localhost/> {} }", (Refused,), ("service",)),
}


@pytest.fixture(scope="module")
def hasty(stores: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Give an endpoint whose queries must end soon."""
    limits = replace(LIMITS, seconds=1.0)
    started = Endpoint(tmp_path_factory.mktemp("run") / "sparql.sock", stores[0], limits)
    yield started
    started.supervisor.stop()


def works(endpoint: Endpoint) -> bool:
    return isinstance(endpoint.ask("ASK {}"), Result)


def named(answer: Answer) -> str:
    assert isinstance(answer, Exceeded | Refused), answer
    return answer.limit if isinstance(answer, Exceeded) else answer.what


@pytest.mark.parametrize("death", DEADLY)
def test_a_query_of_death_ends_in_time_and_by_name(endpoint: Endpoint, hasty: Endpoint, death: str) -> None:
    query, kinds, names = DEADLY[death]
    asked = hasty if "seconds" in names else endpoint
    asked.settle()
    started = time.monotonic()
    answer = asked.ask(query)
    assert time.monotonic() - started < SOON
    assert isinstance(answer, kinds)
    assert named(answer) in names
    until(lambda: works(asked))


def test_memory_has_a_limit_of_its_own(start: Callable[..., Endpoint]) -> None:
    tight = start(memory_bytes=256_000_000, seconds=200.0, workers=1)
    assert tight.ask(CROSS_JOIN) == Exceeded("memory_bytes", 256_000_000)
    assert isinstance(tight.ask("ASK {}"), Result)


def test_after_twenty_deaths_at_once_a_plain_query_is_answered(hasty: Endpoint) -> None:
    queries = [CROSS_JOIN, CONCAT_BOMB, PATHS, PARENTHESES] * 5
    impatient = replace(hasty.limits, wait_seconds=0.5)

    def ask(query: str) -> Answer:
        return client.ask(hasty.socket_path, QueryRequest(query, hasty.store), impatient)

    started = time.monotonic()
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(ask, queries))
    assert time.monotonic() - started < SOON
    assert {type(answer) for answer in answers} <= {Exceeded, Refused, Busy}
    hasty.settle()
    until(lambda: works(hasty))


def test_the_surplus_is_refused_at_once(start: Callable[..., Endpoint]) -> None:
    full = start(workers=1, queue=1, seconds=5.0, wait_seconds=3.0)
    assert isinstance(full.ask("ASK {}"), Result)
    answers: list[Answer] = []
    with ThreadPoolExecutor(12) as clients:
        for _ in range(12):
            clients.submit(lambda: answers.append(full.ask(PATHS)))  # in the order in which they are answered
    assert len(answers) == 12
    assert {type(answer) for answer in answers[:10]} == {Busy}  # for whom there was no room in the queue: before …
    assert isinstance(answers[11], Exceeded)  # … the one that was at work had met its limit


def test_a_query_whose_client_hangs_up_stops(start: Callable[..., Endpoint]) -> None:
    one = start(workers=1, seconds=60.0)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(one.socket_path))
        caller.sendall(frames.pack(frames.Kind.QUERY, QueryRequest(PATHS, one.store).to_json()))
        assert caller.recv(1) == b"S"
    assert isinstance(one.ask("ASK {}"), Result)


def test_memory_comes_back(hasty: Endpoint) -> None:
    for _ in range(2):
        assert isinstance(hasty.ask(CROSS_JOIN), Exceeded)
    hasty.settle()

    def resident() -> int:
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in hasty.workers()]
        return sum(pages) * resource.getpagesize()

    until(lambda: resident() < hasty.limits.workers * 80_000_000)


def test_a_worker_that_has_grown_is_replaced(start: Callable[..., Endpoint]) -> None:
    one = start(workers=1, memory_bytes=600_000_000, seconds=200.0)
    one.settle()
    before = one.workers()
    pairs = f"?a <{EX}knows> ?b . ?c <{EX}label> ?d FILTER(REGEX(STR(?a), '[1-4]$'))"
    assert isinstance(one.ask(f"SELECT ?b {{ {pairs} }} ORDER BY ?d LIMIT 1"), Result)
    until(lambda: bool(one.workers()) and one.workers() != before)
    assert isinstance(one.ask("ASK {}"), Result)


SILENT = """
import pyoxigraph, sys
from dip_lod.sparql import seccomp
reason = seccomp.forbid_sockets()
if reason:
    sys.exit(reason)
list(pyoxigraph.Store().query("SELECT * { SERVICE SILENT <http://localhost:8000/> { ?s ?p ?o } }"))
"""


def test_the_second_barrier_kills_what_opens_a_socket() -> None:
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", SILENT], cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True
    )
    if ended.returncode == 1:
        pytest.skip(f"no system-call filter here: {ended.stderr.decode().strip()}")
    assert ended.returncode == -31  # SIGSYS

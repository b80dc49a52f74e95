"""Queries of death: each ends in time, by name, and the next query works."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from endpoints import EX, Endpoint, wait_for

from dip_lod.sparql import frames
from dip_lod.sparql.answer import Answer, Busy, Exceeded, Refused, Result
from dip_lod.sparql.limits import GRACE_SECONDS
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


def named(answer: Answer) -> str:
    assert isinstance(answer, Exceeded | Refused), answer
    return answer.limit if isinstance(answer, Exceeded) else answer.what


@pytest.mark.parametrize("death", DEADLY)
def test_a_query_of_death_ends_in_time_and_by_name(endpoint: Endpoint, death: str) -> None:
    query, kinds, names = DEADLY[death]
    endpoint.settle()
    started = time.monotonic()
    answer = endpoint.ask(query)
    assert time.monotonic() - started < endpoint.limits.seconds + GRACE_SECONDS + 0.5
    assert isinstance(answer, kinds)
    assert named(answer) in names
    assert isinstance(endpoint.ask("ASK {}"), Result)


def test_memory_has_a_limit_of_its_own(start: Callable[..., Endpoint]) -> None:
    tight = start(memory_bytes=256_000_000, seconds=20.0, workers=1)
    assert tight.ask(CROSS_JOIN) == Exceeded("memory_bytes", 256_000_000)
    assert isinstance(tight.ask("ASK {}"), Result)


def test_after_twenty_deaths_at_once_a_plain_query_is_answered(endpoint: Endpoint) -> None:
    queries = [CROSS_JOIN, CONCAT_BOMB, PATHS, PARENTHESES] * 5
    started = time.monotonic()
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(endpoint.ask, queries))
    assert time.monotonic() - started < endpoint.limits.wait_seconds + endpoint.limits.seconds + 1.0
    assert {type(answer) for answer in answers} <= {Exceeded, Refused, Busy}
    endpoint.settle()
    assert isinstance(endpoint.ask("ASK {}"), Result)


def test_the_surplus_is_refused_at_once(start: Callable[..., Endpoint]) -> None:
    full = start(workers=1, queue=1, seconds=3.0, wait_seconds=1.0)
    assert isinstance(full.ask("ASK {}"), Result)

    def ask(_: int) -> tuple[Answer, float]:
        started = time.monotonic()
        return full.ask(PATHS), time.monotonic() - started

    with ThreadPoolExecutor(12) as clients:
        answers = list(clients.map(ask, range(12)))
    refused = [seconds for answer, seconds in answers if isinstance(answer, Busy)]
    assert len(refused) >= 10
    assert sum(seconds < 0.3 for seconds in refused) >= 8  # those for whom there was no room in the queue
    assert max(refused) < full.limits.wait_seconds + 0.5


def test_a_query_whose_client_hangs_up_stops(start: Callable[..., Endpoint]) -> None:
    one = start(workers=1, seconds=60.0, wait_seconds=3.0)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(one.socket_path))
        caller.sendall(frames.pack(frames.Kind.QUERY, QueryRequest(PATHS, one.store).to_json()))
        assert caller.recv(1) == b"S"
    assert isinstance(one.ask("ASK {}"), Result)


def test_memory_comes_back(endpoint: Endpoint) -> None:
    for _ in range(2):
        assert isinstance(endpoint.ask(CROSS_JOIN), Exceeded)
    endpoint.settle()

    def resident() -> int:
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in endpoint.workers()]
        return sum(pages) * resource.getpagesize()

    wait_for(lambda: resident() < endpoint.limits.workers * 80_000_000)


def test_a_worker_that_has_grown_is_replaced(start: Callable[..., Endpoint]) -> None:
    one = start(workers=1, memory_bytes=600_000_000, seconds=20.0)
    one.settle()
    before = one.workers()
    pairs = f"?a <{EX}knows> ?b . ?c <{EX}label> ?d FILTER(REGEX(STR(?a), '[1-4]$'))"
    assert isinstance(one.ask(f"SELECT ?b {{ {pairs} }} ORDER BY ?d LIMIT 1"), Result)
    wait_for(lambda: bool(one.workers()) and one.workers() != before)
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

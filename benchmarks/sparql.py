"""Twenty researchers' questions to our endpoint, the Oxigraph server and rdflib-endpoint, alone and eight at a time.

    python sparql.py [PRODUCTIONS] [MOST_SECONDS]

Our cache is off. Then what our way costs on top of the engine's own time: a small question, and a million rows of CSV.
"""

import concurrent.futures
import http.client
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from common import OURS, PEERS, free, machine, run, server

from dip_lod.questions.reading import all_questions

PRODUCTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 40
MOST = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0
QUESTIONS = 20
ROUNDS = 5
AT_A_TIME = 8
BASE = "http://localhost:8000/"
SMALL = "SELECT * { ?s ?p ?o } LIMIT 1"
ROWS = "SELECT ?a ?b { ?a ?x ?y . ?b ?z ?w } LIMIT 1000000"

Ask = Callable[[int, str], float | None]
"""Asks as a client with a number; gives the seconds, or None where it took longer than MOST."""


def main() -> None:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(OURS, "sample", "--productions", str(PRODUCTIONS), "records", folder=folder)
        (folder / "dip-lod.toml").write_text(
            '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
            f"[limits]\nseconds = {MOST}\nwait_seconds = {MOST}\ncache_bytes = 0\nper_client = 8\n"
        )
        run(OURS, "build", "--as-of", "2026-11-22", folder=folder)
        (publication,) = (folder / "data/publications").iterdir()
        triples = sum(1 for _ in (publication / "dump.nt").open())
        print(f"machine            {machine()}, load {os.getloadavg()[0]:.1f}")
        print(f"data               {PRODUCTIONS} productions, {triples:,} triples; {QUESTIONS} questions")
        queries = [f"BASE <{BASE}>\n{one.text}" for one in all_questions() if one.view != "rda"][:QUESTIONS]
        for peer, started in (
            ("dip_lod", ours(folder)),
            ("oxigraph", oxigraph(publication)),
            ("rdflib-endpoint", rdflib_endpoint(publication)),
        ):
            with started as ask:
                compare(peer, ask, queries, ROUNDS if peer != "rdflib-endpoint" else 1)
        with ours(folder) as ask:
            added(ask, ox.Store.read_only(str(publication / "store")), folder)


def compare(peer: str, ask: Ask, queries: list[str], rounds: int) -> None:
    """Time all questions, one after another and then eight at a time."""
    for query in queries[:2]:
        ask(0, query)
    alone = [ask(0, query) for _ in range(rounds) for query in queries]
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as clients:
        many = [(number % AT_A_TIME, query) for number, query in enumerate(queries * rounds)]
        together = list(clients.map(lambda one: ask(*one), many))
    for how, found in (("alone", alone), (f"{AT_A_TIME} at a time", together)):
        times = sorted(MOST if one is None else one for one in found)
        late = sum(one is None for one in found)
        print(
            f"{peer:16} {how:12} median {statistics.median(times) * 1000:8.1f} ms,"
            f" p99 {times[min(int(len(times) * 0.99), len(times) - 1)] * 1000:8.1f} ms"
            + (f", {late} of {len(found)} not within {MOST:g} s" if late else "")
        )


def added(ask: Ask, store: ox.Store, folder: Path) -> None:
    """Print what our way costs on top of the engine's own time."""
    own, through = [], []
    for _ in range(200):
        begun = time.perf_counter()
        store.query(SMALL).serialize(format=ox.QueryResultsFormat.CSV)
        own.append(time.perf_counter() - begun)
        through.append(ask(0, SMALL) or MOST)
    cost = (statistics.median(through) - statistics.median(own)) * 1000
    print(f"added to a small question, over HTTP: {cost:.2f} ms")
    ratios = []
    for _ in range(3):
        begun = time.perf_counter()
        with (folder / "rows.csv").open("wb") as file:
            store.query(ROWS).serialize(file, format=ox.QueryResultsFormat.CSV)
        engine = time.perf_counter() - begun
        ours_seconds = ask(0, ROWS) or MOST
        ratios.append(ours_seconds / engine)
    size = (folder / "rows.csv").stat().st_size / 1e6
    print(f"a million rows of CSV ({size:.0f} MB): {statistics.median(ratios):.2f} times the engine's own time")


@contextmanager
def ours(folder: Path) -> Iterator[Ask]:
    """Serve ours."""
    port = free()
    with server([OURS, "serve", "--port", port], port, folder):
        yield asking(port, "/sparql")


@contextmanager
def oxigraph(publication: Path) -> Iterator[Ask]:
    """Serve the same store with Oxigraph's server."""
    port = free()
    command = [PEERS / "bin/oxigraph", "serve-read-only", "--location", publication / "store"]
    with server([*command, "--bind", f"127.0.0.1:{port}"], port, publication):
        yield asking(port, "/query")


@contextmanager
def rdflib_endpoint(publication: Path) -> Iterator[Ask]:
    """Serve the dump with rdflib-endpoint."""
    port = free()
    with server([PEERS / "bin/rdflib-endpoint", "serve", "--port", port, publication / "dump.nt"], port, publication):
        yield asking(port, "/")


def asking(port: int, path: str) -> Ask:
    """Make what asks a server; each client keeps no connection."""

    def ask(client: int, query: str) -> float | None:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=MOST)
        headers = {
            "Accept": "text/csv",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"192.0.2.{client + 1}",
        }
        try:
            connection.request("POST", path, urlencode({"query": query}), headers)
            answer = connection.getresponse()
            while answer.read(1 << 16):
                pass
        except TimeoutError:
            return None
        finally:
            connection.close()
        return time.perf_counter() - begun if answer.status == 200 else None

    return ask


if __name__ == "__main__":
    main()

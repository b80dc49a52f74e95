"""Pages and Turtle of things, against an empty Flask page on the same server, Oxigraph's server, rdflib-endpoint and
Trifid.

    python pages_against_peers.py [DATA_FOLDER] [DOCUMENTS] [SECONDS]

One web worker each, eight clients that keep their connection and ask for documents in an order drawn by lot. `first`:
each document for the first time, as a crawler meets them; `again`: documents that the worker remembers.
Without a data folder a sample of 100 productions is built. Trifid (npm) is asked where it is installed beside the other
peers; it has a process of its own, with Oxigraph's server behind it.
"""

import json
import os
import random
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from common import OURS, PEERS, free, machine, median, run, server

DOCUMENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 6.0
CLIENTS = 8
ROUNDS = 3
TRIFID = PEERS / "node_modules/trifid/server.js"
SUBSET = 100_000
"""Statements that rdflib-endpoint gets: it holds them in memory, and reads slowly."""

TRIFID_CONFIG = """
server: {{logLevel: error, listener: {{port: {port}}}}}
globals: {{datasetBaseUrl: "{base}", endpoints: {{default: {{url: /query}}}}}}
plugins:
  entity-renderer: {{module: "@zazuko/trifid-entity-renderer", config: {{followRedirects: true}}}}
  sparql-proxy:
    module: "@zazuko/trifid-plugin-sparql-proxy"
    paths: /query
    config: {{endpointUrl: "http://127.0.0.1:{store}/query"}}
"""
EMPTY = "from flask import Flask\napp = Flask(__name__)\napp.add_url_rule('/', view_func=lambda: '')\n"
HTML, TURTLE = "text/html", "text/turtle"


def main() -> None:
    """Print requests a second, and the ratio to the empty page of the same round."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else built(folder)
        publication = max((data / "publications").glob("*/manifest.json"), key=lambda one: one.stat().st_mtime).parent
        manifest = json.loads((publication / "manifest.json").read_text("utf-8"))
        uris = drawn(publication, manifest["base_uri"])
        paths = [f"/doc/{uri.removeprefix(manifest['base_uri'] + 'id/')}" for uri in uris]
        queries = [f"DESCRIBE <{uri}>" for uri in uris]
        print(f"machine            {machine()}, load {os.getloadavg()[0]:.1f}")
        print(f"data               {manifest['documents']:,} documents, {manifest['triples']:,} triples")
        measured: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for label, rate in (
                *empty(folder),
                *ours(folder, data, manifest["base_uri"], paths),
                *oxigraph(publication, queries),
                *rdflib_endpoint(publication, folder, queries[:20]),
                *trifid(publication, folder, manifest["base_uri"], paths[:200]),
            ):
                measured.setdefault(label, []).append(rate)
        for label, rates in measured.items():
            ratio = median([rate / one for rate, one in zip(rates, measured["empty Flask page"], strict=True)])
            rounds = ", ".join(f"{one:.0f}" for one in rates)
            print(f"{label:34} {median(rates):8,.0f} requests/s  {ratio:6.2f}  ({rounds})")


def built(folder: Path) -> Path:
    """Build a sample."""
    run(OURS, "sample", "--productions", "100", "records", folder=folder)
    (folder / "dip-lod.toml").write_text(
        '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
    )
    run(OURS, "build", "--as-of", "2026-11-22", folder=folder)
    return folder / "data"


def drawn(publication: Path, base: str) -> list[str]:
    """Draw documents by lot."""
    with closing(sqlite3.connect(publication / "documents.sqlite")) as database:
        last = database.execute("SELECT max(rowid) FROM document").fetchone()[0]
        lots = random.Random(7).sample(range(1, last + 1), min(DOCUMENTS, last))
        rows = (database.execute("SELECT key FROM document WHERE rowid = ?", (lot,)).fetchone() for lot in lots)
        return [f"{base}id/{row[0]}" for row in rows if row and not row[0].startswith("dataset/")]


def empty(folder: Path) -> Iterator[tuple[str, float]]:
    """Serve an empty Flask page as `dip-lod serve` serves."""
    (folder / "nothing.py").write_text(EMPTY, "utf-8")
    port = free()
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", 64, "-w", 1, "-b", f"127.0.0.1:{port}"]
    with server([*command, "nothing:app"], port, folder):
        yield "empty Flask page", asked(port, ["/"], HTML)


def ours(folder: Path, data: Path, base: str, paths: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Serve ours: a new server a form, for it must not know the documents yet."""
    port = free()
    (folder / "dip-lod.toml").write_text(f'base_uri = "{base}"\ndata = "{data}"\n[serve]\nworkers = 1\n', "utf-8")
    for form, label in ((HTML, "page"), (TURTLE, "Turtle")):
        with server([OURS, "serve", "--port", port], port, folder):
            time.sleep(1)
            asked(port, ["/doc/term/genre/toneel"], form, 0.2)
            yield f"{label}, first", asked(port, paths, form, once=True)
            known = paths[:500]
            asked(port, known, form, once=True)
            yield f"{label}, again", asked(port, known, form)


def oxigraph(publication: Path, queries: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Ask Oxigraph's server to describe the same things; it has all cores."""
    port = free()
    command = [PEERS / "bin/oxigraph", "serve-read-only", "--location", publication / "store"]
    with server([*command, "--bind", f"127.0.0.1:{port}"], port, publication):
        yield (
            "Oxigraph server, DESCRIBE",
            asked(port, [f"/query?{urlencode({'query': one})}" for one in queries], TURTLE),
        )


def rdflib_endpoint(publication: Path, folder: Path, queries: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Ask rdflib-endpoint the same, over the first statements of the dump."""
    part = folder / "part.nt"
    with (publication / "dump.nt").open("rb") as whole:
        part.write_bytes(b"".join(line for line, _ in zip(whole, range(SUBSET), strict=False)))
    port = free()
    with server([PEERS / "bin/rdflib-endpoint", "serve", "--port", port, part], port, folder):
        yield (
            f"rdflib-endpoint, {SUBSET:,} statements",
            asked(port, [f"/?{urlencode({'query': one})}" for one in queries], TURTLE),
        )


def trifid(publication: Path, folder: Path, base: str, paths: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Ask Trifid for the same things as pages and as Turtle."""
    if not TRIFID.is_file():
        return
    store, port = free(), free()
    (folder / "trifid.yaml").write_text(TRIFID_CONFIG.format(port=port, base=base, store=store), "utf-8")
    command = [PEERS / "bin/oxigraph", "serve-read-only", "--location", publication / "store"]
    with (
        server([*command, "--bind", f"127.0.0.1:{store}"], store, publication),
        server(["node", TRIFID, "-c", folder / "trifid.yaml"], port, folder),
    ):
        things = [path.replace("/doc/", "/id/", 1) for path in paths]
        asked(port, things[:20], HTML, once=True)
        yield "Trifid, page", asked(port, things, HTML)
        yield "Trifid, Turtle", asked(port, things, TURTLE)


def asked(port: int, paths: Sequence[str], accept: str, seconds: float = SECONDS, once: bool = False) -> float:
    """Ask with all clients for some seconds, or for each path once; gives requests a second. Any error ends the run."""
    left, answered, wrong = iter(paths), [0] * CLIENTS, list[str]()
    lock, until = threading.Lock(), time.perf_counter() + seconds

    def following(number: int) -> Callable[[], str | None]:
        chance = random.Random(number)

        def next_path() -> str | None:
            if not once:
                return chance.choice(paths) if time.perf_counter() < until else None
            with lock:
                return next(left, None)

        return next_path

    def client(number: int) -> None:
        draw = following(number)
        with connected(port) as ask:
            while (path := draw()) is not None:
                status = ask(path, accept)
                if status != 200:
                    wrong.append(f"{status} {path}")
                    return
                answered[number] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if wrong:
        sys.exit(f"answered with {wrong[0]}")
    return sum(answered) / (time.perf_counter() - began)


@contextmanager
def connected(port: int) -> Iterator[Callable[[str, str], int]]:
    """Keep a connection; the client is bare, for it shares the processors with the server."""
    with socket.create_connection(("127.0.0.1", port), 60) as connection:
        rest = b""

        def ask(path: str, accept: str) -> int:
            nonlocal rest
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode())
            while b"\r\n\r\n" not in rest:
                rest += received(connection)
            head, _, rest = rest.partition(b"\r\n\r\n")
            lower = head.lower()
            if b"transfer-encoding: chunked" in lower:
                while not rest.endswith(b"0\r\n\r\n"):
                    rest += received(connection)
                rest = b""
            else:
                length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0])
                while len(rest) < length:
                    rest += received(connection)
                rest = rest[length:]
            return int(head.split(None, 2)[1])

        yield ask


def received(connection: socket.socket) -> bytes:
    """Take what has come; a connection that ended early is an error."""
    return connection.recv(1 << 18) or sys.exit("the server closed the connection")


if __name__ == "__main__":
    main()

"""What NDE's Dataset Knowledge Graph asks of every dataset: 16 questions about everything, asked of our endpoint.

    python void_queries.py DATA_FOLDER [MOST_SECONDS]

DATA_FOLDER is one that `dip-lod build` made. Each question is asked twice: of the engine alone, in a process that ends
after MOST_SECONDS, and of our endpoint over HTTP, with its limits as they come. NDE asks those with `#values` for ten
classes or properties at a time; here they are asked of all at once, which is more.
"""

import http.client
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from common import OURS, free, machine, server

from dip_lod.journal.reading import current
from dip_lod.publication import layout, manifest

QUERIES = Path(__file__).parent / "void"


def main() -> None:
    """Ask all, and print a table."""
    data, most = Path(sys.argv[1]).resolve(), float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    publication = current(data)
    about = manifest.read(publication)
    print(f"machine  {machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"data     {about.triples:,} triples")
    port = free()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "dip-lod.toml").write_text(f'base_uri = "{about.base_uri}"\ndata = "{data}"\n')
        with server([OURS, "serve", "--port", port], port, Path(folder)):
            for file in sorted(QUERIES.glob("*.rq")):
                query = file.read_text("utf-8")
                seconds, status, size = ours(port, query)
                alone = engine(publication / layout.STORE, query, most)
                print(
                    f"{file.stem:22} endpoint {status} {seconds * 1000:9.1f} ms {size:9,} bytes   engine alone {alone}"
                )


def ours(port: int, query: str) -> tuple[float, int, int]:
    """Ask the endpoint; gives seconds, status and bytes."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    headers = {"Accept": "text/turtle", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sparql", urlencode({"query": query}), headers)
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return time.perf_counter() - begun, answer.status, size


def engine(store: Path, query: str, most: float) -> str:
    """Ask the engine by itself."""
    process = multiprocessing.Process(target=_alone, args=(store, query))
    begun = time.perf_counter()
    process.start()
    process.join(most)
    seconds = time.perf_counter() - begun
    if process.is_alive():
        process.kill()
        process.join()
        return f"over {most:g} s"
    return f"{seconds:.2f} s" if process.exitcode == 0 else f"ended with {process.exitcode}"


def _alone(store: Path, query: str) -> None:
    found = ox.Store.read_only(str(store)).query(query)
    assert isinstance(found, ox.QueryTriples)
    for _ in found:
        pass


if __name__ == "__main__":
    main()

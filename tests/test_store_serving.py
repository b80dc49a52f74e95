"""A whole site over a remote store: `dip-lod build` and `dip-lod serve`, while the store lives and after it has died."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests
import store_servers
from patience import LATE, until
from toy import deliver, site

PEOPLE = [{"id": str(number), "name": f"Persoon {number}"} for number in range(40)]
NAMES = "SELECT (COUNT(?name) AS ?n) { ?person a <https://schema.org/Person> ; <https://schema.org/name> ?name }"
PROGRAM = (sys.executable, "-c", "from dip_lod.cli import main; main()")


class Site:
    """A toy site whose settings come from the environment."""

    def __init__(self, folder: Path, store: str) -> None:
        site(folder, PEOPLE, extra='[build]\nviolations = "report"\nprocesses = 1')
        self.folder = folder
        self.port = store_servers.free_port()
        self._environment = os.environ | {"DIP_LOD_STORE": store, "DIP_LOD_REMOTE__ENGINE": "oxigraph"}

    def build(self) -> None:
        command = [*PROGRAM, "build", "--as-of", "2026-03-02", "--json"]
        subprocess.run(command, cwd=self.folder, env=self._environment, check=True, stdout=subprocess.DEVNULL)

    @contextmanager
    def serve(self) -> Iterator[list[str]]:
        """Serve for the time of a `with`; gives the lines of the log up to being ready."""
        command = [*PROGRAM, "serve", "--port", str(self.port), "--workers", "1"]
        process = subprocess.Popen(
            command, cwd=self.folder, env=self._environment, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        assert process.stderr is not None
        said: list[str] = []
        while not (said and said[-1].startswith("Serving")):
            assert select.select([process.stderr], [], [], LATE)[0], said
            said.append(process.stderr.readline())
            assert said[-1], said
        rest = threading.Thread(target=process.stderr.read, daemon=True)
        rest.start()
        try:
            yield said
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(LATE)
            rest.join()
            process.stderr.close()

    def get(self, path: str, **query: str) -> requests.Response:
        return requests.get(
            f"http://127.0.0.1:{self.port}{path}", params=query, headers={"Accept": "text/csv, text/html"}, timeout=LATE
        )

    def count(self) -> int:
        answer = self.get("/sparql", query=NAMES, format="csv")
        assert answer.status_code == 200, answer.text
        return int(answer.text.split()[1])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[str, ExitStack]]:
    """Give the address of a store of this test's own, and what ends it."""
    (tmp_path / "oxigraph").mkdir()
    with ExitStack() as running:
        yield running.enter_context(store_servers.serve("oxigraph", tmp_path / "oxigraph")).store, running


def test_readers_see_one_publication_whole_and_then_the_next(store: tuple[str, ExitStack], tmp_path: Path) -> None:
    address, running = store
    one = Site(tmp_path / "site", address)
    one.build()
    with one.serve() as said:
        assert len(said) == 1
        assert one.count() == 40
        deliver(one.folder, [*PEOPLE, *({"id": f"n{number}", "name": f"Nieuw {number}"} for number in range(60))])
        building = threading.Thread(target=one.build)
        seen = [one.count()]
        building.start()

        def next_one() -> bool:
            seen.append(one.count())
            return seen[-1] == 100

        until(next_one)
        building.join()
        assert set(seen) == {40, 100} and seen == sorted(seen)
        running.close()
        fresh = one.get("/sparql", query=NAMES + " # another", format="csv")
        assert fresh.status_code == 503 and fresh.headers["Retry-After"] == "60"
        assert "kan nu niet antwoorden" in fresh.text and "127.0.0.1" not in fresh.text
        assert one.get("/doc/person/toy.1.html").status_code == 200
    with one.serve() as said:
        assert "cannot be reached (Connection refused); start the store" in said[0]
        assert "until then only pages are served" in said[0]
        assert one.get("/doc/person/toy.n1.html").status_code == 200
        assert one.get("/sparql", query=NAMES, format="csv").status_code == 503

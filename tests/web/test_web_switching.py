"""A publication is switched while pages are asked for: no request fails, and the old folder is let go."""

import fcntl
import gc
import http.client
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
import web_harness
from patience import LATE, until
from werkzeug.serving import make_server

from dip_lod.publication import layout
from dip_lod.web.app import create_app
from dip_lod.web.page import current
from dip_lod.web.page.current import CurrentPublication

PATHS = ("/doc/person/p.veel", "/doc/person/p.veel.ttl", "/search?q=de", "/", "/doc/person", "/search/suggest?q=ve")
CLIENTS = 4


def free(folder: Path) -> bool:
    """Tell whether nobody holds a publication any more, as a build finds out before it removes it."""
    with (folder / layout.MANIFEST).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_publication_is_switched_under_load_and_no_request_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "INTERVAL", 0.05)
    statements = web_harness.triples(web_harness.SAMPLE)
    first = web_harness.publish(tmp_path, statements).folder
    app = create_app(web_harness.config(tmp_path), CurrentPublication(tmp_path))
    seen: dict[tuple[str, int, str], int] = {}
    stop, lock = threading.Event(), threading.Lock()
    with ExitStack() as stack:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        stack.callback(server.server_close)
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        stack.callback(serving.join)
        stack.callback(server.shutdown)

        def read(number: int) -> None:
            turn = number
            while not stop.is_set():
                path = PATHS[turn % len(PATHS)]
                turn += 1
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LATE)
                somebody = f"198.18.{turn // 250 % 250}.{turn % 250}"  # always another, or we would ask too often
                headers = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "nl", "X-Forwarded-For": somebody}
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                connection.close()
                with lock:
                    key = (path, answer.status, answer.headers["ETag"])
                    seen[key] = seen.get(key, 0) + 1

        readers = [threading.Thread(target=read, args=(number,)) for number in range(CLIENTS)]
        for one in readers:
            one.start()
        stack.callback(lambda: [one.join() for one in readers])
        stack.callback(stop.set)

        def tags(path: str) -> set[str]:
            with lock:
                return {tag for one, _, tag in seen if one == path}

        until(lambda: all(tags(path) for path in PATHS))
        assert not free(first)
        web_harness.publish(tmp_path, statements[:-1], number=2)
        until(lambda: all(len(tags(path)) == 2 for path in PATHS))
        until(lambda: gc.collect() >= 0 and free(first))
    assert {status for _, status, _ in seen} == {200}
    assert free(first) and sum(seen.values()) > 2 * len(PATHS)

"""What a worker gets ready beside its first answers is what they would have waited for."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from web_harness import config

from dip_lod.publication.reading import Publication
from dip_lod.web.app import SITE, create_app
from dip_lod.web.documents import whole
from dip_lod.web.page import warming
from dip_lod.web.pictures import outlines


def test_the_first_page_waits_for_no_template_and_no_map(edges: Publication) -> None:
    app = create_app(config(edges.folder), edges)
    thread = warming.begin(app.extensions[SITE], whole.find)
    thread.join(60)
    assert not thread.is_alive() and thread.daemon
    assert outlines.outlines.cache_info().currsize >= len(outlines.FRAMES)
    made = app.extensions[SITE].templates.cache
    assert made is not None and "entity.html" in {name for _, name in made}
    assert app.test_client().get("/doc/person/p.veel", headers={"Accept": "text/html"}).status_code == 200


def test_threads_leave_their_connections_to_each_other(edges: Publication) -> None:
    publication = Publication(edges.folder)
    client = create_app(config(edges.folder), publication).test_client()
    html, opened = {"Accept": "text/html"}, set()
    first, *paths = [uri.replace(f"{edges.base}id/", "/doc/") for kind in edges.kinds
                     for uri in edges.listed(kind, limit=3)][:6]  # fmt: skip
    assert client.get(first, headers=html).status_code == 200
    for path in paths:  # each in a thread of its own, one after the other
        with ThreadPoolExecutor(1) as thread:
            answer = thread.submit(client.get, path, headers=html).result()
            assert answer.status_code == 200
            opened.add(id(publication._idle[-1]))
    assert len(paths) > 1 and len(opened) == 1


def test_threads_at_once_have_connections_of_their_own(edges: Publication) -> None:
    publication, together = Publication(edges.folder), Barrier(4)

    def use(number: int) -> sqlite3.Connection:
        assert publication.listed("person")
        together.wait(60)
        used = publication._reader.connection
        together.wait(60)
        publication.let_go()
        publication.let_go()
        return used

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(use, range(4)))) == 4
    assert len(publication._idle) == 4


def test_a_file_that_memory_cannot_hold_is_not_read_whole(edges: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    for memory, touched in ((1 << 40, True), (4096, False)):
        publication = Publication(edges.folder)
        asked: list[str] = []
        publication.repertoire._connection.set_trace_callback(asked.append)
        monkeypatch.setattr("os.sysconf", lambda name, memory=memory: memory if name == "SC_PHYS_PAGES" else 1)
        publication.touch()
        assert any("count(*) FROM name" in query for query in asked) is touched
        assert any("INDEXED BY sqlite_autoindex_name_1" in query for query in asked) is touched  # names by their URI
        assert publication._idle

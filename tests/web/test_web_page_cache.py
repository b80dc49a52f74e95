"""Documents from memory are those that would be made, for whoever asks."""

import zlib
from collections.abc import Mapping

import brotli
import pytest
from flask.testing import FlaskClient
from web_harness import config

from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
from dip_lod.web.documents import entity
from dip_lod.web.http import page_cache
from dip_lod.web.http.page_cache import Kept, PageCache

PATH = "/doc/person/p.veel"
ASKED: list[Mapping[str, str]] = [
    {"Accept": "text/html", "Accept-Language": "nl"},
    {"Accept": "text/html", "Accept-Language": "en"},
    {"Accept": "text/html", "Accept-Language": "fy"},
    {"Accept": "text/turtle"},
    {"Accept": "application/ld+json"},
    {"Accept": "text/html", "Accept-Profile": "<https://schema.org/>", "Accept-Language": "nl"},
    {"Accept": "text/turtle", "Accept-Profile": "<https://schema.org/>"},
    {"Accept": "text/html", "Accept-Language": "nl", "Accept-Encoding": "br"},
    {"Accept": "text/html", "Accept-Language": "fy", "Accept-Encoding": "gzip"},
]


def fresh(publication: Publication) -> FlaskClient:
    return create_app(config(publication.folder), publication).test_client()


def test_an_answer_from_memory_is_the_answer_that_is_made(edges: Publication) -> None:
    remembering = fresh(edges)
    for query in ("", "?lang=en", "?in=schema:performer", "?_profile=crm"):
        for headers in [*ASKED, *ASKED]:
            made, kept = (one.get(PATH + query, headers=headers) for one in (fresh(edges), remembering))
            assert kept.data == made.data and kept.status_code == made.status_code == 200
            assert sorted(kept.headers) == sorted(made.headers)


def test_what_is_remembered_is_not_made_again(edges: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    client = fresh(edges)
    first = client.get(PATH, headers=ASKED[0])
    monkeypatch.setattr(entity, "entity", None)
    again = client.get(PATH, headers=ASKED[0])
    assert again.data == first.data
    assert client.head(PATH, headers=ASKED[0]).headers["Content-Length"] == str(len(first.data))
    short = client.get(PATH, headers={**ASKED[0], "Accept-Encoding": "gzip"})
    assert zlib.decompress(short.data, wbits=31) == first.data and short.headers["ETag"].startswith("W/")
    assert brotli.decompress(client.get(PATH, headers={**ASKED[0], "Accept-Encoding": "br"}).data) == first.data
    unchanged = client.get(PATH, headers={**ASKED[0], "If-None-Match": first.headers["ETag"]})
    assert unchanged.status_code == 304 and not unchanged.data
    assert unchanged.headers["Vary"] == first.headers["Vary"]


def test_what_is_borrowed_is_marked_in_encoded_pages_too(edges: Publication) -> None:
    client = fresh(edges)
    for _ in range(2):
        page = zlib.decompress(client.get(PATH, headers=ASKED[8]).data, wbits=31).decode()
        assert 'lang="nl"' in page and "\ufdd0" not in page


@pytest.mark.parametrize(
    "path", ["/id/person/p.veel", "/doc/person/nobody", "/doc/person/p.oud", f"{PATH}?_profile=marc"]
)
def test_what_is_no_document_is_not_remembered(edges: Publication, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageCache, "keep", None)
    assert fresh(edges).get(path, headers=ASKED[0]).status_code in (301, 303, 404, 406)


def test_the_room_is_bounded_and_the_oldest_goes_first() -> None:
    cache = PageCache(page_cache._SHARE * 10_000)
    for number in range(100):
        cache.keep((str(number),), Kept(b"x" * 5_000, "text/html", (), "e"))
        assert cache.get(("0",)), "who is asked for stays"
    assert cache.get(("1",)) is None and cache.get(("99",))
    assert cache._used == sum(one.size for one in cache._kept.values()) <= cache._room
    cache.keep(("0",), Kept(b"x" * 20_000, "text/html", (), "e"))
    assert cache.get(("0",)) is None and cache._used == sum(one.size for one in cache._kept.values())

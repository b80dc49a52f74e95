"""Harvesters at odds with the standard: each gets a correct answer or a clear error, and no request is our fault."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import product

import pytest
import requests
from flask.testing import FlaskClient
from patience import LATE
from season import Season

KEY = "hall/v.%C3%A9%20a%2Fb"
PATHS = (
    "/ldes", "/ldes/year/2026", "/ldes/publication/1", "/changes", "/changes/1", "/changes.atom", "/changes/activity",
    "/changes/activity/1", f"/doc/{KEY}", f"/id/{KEY}", f"/history/{KEY}", f"/history/{KEY}?version=1",
    f"/history/{KEY}.ttl?version=2", f"/timemap/{KEY}", "/sitemap.xml", "/sitemap/site.xml", "/sitemap/1.xml.gz",
    "/robots.txt",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {}, {"Accept": "*/*;q=0.1"}, {"Accept": ""}, {"Accept": "text/turtle;q=x, */*"}, {"Accept": ";;,,;q=1"},
    {"Accept": "text/html"}, {"Accept": "application/json"}, {"Accept-Datetime": "Tue, 06 Jan 2099 12:00:00 GMT"},
    {"Accept-Datetime": "Sun, 01 Jan 0001 00:00:00 GMT"}, {"Accept-Datetime": "\xe9"},
    {"Accept-Datetime": "Tue, 06 Jan 99999999999 12:00:00 GMT"}, {"If-None-Match": "*"},
    {"If-Modified-Since": "Tue, 06 Jan 2099 12:00:00 GMT"}, {"If-None-Match": '"'}, {"Range": "bytes=9999999-"},
    {"Accept-Language": "xx-\xff;q=9"}, {"Accept-Encoding": "zip, br;q=0, *"}, {"Accept-Profile": "<x"},
)  # fmt: skip
TOKENS = ("", "0", "-1", "1", "2", "99", "1e3", "%00", "%FF", "../1", "1/hall", "1/hall/", "1/hall/x", "x" * 3000,
          "hall/v.1", "hall/%2E%2E", "9" * 40, "%D9%A3", "'; DROP TABLE change --", "1/hall/%C3%A9", "+", "&", "2026")  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    made = Season(tmp_path_factory.mktemp("odd"))
    made.publish(1, {KEY: "Zaal", "hall/v.1": "Eén"})
    made.publish(2, {KEY: "Grote zaal", "hall/v.2": "Twee"}, {"hall/v.1": "hall/v.2"})
    with closing(made.server.socket):
        yield made


@pytest.fixture(scope="module")
def site(odd: Season) -> FlaskClient:
    return odd.client()


@pytest.mark.parametrize("path", PATHS)
def test_odd_headers_get_an_answer_or_a_clear_error(site: FlaskClient, path: str) -> None:
    for headers in HEADERS:
        answer = site.get(path, headers=headers)
        assert answer.status_code in (200, 302, 303, 304, 400, 406), (path, headers, answer.status_code)
        head = site.head(path, headers=headers)
        assert head.status_code == answer.status_code and not head.data, (path, headers)
        for name in ("ETag", "Content-Type", "Content-Length", "Location", "Memento-Datetime"):
            assert head.headers.get(name) == answer.headers.get(name), (path, headers, name)


@pytest.mark.parametrize("before", ["/ldes/publication/", "/ldes/year/", "/changes/", "/changes/activity/", "/timemap/",
                         "/history/", "/sitemap/", "/ldes/publication/1?after=", "/changes?before=", "/changes/1?after=",
                         "/changes.atom?before=", "/changes/activity/1?after=", f"/history/{KEY}?version="])  # fmt: skip
def test_broken_tokens_get_an_answer_or_a_clear_error(site: FlaskClient, before: str) -> None:
    for token in TOKENS:
        answer = site.get(before + token)
        assert answer.status_code in (200, 301, 302, 303, 308, 404, 406, 410), (before, token, answer.status_code)


@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_405_and_options_say_what_there_is(site: FlaskClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = site.open(path, method=method, data="x")
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"], (path, method)
    options = site.options(path)
    assert options.status_code in (200, 204) and "HEAD" in options.headers["Allow"]
    assert options.headers["Access-Control-Allow-Origin"] == "*"


def test_fifty_at_once_on_a_real_server_are_all_answered(odd: Season) -> None:
    paths = [path for path, _ in product(PATHS, range(3))][:50]

    def ask(path: str) -> int:
        with requests.Session() as session:
            return session.get(odd.base.rstrip("/") + path, timeout=LATE, allow_redirects=False).status_code

    with odd.serving(), ThreadPoolExecutor(50) as pool:
        found = set(pool.map(ask, paths))
    assert found <= {200, 303, 406}

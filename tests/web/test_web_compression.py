"""Answers in gzip and br, with ETags that stay right."""

import zlib

import brotli
import pytest
from flask.testing import FlaskClient

DECODE = {"gzip": lambda body: zlib.decompress(body, 31), "br": brotli.decompress}
PATHS = ("/", "/doc/person/p.veel", "/doc/person/p.veel.ttl", "/doc/person/p.veel.jsonld", "/static/site.css")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_an_answer_is_the_same_when_decoded(client: FlaskClient, path: str, coding: str) -> None:
    headers = {"Accept": "text/html, */*"}
    plain = client.get(path, headers=headers)
    coded = client.get(path, headers=headers | {"Accept-Encoding": coding})
    assert "Content-Encoding" not in plain.headers
    assert coded.headers["Content-Encoding"] == coding
    assert DECODE[coding](coded.data) == plain.data
    assert int(coded.headers["Content-Length"]) == len(coded.data) < len(plain.data)
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in coded.headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_the_etag_of_an_encoded_answer_is_weak_and_is_known_again(client: FlaskClient, path: str) -> None:
    headers = {"Accept": "text/html, */*", "Accept-Encoding": "br"}
    tag = client.get(path, headers=headers).headers["ETag"]
    assert tag.startswith("W/")
    again = client.get(path, headers=headers | {"If-None-Match": tag})
    assert again.status_code == 304 and again.headers["ETag"] == tag and not again.data
    strong = client.get(path, headers={"Accept": "text/html, */*"}).headers["ETag"]
    assert tag == "W/" + strong
    assert client.get(path, headers=headers | {"If-None-Match": strong}).status_code == 304


def test_what_is_small_or_unasked_stays_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/robots.txt", headers={"Accept-Encoding": "br"}).headers
    refused = client.get("/", headers={"Accept-Encoding": "br;q=0, gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    font = client.get("/static/fonts/fraunces-latin.woff2", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in font.headers
    head = client.head("/", headers={"Accept-Encoding": "br"})
    assert head.headers["Content-Encoding"] == "br" and not head.data

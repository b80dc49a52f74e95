"""What answers before Flask gives what Flask gave, to the same question alone, and is counted and logged like it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_harness import config

from dip_lod import logs
from dip_lod.config import Log
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app

PATH = "/doc/person/p.veel"
HTML = {"Accept": "text/html", "Accept-Language": "nl"}


@pytest.fixture
def client(edges: Publication) -> FlaskClient:
    return create_app(config(edges.folder), edges).test_client()


def without_flask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make whatever reaches Flask fail."""

    def fail(*_: object) -> None:
        raise LookupError("this reached Flask")

    monkeypatch.setattr(Flask, "full_dispatch_request", fail)
    monkeypatch.setattr(Flask, "handle_exception", fail)


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_the_second_answer_is_the_first_without_flask(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, accept: str, coding: str
) -> None:
    headers = {"Accept": accept, "Accept-Encoding": coding}
    first = client.get(PATH, headers=headers)
    without_flask(monkeypatch)
    again, head = client.get(PATH, headers=headers), client.head(PATH, headers=headers)
    assert again.status_code == head.status_code == 200
    assert again.data == first.data and not head.data
    assert sorted(again.headers) == sorted(head.headers) == sorted(first.headers)


def test_another_question_is_flasks(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = client.get(PATH, headers=HTML).headers["ETag"]
    without_flask(monkeypatch)
    for path, more in (
        (PATH, {"If-None-Match": etag}),
        (PATH, {"Accept-Datetime": "Thu, 01 Jan 2026 00:00:00 GMT"}),
        (PATH, {"Accept-Encoding": "br"}),
        (PATH, {"Accept": "text/turtle"}),
        (PATH, {"Accept-Profile": "<https://schema.org/>"}),
        (PATH + "?lang=en", {}),
        ("/doc/person/nobody", {}),
        ("/doc/person/p%2Eveel", {}),
        ("/doc/dataset/all", {}),
        ("/doc/person", {}),
    ):
        with pytest.raises(LookupError):
            client.get(path, headers={**HTML, **more})
    with pytest.raises(LookupError):
        client.post(PATH, headers=HTML)


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_what_was_never_asked_for_is_made_as_flask_makes_it(edges: Publication, coding: str) -> None:
    """Once Flask has shown the headers of a media type and a coding, documents are made without it."""
    ready = create_app(config(edges.folder), edges).test_client()
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        for known in ("identity", coding):  # what is short is not encoded
            ready.get(PATH, headers={"Accept": accept, "Accept-Encoding": known})
    for path, asked in (
        ("/doc/performance/veel.003", {"Accept": "text/html", "Accept-Language": "en"}),
        ("/doc/performance/veel.003", {"Accept": "text/html", "Accept-Language": "fy"}),
        ("/doc/production/kwaad", {"Accept": "application/ld+json"}),
        ("/doc/production/kwaad.ttl", {}),
        ("/doc/production/kwaad.html", {}),
        ("/doc/hall/z.ttl", {"Accept": "text/html"}),
        ("/doc/hall/z.ttl.html", {}),
        ("/doc/term/genre/dans", {}),
        ("/doc/hall/%F0%9F%8E%AD", {"Accept": "text/html"}),
    ):
        headers = {**asked, "Accept-Encoding": coding}
        fresh = create_app(config(edges.folder), edges).test_client().get(path, headers=headers)
        with pytest.MonkeyPatch.context() as patched:
            without_flask(patched)
            made = ready.get(path, headers=headers)
        assert made.status_code == fresh.status_code == 200 and made.data == fresh.data
        assert sorted(made.headers) == sorted(fresh.headers)


def test_what_is_no_document_goes_to_flask_every_time(client: FlaskClient) -> None:
    for _ in range(2):
        assert client.get("/id/person/p.veel").status_code == 303
        assert client.get("/doc/person/nobody").status_code == 404
        assert client.get(PATH, headers={**HTML, "If-None-Match": "*"}).status_code == 200


def test_answers_before_flask_are_counted_and_logged(edges: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[Mapping[str, Any]] = []
    monkeypatch.setattr(logs, "event", lambda part, message, fields: lines.append(fields))
    client = create_app(replace(config(edges.folder), log=Log(requests=True)), edges).test_client()
    for _ in range(3):
        client.get(PATH, headers={**HTML, "User-Agent": "Bot/2"}).close()
    told = [{name: value for name, value in one.items() if name != "seconds"} for one in lines]
    assert len(told) == 3 and told[0] == told[1] == told[2] and told[0]["program"] == "Bot"
    assert all(0 <= one["seconds"] < 60 for one in lines)
    counted = client.get("/metrics").text
    assert 'dip_lod_http_requests_total{method="GET",route="documents.thing",status="200"} 3.0' in counted
    assert 'dip_lod_http_request_seconds_count{route="documents.thing"} 3.0' in counted

import re
from urllib.parse import unquote_to_bytes

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dip_lod.publication.reading import Publication
from dip_lod.web.http.forms import FORMS, Form

TURTLE = {"Accept": "text/turtle"}
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("path", ["person/p.veel", "term/genre/dans", "hall/a%20b", "hall/%F0%9F%8E%AD"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_thing_sends_on_to_its_document(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open("/id/" + path, method=method)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/doc/" + path
    assert answer.headers["Link"] == f'</doc/{path}>; rel="describedby"'


@pytest.mark.parametrize(
    "key",
    ["a%20b", "a%2Fb", "%22a%27", "%F0%9F%8E%AD", "caf%C3%A9", "z%25", "x%3Fq%3D1%26y%23z", "%3Cb%3E", "z.klein.v1"],
)
def test_every_key_has_a_page_and_data(client: FlaskClient, key: str) -> None:
    for extension in ("", ".ttl", ".html", ".jsonld"):
        answer = client.get(f"/doc/hall/{key}{extension}", headers=HTML)
        assert answer.status_code == 200, answer.text
    assert f"id/hall/{key}>" in client.get(f"/doc/hall/{key}", headers=TURTLE).text


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("/doc/hall/a%2fb", "/doc/hall/a%2Fb"),
        ("/doc/hall/a/b", "/doc/hall/a%2Fb"),
        ("/doc/hall/caf%c3%a9", "/doc/hall/caf%C3%A9"),
        ("/doc/hall/café", "/doc/hall/caf%C3%A9"),
        ("/doc/hall/cafe%CC%81", "/doc/hall/caf%C3%A9"),
        ("/doc/hall/%61%20b", "/doc/hall/a%20b"),
        ("/doc/h%61ll/a%20b", "/doc/hall/a%20b"),
        ("/d%6Fc/hall/a%20b", "/doc/hall/a%20b"),
        ("/doc/hall/%F0%9f%8e%ad.ttl", "/doc/hall/%F0%9F%8E%AD.ttl"),
        ("/doc/hall/a%20b%2Ettl", "/doc/hall/a%20b.ttl"),
        ("/doc/term/genre%2Fdans", "/doc/term/genre/dans"),
        ("/id/hall/caf%c3%a9", "/id/hall/caf%C3%A9"),
        ("/doc/hall/a%2fb?lang=en", "/doc/hall/a%2Fb?lang=en"),
        ("/doc/hall/<b>", "/doc/hall/%3Cb%3E"),
        ("/doc/hall/", "/doc/hall"),
        ("/doc/hall/a%20b/", "/doc/hall/a%20b"),
        ("/id/hall/a%20b//", "/id/hall/a%20b"),
        ("/doc/term/genre/dans/", "/doc/term/genre/dans"),
        ("/doc/h%61ll", "/doc/hall"),
    ],
)
def test_each_uri_has_one_spelling(client: FlaskClient, spelled: str, canonical: str) -> None:
    answer = client.get("/", headers=HTML, environ_overrides=_spelled(spelled))
    assert (answer.status_code, answer.headers.get("Location")) == (301, canonical)
    followed = client.get(canonical, headers=HTML)
    assert followed.status_code in (200, 303)


def _spelled(target: str) -> dict[str, str]:
    """Make what a server makes of a request for a path spelled so."""
    path, _, query = target.partition("?")
    decoded = unquote_to_bytes(path.encode()).decode("latin-1")
    return {"RAW_URI": target.encode().decode("latin-1"), "PATH_INFO": decoded, "QUERY_STRING": query}


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/nobody",
        "/doc/person/nobody",
        "/doc/person/nobody.ttl",
        "/doc/nothing/x",
        "/doc/nothing",
        "/doc/festival",
        "/doc/hall/a%20b.TTL",
        "/doc/hall/.ttl",
        "/doc/hall/..",
        "/doc/hall/%2e%2e",
        "/doc/hall/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/doc/hall/%00",
        "/doc/hall/%ff%fe",
        "/doc/hall/%",
        "/doc/hall/%zz",
        "/doc/hall/a%0d%0aX-Evil:1",
        "/doc/hall/%20",
        "/doc//hall/a%20b",
        "//doc/hall/a%20b",
        "/doc%2Fhall%2Fa",
        "/doc/hall/<i>",
        '/doc/hall/{a}|\\^`"',
        "/nergens",
        "/static/../dip-lod.toml",
        "/static/nothing.css",
    ],
)
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides=_spelled(path))
    assert answer.status_code == 404, answer.headers
    assert "X-Evil" not in answer.headers


def test_an_exact_key_wins_before_an_extension(client: FlaskClient) -> None:
    assert client.get("/doc/hall/z.ttl", headers=HTML).mimetype == "text/html"
    assert client.get("/doc/hall/z.ttl", headers=TURTLE).mimetype == "text/turtle"
    assert client.get("/doc/hall/z.ttl.nt", headers=HTML).mimetype == "application/n-triples"
    assert client.get("/doc/hall/z.klein.v1", headers=HTML).mimetype == "text/html"


@pytest.mark.parametrize(
    ("path", "target"),
    [("/id/person/p.oud", "/id/person/p.veel"), ("/doc/person/p.oud", "/id/person/p.veel"),
     ("/doc/person/p.oud.ttl", "/doc/person/p.veel.ttl")],
)  # fmt: skip
def test_what_was_merged_sends_on_to_the_survivor(client: FlaskClient, path: str, target: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, target)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.extension)
def test_a_form_can_be_asked_for_by_type_and_by_extension(client: FlaskClient, form: Form) -> None:
    asked = client.get("/doc/person/p.veel", headers={"Accept": form.media_type})
    fetched = client.get(f"/doc/person/p.veel.{form.extension}", headers={"Accept": "image/png"})
    assert asked.mimetype == fetched.mimetype == form.media_type
    assert asked.data == fetched.data or form.extension == "html"
    assert asked.headers["Content-Location"] == f"/doc/person/p.veel.{form.extension}"
    links = asked.headers["Link"]
    assert '<http://localhost:8000/doc/person/p.veel>; rel="canonical"' in links
    assert '<http://localhost:8000/id/person/p.veel>; rel="describes"' in links
    for other in FORMS:
        stated = f'</doc/person/p.veel.{other.extension}>; rel="alternate"; type="{other.media_type}"'
        assert (stated in links) == (other != form)


def test_an_unknown_type_is_406_with_the_list(client: FlaskClient) -> None:
    answer = client.get("/doc/person/p.veel", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    for form in FORMS:
        assert f"{form.media_type}  /doc/person/p.veel.{form.extension}" in answer.text
    assert client.get("/doc/person", headers=TURTLE).status_code == 406


def test_head_answers_as_get_without_a_body(client: FlaskClient) -> None:
    for path in ("/", "/about", "/sparql", "/doc/person", "/doc/person/p.veel", "/doc/person/p.veel.ttl", "/nergens"):
        got, head = client.get(path, headers=HTML), client.head(path, headers=HTML)
        assert head.status_code == got.status_code
        assert head.data == b""
        assert head.headers["Content-Length"] == got.headers["Content-Length"]
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_options_names_the_methods_and_lets_other_sites_ask(client: FlaskClient) -> None:
    paths = (("/", "GET"), ("/id/person/p.veel", "GET"), ("/doc/person/p.veel", "GET"), ("/sparql", "POST"))
    for path, methods in paths:
        answer = client.options(path, headers={"Origin": "https://example.org"})
        assert answer.status_code == 200
        assert methods in answer.headers["Allow"] and "HEAD" in answer.headers["Allow"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_wrong_method_is_405_with_allow(client: FlaskClient) -> None:
    for path in ("/doc/person/p.veel", "/", "/id/person/p.veel"):
        answer = client.post(path)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "POST" in client.delete("/sparql").headers["Allow"]


def test_what_the_client_has_is_304_and_touches_no_store(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = {path: client.get(path, headers=HTML) for path in ("/doc/person/p.veel", "/doc/person/p.veel.ttl")}

    def touched(*_: object) -> None:
        raise AssertionError("the store was touched")

    monkeypatch.setattr(Publication, "document", touched)
    for path, answer in first.items():
        again = client.get(path, headers=HTML | {"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert again.data == b""
        for name in ("ETag", "Vary", "Content-Location", "Cache-Control"):
            assert again.headers[name] == answer.headers[name]
        assert "Content-Type" not in again.headers


def test_an_etag_is_of_the_form_the_language_and_the_page(client: FlaskClient) -> None:
    asked = [
        ("/doc/person/p.veel", {"Accept": "text/html", "Accept-Language": "nl"}),
        ("/doc/person/p.veel", {"Accept": "text/html", "Accept-Language": "en"}),
        ("/doc/person/p.veel", TURTLE),
        ("/doc/person/p.veel", {"Accept": "application/ld+json"}),
        ("/doc/person/p.veel?in=schema:performer", TURTLE),
        ("/doc/hall/a%20b", TURTLE),
    ]
    tags = [client.get(path, headers=headers).headers["ETag"] for path, headers in asked]
    assert len(set(tags)) == len(tags)
    dutch = client.get("/doc/person/p.veel", headers=TURTLE | {"Accept-Language": "nl"})
    assert dutch.headers["ETag"] == tags[2]


def test_every_answer_has_the_headers_that_keep_people_safe(client: FlaskClient) -> None:
    thing = ("/id/person/p.veel", "/doc/person/p.veel", "/doc/person/p.veel.ttl")
    for path in ("/", *thing, "/nergens", "/static/site.css"):
        _safe(client.get(path, headers=HTML))
    _safe(client.post("/doc/person/p.veel"))


def _safe(answer: TestResponse) -> None:
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Referrer-Policy" in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy


def test_answers_that_are_negotiated_say_so(client: FlaskClient) -> None:
    for path in ("/", "/doc/person/p.veel", "/doc/person/p.veel.ttl", "/nergens"):
        assert client.get(path).headers["Vary"].startswith("Accept, Accept-Language, Accept-Profile, Accept-Encoding")


def test_the_style_sheet_may_be_kept_for_ever_under_its_version(client: FlaskClient) -> None:
    found = re.search(r"/static/site\.css\?v=\w+", client.get("/", headers=HTML).text)
    assert found
    assert "immutable" in client.get(found[0]).headers["Cache-Control"]
    plain = client.get("/static/site.css")
    assert "immutable" not in plain.headers["Cache-Control"]
    assert client.get("/static/site.css", headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


def test_short_paths_lead_home(client: FlaskClient) -> None:
    for path in ("/id", "/doc", "/id/", "/doc/"):
        assert (client.get(path).status_code, client.get(path).headers["Location"]) == (303, "/")
    assert client.get("/id/person").headers["Location"] == "/doc/person"
    assert client.get("/robots.txt").text.startswith("User-agent: *")


def test_a_client_that_has_anything_is_still_answered(client: FlaskClient) -> None:
    assert client.get("/doc/person/p.veel", headers={"If-None-Match": "*"}).status_code == 200
    assert client.get("/doc/person/nobody", headers={"If-None-Match": "*"}).status_code == 404

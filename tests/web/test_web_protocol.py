"""The endpoint's HTTP: charsets, codings, ETags, the cache, graphs of documents, the RDA view, and who asks."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import brotli
import pyoxigraph as ox
import pytest
import web_harness
from flask import Request
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from dip_lod.publication import layout
from dip_lod.publication.reading import Publication
from dip_lod.sparql import supervisor
from dip_lod.sparql.answer import Form, Result
from dip_lod.web.app import create_app
from dip_lod.web.endpoint.answer_cache import AnswerCache
from dip_lod.web.http import access, client_address
from dip_lod.web.http.door import Door, Readers
from dip_lod.web.http.sending import Sending, TooSlow

EVERYTHING = "SELECT * WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
PERSON = web_harness.BASE + "doc/person/p.veel"


@pytest.fixture(scope="module")
def asking(edges: Publication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    store = ox.Store(str(edges.folder / layout.RDA_STORE))
    store.add(ox.Quad(ox.NamedNode("urn:rda"), ox.NamedNode("urn:p"), ox.Literal("view")))
    store.flush()
    del store
    config = web_harness.config(edges.folder)
    config = replace(config, limits=replace(config.limits, workers=2))
    running = supervisor.start(tmp_path_factory.mktemp("s") / "q.sock", config.limits)
    yield create_app(config, edges, running.socket_path).test_client()
    running.stop()


def test_a_form_may_be_latin_1(asking: FlaskClient) -> None:
    body = "query=" + quote('SELECT ("café" AS ?x) {}', encoding="iso-8859-1")
    for content_type in (f"{FORM}; charset=ISO-8859-1", f"{FORM}; charset=windows-1252"):
        answer = asking.post("/sparql", data=body, headers={"Content-Type": content_type})
        assert answer.get_json(force=True)["results"]["bindings"][0]["x"]["value"] == "café"
    assert asking.post("/sparql", data=body, headers={"Content-Type": FORM}).status_code == 400  # it is no UTF-8
    assert asking.post("/sparql", data=body, headers={"Content-Type": f"{FORM}; charset=x"}).status_code == 415


def test_graphs_in_the_address_of_a_post_count(asking: FlaskClient) -> None:
    for path in ("/sparql?default-graph-uri=urn:none", "/sparql?named-graph-uri=urn:none"):
        answer = asking.post(path, data={"query": "ASK { ?s ?p ?o }"})
        assert answer.get_json(force=True)["boolean"] is False


def test_a_document_is_a_graph(asking: FlaskClient) -> None:
    def names(query: str, **parameters: str) -> set[str]:
        answer = asking.get("/sparql", query_string={"query": query, "format": "json", **parameters})
        return {row["s"]["value"] for row in answer.get_json(force=True)["results"]["bindings"]}

    every = "SELECT DISTINCT ?s { ?s ?p ?o }"
    person = names(every, **{"default-graph-uri": PERSON})
    assert person and all("person/p.veel" in uri for uri in person)
    assert names(f"SELECT DISTINCT ?s FROM <{PERSON}> {{ ?s ?p ?o }}") == person
    prefixed = f"PREFIX d: <{web_harness.BASE}doc/person/> SELECT DISTINCT ?s FROM d:p.veel {{ ?s ?p ?o }}"
    assert names(prefixed) == person
    assert names(f"SELECT DISTINCT ?s FROM NAMED <{PERSON}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == person
    assert names("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": PERSON}) == person
    assert names(every, **{"default-graph-uri": web_harness.BASE + "doc/person/nobody"}) == set()
    assert names(f'SELECT ?s {{ VALUES ?s {{ "FROM <{PERSON}>" }} ?x ?y ?z }}') == {f"FROM <{PERSON}>"}


def test_the_rda_view_has_its_own_default_graph(asking: FlaskClient) -> None:
    query = {"query": "SELECT ?s ?p ?o { ?s ?p ?o }", "format": "csv"}
    assert "urn:rda,urn:p,view" in asking.get("/sparql/rda", query_string=query).text
    assert "urn:rda" not in asking.get("/sparql", query_string=query).text


def test_answers_are_coded_as_the_client_likes(asking: FlaskClient) -> None:
    plain = asking.get("/sparql", query_string={"query": EVERYTHING})
    assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in plain.headers["Vary"]
    for accepted, name, decode in (
        ("gzip", "gzip", gzip.decompress),
        ("gzip;q=0.5, br", "br", brotli.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ):
        for _ in range(2):  # the second comes out of the cache
            answer = asking.get("/sparql", query_string={"query": EVERYTHING}, headers={"Accept-Encoding": accepted})
            assert answer.headers["Content-Encoding"] == name
            assert json.loads(decode(answer.data)) == plain.json
    small = asking.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers


def test_a_large_answer_is_coded_on_its_way(asking: FlaskClient) -> None:
    query = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 9000", "format": "csv"}
    plain = asking.get("/sparql", query_string=query)
    assert plain.content_length == len(plain.data) > 1 << 20
    for name, decode in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        answer = asking.get("/sparql", query_string=query, headers={"Accept-Encoding": name})
        assert answer.content_length is None and decode(answer.data) == plain.data
    old = asking.get(
        "/sparql", query_string=query, headers={"Accept-Encoding": "gzip"}, environ_overrides={"SERVER_PROTOCOL": "HTTP/1.0"}
    )
    assert old.content_length == len(plain.data)  # without chunks, only a length tells whole from cut


def test_the_same_question_is_a_304(asking: FlaskClient) -> None:
    first = asking.get("/sparql", query_string={"query": EVERYTHING})
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    again = asking.get("/sparql", query_string={"query": EVERYTHING}, headers={"If-None-Match": etag})
    assert again.status_code == 304 and again.headers["ETag"] == etag and not again.data
    for other in ({"query": EVERYTHING + " "}, {"query": EVERYTHING, "format": "csv"}):
        assert asking.get("/sparql", query_string=other, headers={"If-None-Match": etag}).status_code == 200


def test_what_changes_by_itself_has_no_etag(asking: FlaskClient) -> None:
    for call in ("NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"):
        answers = [asking.get("/sparql", query_string={"query": f"SELECT ({call} AS ?x) {{}}"}) for _ in range(2)]
        assert all("ETag" not in answer.headers for answer in answers)
    assert "ETag" not in asking.get("/sparql", query_string={"query": "SELECT * {"}).headers


def test_methods_and_preflight(asking: FlaskClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = asking.open("/sparql", method=method)
        assert answer.status_code == 405 and {"GET", "HEAD", "POST", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))
    options = asking.options("/sparql")
    assert options.headers["Access-Control-Allow-Origin"] == "*" and "POST" in options.headers["Access-Control-Allow-Methods"]
    head = asking.head("/sparql", query_string={"query": EVERYTHING})
    assert head.status_code == 200 and not head.data and head.content_length
    assert asking.post("/sparql", data="CLEAR ALL", headers={"Content-Type": "application/sparql-update"}).status_code == 415


def test_503_names_the_limit_and_when_to_come_back(asking: FlaskClient, edges: Publication) -> None:
    config = replace(web_harness.config(edges.folder), limits=web_harness.config(edges.folder).limits)
    nobody = create_app(config, edges, edges.folder / "nobody.sock").test_client()
    answer = nobody.get("/sparql", query_string={"query": "ASK {}"})
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0 and "workers are taken" in answer.text


def test_the_page_shows_the_limits_in_two_languages(asking: FlaskClient) -> None:
    for language, words in (("nl", "Vragen van één bezoeker tegelijk"), ("en", "Queries of one visitor at a time")):
        text = asking.get("/sparql", headers={"Accept": "text/html", "Accept-Language": language}).text
        assert words in text


def number(remote: str, forwarded: str = "") -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    environ = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": remote}).get_environ()
    return client_address.number(Request(environ), access.networks("127.0.0.0/8 ::1/128"), b"salt")


def test_a_client_is_who_the_proxy_says_and_nobody_else() -> None:
    assert number("127.0.0.1", "192.0.2.1") == number("192.0.2.1") != number("192.0.2.2")
    assert number("127.0.0.1", "198.51.100.9, 192.0.2.1") == number("192.0.2.1")
    assert number("192.0.2.1", "192.0.2.2") == number("192.0.2.1")  # no proxy of ours: its word does not count
    assert number("2001:db8::1") == number("2001:db8::2") != number("2001:db8:0:1::1")
    assert number("") == client_address.NOBODY


def test_the_cache_keeps_to_its_room() -> None:
    cache = AnswerCache(8000)
    for turn in range(50):
        cache.keep(f"{turn}", Result(Form.SELECT, "text/csv", b"x" * 900, 900, 1, 0.1))
    kept = [turn for turn in range(50) if cache.get(f"{turn}")]
    assert kept == list(range(42, 50))
    cache.keep("large", Result(Form.SELECT, "text/csv", b"x" * 5000, 5000, 1, 0.1))
    assert cache.get("large") is None


def test_the_door_lets_in_so_many_and_has_so_many_wait() -> None:
    door = Door(1, 1, 0.05)
    with door.passage() as first, door.passage() as second:
        assert (first, second) == (True, False)
    with door.passage() as again:
        assert again
    readers = Readers(2, 1)
    assert readers.enter(7) and not readers.enter(7) and readers.enter(8) and not readers.enter(9)
    readers.leave(7)
    assert readers.enter(9)


def test_a_reader_that_is_too_slow_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []
    sending = Sending(iter([b"x" * 100_000]), lambda: closed.append(True))
    assert len(next(sending)) == 1 << 14
    monkeypatch.setattr("dip_lod.web.http.sending.time.monotonic", lambda: 1e9)
    with pytest.raises(TooSlow):
        next(sending)
    sending.close()
    assert closed == [True]


def test_a_query_may_begin_with_a_byte_order_mark_and_may_not_be_packed(asking: FlaskClient) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    assert asking.post("/sparql", data=b"\xef\xbb\xbfASK {}", headers=direct).json == {"head": {}, "boolean": True}
    packed = asking.post("/sparql", data=gzip.compress(b"ASK {}"), headers=direct | {"Content-Encoding": "gzip"})
    assert packed.status_code == 415 and "Content-Encoding" in packed.text


def test_programs_are_told_in_english_alone(asking: FlaskClient) -> None:
    for asked in ({"query": "ASK"}, {"query": "ASK {}", "format": "turtle"}, {"x": "1"}):
        answer = asking.get("/sparql", query_string=asked, headers={"Accept": "image/png", "Accept-Language": "nl"})
        assert answer.mimetype == "text/plain" and answer.headers["Content-Language"] == "en"
        assert "klopt niet" not in answer.text and "vorm" not in answer.text


def test_a_slash_too_many_leads_to_the_endpoint(asking: FlaskClient) -> None:
    answer = asking.get("/sparql/rda/?query=ASK%20%7B%7D")
    assert (answer.status_code, answer.location) == (308, "/sparql/rda?query=ASK%20%7B%7D")
    assert asking.post("/sparql/", data={"query": "ASK {}"}).status_code == 308


def test_data_has_no_policy_for_scripts_and_pages_do(asking: FlaskClient) -> None:
    for accept, has in (("text/csv", False), ("application/sparql-results+json", False), ("text/html", True)):
        answer = asking.get("/sparql?query=ASK%20%7B%7D", headers={"Accept": accept})
        assert ("Content-Security-Policy" in answer.headers) == has

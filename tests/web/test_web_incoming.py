import re

import pyoxigraph as ox
import web_harness
from flask.testing import FlaskClient

HYDRA = "http://www.w3.org/ns/hydra/core#"
DOC = "http://localhost:8000/doc/person/p.veel"


def test_a_document_counts_who_points_to_its_thing(client: FlaskClient) -> None:
    found = web_harness.graph(client.get("/doc/person/p.veel.ttl").data, ox.RdfFormat.TURTLE)
    collection = f"<{DOC}?in=schema:performer>"
    assert (f"<{DOC}>", f"<{HYDRA}collection>", collection) in found
    totals = [
        value for subject, predicate, value in found if predicate == f"<{HYDRA}totalItems>" and subject == collection
    ]
    assert totals == ['"120"^^<http://www.w3.org/2001/XMLSchema#integer>']


def test_rdf_pages_give_every_one_once(client: FlaskClient) -> None:
    path: str | None = "/doc/person/p.veel.nt?in=schema:performer"
    members: list[str] = []
    pages = 0
    while path:
        answer = client.get(path)
        assert answer.status_code == 200
        found = web_harness.graph(answer.data, ox.RdfFormat.N_TRIPLES)
        members += [subject for subject, predicate, _ in found if predicate == "<https://schema.org/performer>"]
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["Link"])
        stated = [value for _, predicate, value in found if predicate == f"<{HYDRA}next>"]
        assert bool(following) == bool(stated)
        path = following[1] if following else None
        pages += 1
    assert (pages, len(members), len(set(members))) == (3, 120, 120)


def test_a_page_names_what_it_is_a_page_of(client: FlaskClient) -> None:
    found = web_harness.graph(client.get("/doc/person/p.veel.ttl?in=schema:performer").data, ox.RdfFormat.TURTLE)
    collection = f"<{DOC}?in=schema:performer>"
    assertion = next(value for subject, predicate, value in found if predicate == f"<{HYDRA}memberAssertion>")
    assert (assertion, f"<{HYDRA}property>", "<https://schema.org/performer>") in found
    assert (assertion, f"<{HYDRA}object>", "<http://localhost:8000/id/person/p.veel>") in found
    assert sum(1 for subject, predicate, _ in found if (subject, predicate) == (collection, f"<{HYDRA}member>")) == 50


def test_html_pages_give_every_one_once(client: FlaskClient) -> None:
    path: str | None = "/doc/person/p.veel?in=schema:performer"
    seen: list[str] = []
    while path:
        text = client.get(path, headers={"Accept": "text/html"}).text
        seen += re.findall(r'href="(/doc/performance/[^"]+)"', text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        path = following[1].replace("&amp;", "&") if following else None
    assert (len(seen), len(set(seen))) == (120, 120)


def test_the_page_of_a_thing_shows_the_first_and_says_how_many(client: FlaskClient) -> None:
    text = client.get("/doc/person/p.veel?lang=en", headers={"Accept": "text/html"}).text
    assert "On stage in" in text
    assert "Show all 120" in text
    assert '<span class="count">60 of 121</span>' in text
    assert 'href="/doc/person/p.veel?list=parts&amp;lang=en"' in text
    assert 'href="/doc/person/p.veel?in=schema:performer&amp;lang=en"' in text


def test_a_property_that_points_to_nothing_is_404(client: FlaskClient) -> None:
    for name in ("schema:nothing", "nonsense", "", "schema:name", "'"):
        assert client.get("/doc/person/p.veel", query_string={"in": name}).status_code == 404


def test_a_page_after_the_last_is_empty_not_an_error(client: FlaskClient) -> None:
    query = {"in": "schema:performer", "after": "performance/veel.119"}
    answer = client.get("/doc/person/p.veel.ttl", query_string=query)
    assert answer.status_code == 200
    assert 'rel="next"' not in answer.headers["Link"]


def test_lists_of_a_kind_are_counted_and_paged(client: FlaskClient) -> None:
    path: str | None = "/doc/performance"
    seen: list[str] = []
    while path:
        text = client.get(path, headers={"Accept": "text/html"}).text
        assert ">120</span>" in text
        seen += re.findall(r'<li><a href="(/doc/performance/[^"]+)"', text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        path = following[1].replace("&amp;", "&") if following else None
    assert (len(seen), len(set(seen))) == (120, 120)
    assert seen == sorted(seen)

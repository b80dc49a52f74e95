import html
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
import rdflib
import store_servers
import web_harness
from flask.testing import FlaskClient
from rdflib.query import Result

from dip_lod.publication.reading import Publication
from dip_lod.sparql import supervisor
from dip_lod.web.app import create_app

EVERYTHING = "SELECT * WHERE { ?s ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module", params=["embedded", *store_servers.ENGINES])
def asking(
    request: pytest.FixtureRequest, reference: Publication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    """Give a client of the reference example with a real endpoint, over every kind of store."""
    config = web_harness.config(reference.folder)
    config = replace(config, limits=replace(config.limits, seconds=5, workers=1))
    with ExitStack() as stack:
        if request.param != "embedded":
            server = stack.enter_context(store_servers.serve(request.param, tmp_path_factory.mktemp(request.param)))
            config = store_servers.over(config, server)
            web_harness.load(config, reference)
        running = supervisor.start(tmp_path_factory.mktemp("s") / "q.sock", config.limits)
        stack.callback(running.stop)
        yield create_app(config, reference, running.socket_path).test_client()


def test_without_a_query_there_is_a_form(asking: FlaskClient) -> None:
    answer = asking.get("/sparql", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<textarea" in answer.text and 'method="post"' in answer.text
    assert asking.get("/sparql", headers={"Accept": "application/sparql-results+json"}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_a_select_is_answered_in_the_best_format(asking: FlaskClient, accept: str | None, mimetype: str) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = asking.get("/sparql", query_string={"query": EVERYTHING + " LIMIT 3"}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, mimetype)


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/html", "text/html"),
    ],
)
def test_a_construct_is_answered_in_rdf(asking: FlaskClient, accept: str | None, mimetype: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
    headers = {"Accept": accept} if accept else {}
    answer = asking.get("/sparql", query_string={"query": query}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    if mimetype == "text/turtle":
        assert len(rdflib.Graph().parse(data=answer.data, format="turtle")) == 3


def test_format_counts_before_accept(asking: FlaskClient) -> None:
    for name, mimetype in (("csv", "text/csv"), ("json", "application/sparql-results+json"), ("html", "text/html"),
                           ("application/sparql-results+xml", "application/sparql-results+xml")):  # fmt: skip
        query = {"query": "ASK {}", "format": name}
        answer = asking.get("/sparql", query_string=query, headers={"Accept": "text/tab-separated-values"})
        assert answer.mimetype == mimetype
    assert asking.get("/sparql", query_string={"query": "ASK {}", "format": "docx"}).status_code == 406


def test_get_and_both_kinds_of_post_give_the_same(asking: FlaskClient) -> None:
    query = EVERYTHING + " ORDER BY ?s ?p ?o LIMIT 5"
    got = asking.get("/sparql", query_string={"query": query})
    form = asking.post("/sparql", data={"query": query})
    direct = asking.post("/sparql", data=query, headers=DIRECT)
    utf8 = asking.post("/sparql", data=query, headers={"Content-Type": "application/sparql-query; charset=utf-8"})
    assert got.json == form.json == direct.json == utf8.json
    assert len(got.json["results"]["bindings"]) == 5


def test_what_is_asked_wrongly_is_said(asking: FlaskClient) -> None:
    malformed = asking.get("/sparql", query_string={"query": "SELECT * WHERE {"})
    assert (malformed.status_code == 400 and "line" in malformed.text.lower()) or "1:" in malformed.text
    for query in ("INSERT DATA { <a:a> <a:b> <a:c> }", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"):
        assert asking.get("/sparql", query_string={"query": query}).status_code == 400
    assert asking.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400
    assert asking.post("/sparql", data={}, headers=FORM).status_code == 400
    assert asking.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    unknown = asking.post("/sparql", data=b"x", headers={"Content-Type": "text/plain"})
    assert unknown.status_code == 415 and "application/sparql-query" in unknown.headers["Accept-Post"]
    assert asking.post("/sparql", data=b"\xff", headers=DIRECT).status_code == 400
    assert asking.put("/sparql").headers["Allow"]
    assert asking.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "image/png"}).status_code == 406
    assert asking.post("/sparql", data=b"x" * 3_000_000, headers=DIRECT).status_code == 413


def test_without_an_endpoint_it_is_503(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 503


def test_results_are_a_table_with_links_to_our_pages(asking: FlaskClient) -> None:
    query = """PREFIX schema: <https://schema.org/>
        SELECT ?thing ?name ?nothing ?day ?kind WHERE {
        ?thing schema:name ?name ; a ?kind . OPTIONAL { ?thing schema:startDate ?day }
        FILTER(CONTAINS(STR(?thing), "/production/")) }
        ORDER BY ?thing ?name ?kind"""
    text = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    columns = ["".join(one.itertext()) for one in tree.findall(".//th")]
    assert columns == ["?thing", "?name", "?nothing", "?day", "?kind"]
    hrefs = {one.get("href", "") for one in tree.findall(".//td/a")}
    assert "/doc/production/NL-22-017-0000871" in hrefs and "https://schema.org/CreativeWork" in hrefs
    assert "<b>vet</b>" not in text and "schema:CreativeWork" in text


def test_a_long_result_is_cut_aloud(asking: FlaskClient) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    text = asking.get("/sparql", query_string={"query": EVERYTHING}, headers=headers).text
    assert text.count("<tr>") == 501
    assert "These are the first 500 of " in text


def test_a_result_as_long_as_its_limit_is_not_called_whole(asking: FlaskClient) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    for limit, told in ((3, True), (400, False)):
        query = f"SELECT * {{ ?s a <https://schema.org/Person> }} LIMIT {limit}"
        text = asking.get("/sparql", query_string={"query": query}, headers=headers).text
        assert ("there may be more" in text.partition('id="result"')[2]) is told


def test_a_small_answer_is_handed_to_the_editor_whole_and_harmless(asking: FlaskClient) -> None:
    query = 'SELECT ("</script><!--" AS ?x) (7 AS ?n) {}'
    text = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    (given,) = [json.loads(one.text or "") for one in tree.findall(".//script") if one.get("id") == "given"]
    assert given["text"] == '?x\t?n\n"</script><!--"\t7\n' and given["graph"] is False
    large = asking.get("/sparql", query_string={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 4000"}, headers={"Accept": "text/html"}).text
    assert 'id="given"' not in large


def test_a_result_shows_every_kind_of_term(asking: FlaskClient) -> None:
    query = r"""SELECT * { VALUES (?a ?b ?c ?d) {
        ("tab\tline\n\"quote\" é \\ <b>" "x"@fy 1.5 <urn:x>)
        (true "2026-03-02"^^<http://www.w3.org/2001/XMLSchema#date> UNDEF <javascript:x>) } }"""
    text = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
    assert "tab\tline\n&quot;quote&quot; é \\ &lt;b&gt;" in text
    assert '<span lang="fy" dir="auto">x</span>' in text
    assert '<time datetime="2026-03-02">2026-03-02</time>' in text
    assert "javascript:x" in text and 'href="javascript' not in text


def test_ask_is_yes_or_no_in_words(asking: FlaskClient) -> None:
    for query, word in (("ASK { ?s ?p ?o }", "Ja."), ("ASK { <a:a> ?p ?o }", "Nee.")):
        text = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).text
        assert f'<p class="yesno">{word}</p>' in text


def test_a_real_client_asks(asking: FlaskClient, tmp_path: Path) -> None:
    headers = {"Accept": "application/sparql-results+xml"}
    body = asking.post("/sparql", data={"query": EVERYTHING + " LIMIT 9"}, headers=headers)
    (tmp_path / "result.srx").write_bytes(body.data)
    with (tmp_path / "result.srx").open("rb") as stream:
        assert len(Result.parse(stream, format="xml")) == 9


def test_a_browsers_query_gets_an_address_to_cite(client: FlaskClient) -> None:
    short = client.post("/sparql", data={"query": "ASK { ?s ?p ?o }", "lang": "en"}, headers={"Accept": "text/html"})
    assert short.status_code == 303
    assert short.headers["Location"] == "/sparql?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D&lang=en"


def test_a_browsers_long_query_is_answered_where_it_was_posted(client: FlaskClient) -> None:
    query = "ASK { ?s ?p ?o } #" + "x" * 9000
    assert client.post("/sparql", data={"query": query}, headers={"Accept": "text/html"}).status_code in (200, 503)


def test_a_document_is_a_graph_over_every_kind_of_store(asking: FlaskClient) -> None:
    person = web_harness.BASE + "doc/person/p.veel"
    for query in (
        f"SELECT DISTINCT ?s FROM <{person}> {{ ?s ?p ?o }}",
        f"SELECT DISTINCT ?s FROM NAMED <{person}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        answer = asking.get("/sparql", query_string={"query": query, "format": "csv"})
        found = answer.text.split()[1:]
        assert found and all("person/p.veel" in uri for uri in found)


REFUSED = {
    "INSERT DATA { <a:a> <a:b> <a:c> }": ("Dit is een update", "is an update"),
    "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }": ("Met SERVICE wordt hier", "SERVICE is switched off"),
    "SELECT * { ?s ?p ?o ": ("wat er mis is, kan voor het einde staan", "may stand before its end"),
    "SELECT * WHERE ?x": ("Niet begrepen bij ‘?x’; hier kan staan: {", "Not understood at '?x'"),
    "SELECT * { ?s nope:x ?o }": ("Het voorvoegsel van", "Prefix not found"),
    "ASK {" + "{" * 300 + "}" * 301: ("schrijf de vraag platter", "nested too deep"),
    "ASK { FILTER(<urn:no-such-function>(1)) }": ("De machine zegt", "function"),
}


@pytest.mark.parametrize("query", REFUSED)
def test_a_page_says_in_its_language_what_programs_read_in_english(asking: FlaskClient, query: str) -> None:
    dutch, english = REFUSED[query]
    page = html.unescape(asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html", "Accept-Language": "nl"}).text)
    assert dutch in page
    assert english not in page or "De machine zegt" in page
    program = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "application/json", "Accept-Language": "nl"})
    assert (program.status_code, program.mimetype) == (400, "text/plain")
    assert english in program.text


@pytest.mark.parametrize(
    ("sent", "dutch", "english"),
    [
        ({"data": b"query=%FF", "content_type": "application/x-www-form-urlencoded"}, "De aanvraag is geen UTF-8", "The request is not UTF-8"),
        ({"data": b"x=1", "content_type": "application/x-www-form-urlencoded"}, "geen parameter ‘query’", "no parameter 'query'"),
        ({"data": b"\xff", "content_type": "application/sparql-query"}, "geen UTF-8, vanaf byte 0", "not UTF-8 at byte 0"),
        ({"data": b"x", "content_type": "application/sparql-update"}, "updates neemt het niet aan", "takes no updates"),
        ({"data": b"x", "content_type": "text/plain"}, "Stuur een vraag met POST", "POST a query"),
        ({"data": b"query=x", "content_type": "application/x-www-form-urlencoded; charset=klingon"}, "De tekenset ‘klingon’", "Unknown charset 'klingon'"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_told_likewise(asking: FlaskClient, sent: dict[str, bytes], dutch: str, english: str) -> None:
    page = asking.post("/sparql", **sent, headers={"Accept": "text/html", "Accept-Language": "nl"})  # type: ignore[arg-type]
    assert dutch in html.unescape(page.text) and english not in html.unescape(page.text)
    assert english in asking.post("/sparql", **sent, headers={"Accept-Language": "nl"}).text  # type: ignore[arg-type]


# The last one: a store elsewhere goes on with what we have given up, and has no time for what follows.
def test_a_query_without_end_is_503_with_the_limit_or_504_where_the_store_has_none(asking: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    answer = asking.get("/sparql", query_string={"query": query})
    assert answer.status_code in (503, 504)
    assert "5 seconds" in answer.text
    page = asking.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    # A store that is still busy with the first may say the one at the first and the other at the second.
    assert page.status_code in (503, 504)
    assert "langer dan 5 seconden" in page.text or ("niet op tijd" in page.text and "<textarea" in page.text)

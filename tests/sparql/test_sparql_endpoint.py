"""dip_lod/sparql/client.py, worker.py and engine.py: queries and their answers, through real processes."""

import csv
import io
import json
import os
import shutil
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from endpoints import EX, Endpoint

from dip_lod.config import Limits
from dip_lod.sparql import client
from dip_lod.sparql.answer import Broken, Busy, Exceeded, Form, Malformed, Refused, Result
from dip_lod.sparql.errors import EndpointError
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS
from dip_lod.sparql.request import QueryRequest

NAMES = f"SELECT ?s ?name {{ ?s <{EX}label> ?name }} ORDER BY ?s LIMIT 7"
TRIPLES = f"PREFIX ex: <{EX}> CONSTRUCT {{ ?s ex:knows ?o }} WHERE {{ ?s ex:knows ?o }}"


def whole(answer: object) -> Result:
    assert isinstance(answer, Result), answer
    return answer


def content(result: Result) -> bytes:
    return result.body if isinstance(result.body, bytes) else b"".join(result.body)


def test_the_form_of_the_query_decides_the_form_of_the_answer(endpoint: Endpoint) -> None:
    for query, form in (
        ("SELECT * { ?s ?p ?o } LIMIT 3", Form.SELECT),
        ("ASK {}", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.GRAPH),
        (f"DESCRIBE <{EX}s1>", Form.GRAPH),
    ):
        assert whole(endpoint.ask(query)).form is form


@pytest.mark.parametrize("media_type", SELECT_FORMATS)
def test_every_format_of_bindings_is_read_by_others(endpoint: Endpoint, media_type: str) -> None:
    result = whole(endpoint.ask(NAMES, select_type=media_type))
    assert result.content_type == SELECT_FORMATS[media_type].content_type
    assert result.rows == 7
    body = content(result)
    assert result.size == len(body)
    match SELECT_FORMATS[media_type].name:
        case "json":
            assert len(json.loads(body)["results"]["bindings"]) == 7
        case "xml":
            assert len(rdflib.query.Result.parse(io.BytesIO(body), format="xml")) == 7
        case "csv":
            assert len(list(csv.reader(io.StringIO(body.decode())))) == 8
        case "tsv":
            assert len(rdflib.query.Result.parse(io.BytesIO(body), format="tsv")) == 7


@pytest.mark.parametrize("media_type", SELECT_FORMATS)
def test_a_result_without_rows_has_none(endpoint: Endpoint, media_type: str) -> None:
    assert whole(endpoint.ask("SELECT ?x { ?x <a:b> <a:c> }", select_type=media_type)).rows == 0


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_every_format_of_graphs_is_read_by_others(endpoint: Endpoint, media_type: str) -> None:
    result = whole(endpoint.ask(TRIPLES, graph_type=media_type))
    assert result.content_type == GRAPH_FORMATS[media_type].content_type
    assert result.rows == 1500
    graph = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")  # rdflib's own parsers use it
        graph.parse(data=content(result), format=media_type)
    assert len(set(graph.triples((None, None, None)))) == 1500


def test_turtle_is_shortened_by_the_prefixes_of_the_query(endpoint: Endpoint) -> None:
    assert b"ex:s0 ex:knows ex:s1" in content(whole(endpoint.ask(TRIPLES)))


def test_a_malformed_query_has_line_and_column(endpoint: Endpoint) -> None:
    answer = endpoint.ask("SELECT * {\n ?s ?p ?o FILTR(1) }")
    assert isinstance(answer, Malformed)
    assert (answer.line, answer.column) == (2, 11)


def test_an_unknown_function_is_the_querys_fault(endpoint: Endpoint) -> None:
    answer = endpoint.ask("SELECT * { BIND(<a:f>(1) AS ?x) }")
    assert isinstance(answer, Malformed)
    assert "<a:f>" in answer.message


def test_a_lone_surrogate_is_the_querys_fault(endpoint: Endpoint) -> None:
    assert isinstance(endpoint.ask("ASK { ?s ?p '\ud800' }"), Malformed)


def test_an_iri_that_is_none_is_the_querys_fault(endpoint: Endpoint) -> None:
    assert isinstance(endpoint.ask("ASK {}", default_graphs=("no iri",)), Malformed)


def test_an_unknown_media_type_is_our_fault() -> None:
    with pytest.raises(EndpointError, match="choose from"):
        QueryRequest("ASK {}", Path("store"), select_type="text/html")


def test_updates_and_federation_are_refused(endpoint: Endpoint) -> None:
    for query, what in (("DROP ALL", "update"), ("SELECT * { ?s ?p 1SERVICE <http://localhost/> {} }", "service")):
        answer = endpoint.ask(query)
        assert isinstance(answer, Refused)
        assert answer.what == what


def test_the_protocols_dataset_wins_over_from(endpoint: Endpoint) -> None:
    count = "SELECT (COUNT(*) AS ?n) FROM <a:other> { ?s ?p ?o }"

    def number(**dataset: object) -> bytes:
        return content(whole(endpoint.ask(count, select_type="text/csv", **dataset))).split()[1]

    assert number() == b"0"
    assert number(default_graphs=(EX + "graph",)) == b"1"
    assert number(named_graphs=(EX + "graph",)) == b"0"


def test_relative_iris_need_a_base(endpoint: Endpoint) -> None:
    ask = "ASK { <s0> <knows> <s1> }"
    assert isinstance(endpoint.ask(ask), Malformed)
    assert b"true" in content(whole(endpoint.ask(ask, base=EX)))


def test_a_store_that_is_not_there_is_broken_and_the_next_query_works(endpoint: Endpoint, tmp_path: Path) -> None:
    assert isinstance(endpoint.ask("ASK {}", store=tmp_path / "none"), Broken)
    assert whole(endpoint.ask("ASK {}"))


@pytest.mark.parametrize("name", ["CURRENT", "*.sst"])
def test_a_store_that_the_disk_has_damaged_is_broken_and_no_fault_of_the_query(
    endpoint: Endpoint, tmp_path: Path, name: str
) -> None:
    store = shutil.copytree(endpoint.store, tmp_path / "store")
    for file in store.glob(name):
        data = bytearray(file.read_bytes())
        data[: len(data) // 2] = bytes(byte ^ 1 for byte in data[: len(data) // 2])
        file.write_bytes(data)
    workers = endpoint.workers()
    answer = endpoint.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store=store)
    assert isinstance(answer, Broken) and "Corruption" in answer.message, answer
    assert whole(endpoint.ask("ASK {}")) and endpoint.workers() == workers


def test_a_worker_follows_when_the_publication_changes(endpoint: Endpoint, stores: tuple[Path, Path]) -> None:
    query = f"SELECT ?m {{ <{EX}marker> <{EX}is> ?m }}"
    for turn in range(6):
        result = whole(endpoint.ask(query, store=stores[turn % 2], select_type="text/csv"))
        assert content(result).split()[1] == (b"first", b"second")[turn % 2]
    for pid in endpoint.workers():
        folders = {str(link.readlink().parent) for link in Path(f"/proc/{pid}/fd").iterdir()}
        assert len({folder for folder in folders if folder in map(str, stores)}) <= 1  # the other store is let go


def test_a_large_result_is_whole_and_counted(start: Callable[..., Endpoint]) -> None:
    endpoint = start(seconds=20.0)
    query = f"SELECT * {{ ?a <{EX}knows> ?b . ?c <{EX}label> ?d }} LIMIT 40000"
    result = whole(endpoint.ask(query))
    assert not isinstance(result.body, bytes)
    body = content(result)
    assert len(json.loads(body)["results"]["bindings"]) == result.rows == 40_000
    assert len(body) == result.size


def test_limits_of_rows_and_bytes_are_told_apart(start: Callable[..., Endpoint]) -> None:
    few = start(rows=100, workers=1)
    query = f"SELECT ?a {{ ?a <{EX}knows> ?b }} LIMIT "
    for media_type in SELECT_FORMATS:
        assert whole(few.ask(query + "100", select_type=media_type)).rows == 100
        assert few.ask(query + "101", select_type=media_type) == Exceeded("rows", 100)
    assert few.ask(TRIPLES) == Exceeded("rows", 100)
    small = start(result_bytes=10_000, workers=1)
    assert small.ask(query + "1500") == Exceeded("result_bytes", 10_000)
    assert whole(small.ask(query + "10"))


def test_a_slow_reader_holds_no_worker(start: Callable[..., Endpoint]) -> None:
    one = start(workers=1, seconds=20.0)
    unread = whole(one.ask(f"SELECT * {{ ?a <{EX}knows> ?b . ?c <{EX}label> ?d }} LIMIT 40000"))
    assert not isinstance(unread.body, bytes)
    assert whole(one.ask("ASK {}"))
    unread.body.close()
    assert list(unread.body) == []
    whole(one.ask(f"SELECT * {{ ?a <{EX}knows> ?b . ?c <{EX}label> ?d }} LIMIT 40000"))  # dropped unread: no warning


def test_without_a_supervisor_the_endpoint_is_busy(stores: tuple[Path, Path], tmp_path: Path) -> None:
    answer = client.ask(tmp_path / "nobody.sock", QueryRequest("ASK {}", stores[0]), Limits())
    assert isinstance(answer, Busy)


def test_the_way_through_a_worker_costs_less_than_five_milliseconds(endpoint: Endpoint) -> None:
    endpoint.settle()
    store = ox.Store.read_only(str(endpoint.store))
    added: list[float] = []
    while len(added) < 3 or (min(added) >= 5 and len(added) < 10):  # the best, for others may want the cores
        through, direct = [], []
        for _ in range(100):
            started = time.perf_counter()
            whole(endpoint.ask(NAMES))
            between = time.perf_counter()
            store.query(NAMES).serialize(format=ox.QueryResultsFormat.JSON)
            through.append(between - started)
            direct.append(time.perf_counter() - between)
        added.append((statistics.quantiles(through, n=5)[0] - statistics.quantiles(direct, n=5)[0]) * 1000)
    crowded = os.getloadavg()[0] > len(os.sched_getaffinity(0))
    assert min(added) < (50 if crowded else 5), added


def test_a_query_without_a_store_is_only_judged(endpoint: Endpoint) -> None:
    nothing = endpoint.ask("SELECT * { ?s ?p ?o }", store=None)
    assert isinstance(nothing, Result) and nothing.rows == 0
    assert isinstance(endpoint.ask("SELECT * {", store=None), Malformed)
    assert isinstance(endpoint.ask(f"ASK {{ <{EX}marker> ?p ?o }}"), Result)

"""dip_lod/sparql/remote.py: what comes of a query to a remote store, real and false."""

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import store_servers
from patience import until

from dip_lod.config import Config, Limits, Remote
from dip_lod.pipeline import statistics, workers
from dip_lod.publication import layout
from dip_lod.sparql import engines, supervisor
from dip_lod.sparql.answer import Answer, Exceeded, Form, Malformed, Refused, Result, Unreachable
from dip_lod.sparql.remote import RemoteEngine
from dip_lod.sparql.request import QueryRequest
from dip_lod.store import graphs, loading, remote
from dip_lod.store.publishing import RemoteStore, View
from dip_lod.store.uploading import Upload

OLD, NOW = "20260301T000000Z-01d01d01", "20260302T000000Z-00e00e00"
MANY = 12_000
PATIENT = Limits(seconds=20, workers=1, wait_seconds=20)
XSD = "http://www.w3.org/2001/XMLSchema#"
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def socket_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    running = supervisor.start(tmp_path_factory.mktemp("remote") / "q.sock", PATIENT)
    yield running.socket_path
    running.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with two publications: of the old one readers must not see a word."""
    data = tmp_path_factory.mktemp("data")
    for publication, word in ((OLD, "oud"), (NOW, "nu")):
        made = data / publication
        made.mkdir()
        lines = [f'<http://e/s> <http://e/p> "{word}" .\n', "<http://e/s> <http://e/known> <http://e/t> .\n"]
        lines += [f'<http://e/s{number}> <http://e/n> "{number}"^^<{XSD}integer> .\n' for number in range(MANY)]
        (made / layout.DUMP).write_text("".join(lines), "utf-8")
        loading.load(made / layout.DUMP, made / layout.STORE)
        with closing(sqlite3.connect(made / layout.DOCUMENTS)) as documents:
            documents.executescript(layout.SCHEMA)
    return data


@pytest.fixture(scope="module", params=store_servers.ENGINES)
def config(request: pytest.FixtureRequest, server: Callable[[str], Config], folder: Path) -> Config:
    config = store_servers.over(Config(data=folder, limits=PATIENT), server(request.param))
    where = remote.read(config, store_servers.WRITER)
    assert where is not None
    for publication in (OLD, NOW):
        view = View(folder / publication / layout.DUMP, MANY + 2)
        RemoteStore(where, folder).load(publication, {layout.STORE: view}, config.limits.rows, lambda _: None)
    return config


@pytest.fixture(scope="module")
def ask(config: Config, socket_path: Path, folder: Path) -> Ask:
    """Give what asks the current publication in a real store."""
    return asker(config, socket_path, folder)


def asker(config: Config, socket_path: Path, folder: Path) -> Ask:
    engine = engines.choose(config, socket_path)

    def ask(query: str, **fields: object) -> Answer:
        request = QueryRequest(query, folder / NOW / layout.STORE, select_type="text/csv", publication=NOW)
        return engine(replace(request, **fields))  # type: ignore[arg-type]

    return ask


def rows(answer: Answer) -> list[str]:
    assert isinstance(answer, Result), answer
    body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    assert answer.size == len(body)
    return body.decode().splitlines()[1:]


def test_what_the_build_has_counted_is_not_asked_of_the_store(
    socket_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the store was asked")

    pool = workers.Inline()
    made = folder / "20260304T000000Z-20620620"
    made.mkdir()
    for name in (layout.DUMP, layout.RDA_DUMP):
        (made / name).write_text((folder / NOW / layout.DUMP).read_text("utf-8") if name == layout.DUMP else "", "utf-8")
    statistics.write(made, "http://e/", [], pool)
    monkeypatch.setattr(RemoteEngine, "_ask", never)
    where = Config(data=folder, store="sparql+http://127.0.0.1:9/query", remote=Remote("oxigraph"), limits=Limits(seconds=20))
    ask = asker(where, socket_path, folder)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert rows(ask(count, store=made / layout.STORE)) == [str(MANY + 2)]
    assert rows(ask(count, store=made / layout.RDA_STORE)) == ["0"]
    assert rows(ask(f"SELECT ?n {{ {{ {count} }} BIND(STR(?n) AS ?t) }}", store=made / layout.STORE)) == [str(MANY + 2)]
    for more in (f"SELECT ?n {{ {{ {count} }} ?a ?b ?n }}", f"SELECT ?n {{ {{ {count} }} FILTER NOT EXISTS {{ ?a ?b ?n }} }}"):
        with pytest.raises(AssertionError, match="the store was asked"):
            ask(more, store=made / layout.STORE)


OLDER = f"<{graphs.name(OLD, layout.STORE)}>"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { ?s <http://e/p> ?o }",
        "SELECT ?o { GRAPH ?g { ?s <http://e/p> ?o } }",
        f"SELECT ?o {{ GRAPH {OLDER} {{ ?s <http://e/p> ?o }} }}",
        "SELECT ?o { ?s <http://e/p> ?x . GRAPH ?g { ?s <http://e/p> ?o } }",
        "SELECT ?o { ?s <http://e/p> ?o FILTER EXISTS { GRAPH ?g { ?s <http://e/p> 'oud' } } }",
        "SELECT ?o { { SELECT ?o { GRAPH ?g { ?s <http://e/p> ?o } } } }",
        "SELECT ?g { GRAPH ?g { ?s ?p ?o } }",
        f"SELECT ('oud' AS ?o) {{ ?s <http://e/p> ?x FILTER EXISTS {{ GRAPH {OLDER} {{ ?s <http://e/p> 'oud' }} }} }}",
        f"SELECT ('oud' AS ?o) {{ BIND(EXISTS {{ GRAPH {OLDER} {{ ?s <http://e/p> 'oud' }} }} AS ?b) FILTER(?b) }}",
        "SELECT ?o { <http://e/s> <http://e/known>?/<http://e/p>|<http://e/p> ?o }",
        f"PREFIX old: {OLDER} SELECT ?o {{ GRAPH old: {{ ?s <http://e/p> ?o }} }}",
        f"SELECT ?o FROM {OLDER} {{ ?s <http://e/p> ?o }}",
        f"SELECT ?o FROM#\n{OLDER} {{ ?s <http://e/p> ?o }}",
        f"SELECT *FROM{OLDER}{{?s <http://e/p> ?o}}",
        f"SELECT (?a<?b&&?c>1 AS ?x)FROM{OLDER}{{?s <http://e/p> ?o}}",
        f"SELECT ('>' AS ?x) ?o from named {OLDER} {{ GRAPH ?g {{ ?s <http://e/p> ?o }} }}",
        f"PREFIX old: {OLDER} SELECT ?o FROM old: {{ ?s <http://e/p> ?o }}",
        f"SELECT ?o {{ {{ SELECT ?o FROM {OLDER} {{ ?s <http://e/p> ?o }} }} }}",
        f"DEFINE input:default-graph-uri {OLDER} SELECT ?o {{ ?s <http://e/p> ?o }}",
        f"SELECT ?o {{ SERVICE <http://127.0.0.1/sparql> {{ GRAPH {OLDER} {{ ?s <http://e/p> ?o }} }} }}",
        f"CLEAR GRAPH {OLDER}",
        f"DROP GRAPH <{graphs.name(NOW, layout.STORE)}>",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o FILTER(ISLITERAL(?o) && !ISNUMERIC(?o)) } }",
        "DESCRIBE <http://e/s>",
    ],
)
def test_an_older_graph_cannot_be_reached(ask: Ask, query: str) -> None:
    answer = ask(query)
    if isinstance(answer, Result):
        assert not any("oud" in row or "urn:x-dip-lod" in row for row in rows(answer))
    else:
        assert isinstance(answer, Malformed | Refused | Unreachable), answer
    assert rows(ask("SELECT ?o { ?s <http://e/p> ?o }")) == ["nu"]


def test_a_question_for_an_older_graph_is_never_answered_yes(ask: Ask) -> None:
    answer = ask(f"ASK {{ GRAPH {OLDER} {{ ?s <http://e/p> 'oud' }} }}")
    assert isinstance(answer, Refused) or (isinstance(answer, Result) and answer.body == b"false")


def test_a_dataset_of_ones_own_never_reaches_the_store(ask: Ask) -> None:
    older = (graphs.name(OLD, layout.STORE),)
    every = "SELECT ?o { ?s ?p ?o }"
    inside = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"
    assert rows(ask(every, default_graphs=older)) == rows(ask(inside, named_graphs=older)) == []
    assert rows(ask(f"SELECT ?o FROM {OLDER} {{ ?s ?p ?o }}")) == []
    names = "PREFIX ex: <http://e/> SELECT ?from { ex:from ex:validFrom ?from . <http://e/FROM> ex:p 'FROM <x>' }"
    assert rows(ask(names)) == []


def test_ask_is_true_or_false(ask: Ask) -> None:
    for query, said in (("ASK { ?s <http://e/p> 'nu' }", b"true"), ("ASK { ?s <http://e/p> 'oud' }", b"false")):
        answer = ask(query)
        assert isinstance(answer, Result) and answer.form is Form.ASK and answer.rows == 1
        assert answer.body == said


def test_relative_addresses_are_of_our_base(ask: Ask) -> None:
    assert rows(ask("SELECT ?o { <s> <p> ?o }", base="http://e/")) == ["nu"]


def test_what_only_an_engine_knows_is_refused_here(ask: Ask) -> None:
    for query in ("SELECT (<bif:now>() AS ?x) {}", "SELECT (<sql:x>(1) AS ?x) {}", "SELECT (`1` AS ?x) {}"):
        assert isinstance(ask(query), Malformed)


def test_more_rows_than_the_limit_are_told_and_never_cut(ask: Ask, config: Config) -> None:
    for query in (
        "SELECT ?s { ?s <http://e/n> ?n }",
        "SELECT ?s { ?s <http://e/n> ?n } LIMIT 11000",
        "CONSTRUCT { ?s <http://e/n> ?n } WHERE { ?s <http://e/n> ?n }",
        "CONSTRUCT WHERE { ?s <http://e/n> ?n }",
    ):
        answer = ask(query)
        assert answer == Exceeded("rows", config.limits.rows) or answer == Exceeded("rows", store_servers.MOST_ROWS)
    assert len(rows(ask("SELECT ?s { ?s <http://e/n> ?n } LIMIT 9000"))) == 9000
    whole = ask("CONSTRUCT WHERE { ?s <http://e/n> ?n } LIMIT 9000", graph_type="application/n-triples")
    assert isinstance(whole, Result) and whole.rows == 9000


def test_rows_that_make_few_triples_are_counted_where_an_engine_leaves_them_out(ask: Ask, config: Config) -> None:
    answer = ask("CONSTRUCT { ?p a <http://e/Used> } WHERE { ?s ?p ?o }", graph_type="application/n-triples")
    if config.remote.engine == "virtuoso":
        assert answer == Exceeded("rows", config.limits.rows)
    else:
        assert isinstance(answer, Result)


def test_a_graph_that_is_not_there_is_no_empty_answer(config: Config, socket_path: Path, folder: Path) -> None:
    (folder / "20260303T000000Z-10510510").mkdir(exist_ok=True)
    (folder / "20260303T000000Z-10510510" / layout.DUMP).write_text("<a:a> <a:a> <a:a> .\n")
    answer = asker(config, socket_path, folder)(
        "SELECT * { ?s ?p ?o }",
        publication="20260303T000000Z-10510510",
        store=folder / "20260303T000000Z-10510510" / layout.STORE,
    )
    assert isinstance(answer, Unreachable) and answer.status == 503
    assert "does not hold the current publication" in answer.message


def test_an_engine_that_loses_a_part_of_a_graph_no_longer_answers_from_the_rest(
    config: Config, socket_path: Path, folder: Path
) -> None:
    """As an engine may that ends before it has written all to its disk."""
    publication = "20260303T000000Z-1e551e55"
    made = folder / publication
    made.mkdir(exist_ok=True)
    lines = [f'<http://e/l{number}> <http://e/n> "{number}" .\n' for number in range(10)]
    where = remote.read(config, store_servers.WRITER)
    assert where is not None
    store = RemoteStore(where, folder)

    def load(some: list[str]) -> None:
        (made / layout.DUMP).write_text("".join(some), "utf-8")
        store.load(publication, {layout.STORE: View(made / layout.DUMP, len(some))}, config.limits.rows, lambda _: None)

    engine = asker(config, socket_path, folder)

    def ask() -> Answer:
        query = "SELECT ?n { ?s <http://e/n> ?n }"
        return engine(query, publication=publication, store=made / layout.STORE)

    load(lines)
    assert len(rows(ask())) == 10
    load(lines[:5])
    (made / layout.DUMP).write_text("".join(lines), "utf-8")
    engine = asker(config, socket_path, folder)
    until(lambda: isinstance(ask(), Unreachable))
    answer = ask()
    assert isinstance(answer, Unreachable) and answer.status == 503
    assert "does not hold the current publication" in answer.message


def test_what_each_engine_alters(config: Config, socket_path: Path, folder: Path, tmp_path: Path) -> None:
    """Keep the list in docs/how-to/stores.md true."""
    values = {
        f'"true"^^<{XSD}boolean>': {"virtuoso": f'"1"^^<{XSD}boolean>'},
        f'"1.50"^^<{XSD}decimal>': {"virtuoso": f'"1.5"^^<{XSD}decimal>', "oxigraph": f'"1.5"^^<{XSD}decimal>'},
        f'"007"^^<{XSD}integer>': {"virtuoso": f'"7"^^<{XSD}integer>', "oxigraph": f'"7"^^<{XSD}integer>'},
        f'"P1D"^^<{XSD}duration>': {"virtuoso": f'"86400.0"^^<{XSD}duration>'},
        f'"-0044"^^<{XSD}gYear>': {"virtuoso": f'"-044"^^<{XSD}gYear>'},
        '"x"@nl-NL': {"virtuoso": '"x"@nl-nl', "oxigraph": '"x"@nl-nl'},
        f'"abc"^^<{XSD}integer>': {"virtuoso": f'"0"^^<{XSD}integer>'},
        f'"2025-10-03T20:15:00+00:00"^^<{XSD}dateTime>': {
            "virtuoso": f'"2025-10-03T20:15:00Z"^^<{XSD}dateTime>',
            "oxigraph": f'"2025-10-03T20:15:00Z"^^<{XSD}dateTime>',
        },
        f'"2025-10-03T20:15:00+02:00"^^<{XSD}dateTime>': {},
        f'"2025-10-03"^^<{XSD}date>': {},
        f'"2025-10"^^<{XSD}gYearMonth>': {},
        f'"2025"^^<{XSD}gYear>': {},
        f'"https://e/?a=b"^^<{XSD}anyURI>': {},
        '"Caf\\u00E9 \\"x\\" \\\\ \\n \\t \\U0001F600"@nl': {},
        '""': {},
        "<http://e/%C3%A9?x=1#f>": {},
    }
    dump = tmp_path / layout.DUMP
    dump.write_text("".join(f"<http://e/{n}> <http://e/p> {value} .\n" for n, value in enumerate(values)), "utf-8")
    where = remote.read(config, store_servers.WRITER)
    assert where is not None
    with Upload(where) as upload:
        upload.drop(graphs.name("values", layout.STORE))
    store = RemoteStore(where, tmp_path)
    store.load("values", {layout.STORE: View(dump, len(values))}, config.limits.rows, lambda _: None)
    answer = asker(config, socket_path, folder)(
        f"SELECT ?o {{ ?s <http://e/p> ?o }} ORDER BY <{XSD}integer>(STRAFTER(STR(?s), 'http://e/'))",
        publication="values",
        store=tmp_path / layout.STORE,
        select_type="application/sparql-results+json",
    )
    assert isinstance(answer, Result) and isinstance(answer.body, bytes)
    found = ox.parse_query_results(io.BytesIO(answer.body), format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    engine = config.remote.engine
    for (value, altered), row in zip(values.items(), found, strict=True):
        (quad,) = ox.parse(f"<a:a> <a:a> {altered.get(engine, value)} .", format=ox.RdfFormat.N_TRIPLES)
        assert str(row[0]) == str(quad.object), value


def test_graph_never_reaches_an_engine_that_has_not_been_tried(config: Config, socket_path: Path, folder: Path) -> None:
    remote_settings = replace(config.remote, engine="other", graphs="http://localhost/graphs")
    ask = asker(replace(config, remote=remote_settings), socket_path, folder)
    for query in (
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1GRAPH?g{ ?s ?p ?o } }",
        "SELECT * { ?s ?p true graph#x\n<urn:x-arq:UnionGraph> { ?s ?p ?o } }",
        "PREFIX p: <urn:x-arq:> SELECT * { FILTER EXISTS { GRAPH p:UnionGraph { ?s ?p ?o } } }",
    ):
        answer = ask(query)
        assert isinstance(answer, Refused) and answer.what == "dataset", query
    assert rows(ask("SELECT ?o { ?s <http://e/p> ?o FILTER(?o != 'GRAPH ?g {') }")) == ["nu"]


def test_a_store_may_ask_who_reads(
    config: Config, socket_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if config.remote.engine != "virtuoso":
        pytest.skip("Oxigraph's server asks nobody who one is")
    graphs_address = config.store.removeprefix("sparql+") + "-graph-crud-auth"
    asked = replace(config, store=f"{config.store}-auth", remote=replace(config.remote, graphs=graphs_address))
    nobody = asker(asked, socket_path, folder)("SELECT ?o { ?s <http://e/p> ?o }")
    assert isinstance(nobody, Unreachable) and nobody.status == 502 and "refuses our queries" in nobody.message
    for name, value in store_servers.WRITER.items():
        monkeypatch.setenv(name, value)
    assert rows(asker(asked, socket_path, folder)("SELECT ?o { ?s <http://e/p> ?o }")) == ["nu"]


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://e/> # a comment {\nPREFIX : <http://e/>CONSTRUCT{?s ex:n '}'@nl,?n}{?s :n ?n}",
        'BASE <http://e/> construct#x\n{ ?s <n> """}""" } where { ?s <n> ?n } ORDER BY ?s',
        "CONSTRUCT WHERE { <http://e/s1> <http://e/n> ?n } LIMIT 3 # end",
        "DESCRIBE ?s <http://e/{}> WHERE { ?s <http://e/n> 7 }",
        "DESCRIBE <http://e/s1>",
        "DESCRIBE * { ?s <http://e/n> 7 }",
    ],
)
def test_every_graph_is_counted_where_that_is_needed(ask: Ask, query: str, config: Config) -> None:
    answer = ask(query, graph_type="application/n-triples")
    assert isinstance(answer, Result | Exceeded | Malformed), answer
    assert isinstance(answer, Malformed) == ("{}>" in query), answer

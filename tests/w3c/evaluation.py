"""Tests of query evaluation as W3C's manifests describe them, and the comparison of results."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = (ox.NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
APPROVAL = ox.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#approval")

SUITES = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res",
    "negation", "project-expression", "property-path", "subquery",
)  # fmt: skip
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
TYPES = {".tsv": "text/tab-separated-values", ".csv": "text/csv"}
Data = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Evaluation:
    """A test: a query, the files it is asked of (each with the graph it stands in), and the result to be had."""

    name: str
    query: Path
    data: Data
    result: Path


def read(folder: Path) -> Iterator[Evaluation]:
    """Read the manifest of a suite."""
    base = (folder / "manifest.ttl").as_uri()
    manifest = ox.Store()
    manifest.load(path=str(folder / "manifest.ttl"), format=ox.RdfFormat.TURTLE, base_iri=base)

    def one(subject: ox.NamedNode | ox.BlankNode, predicate: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
        found = [quad.object for quad in manifest.quads_for_pattern(subject, ox.NamedNode(predicate), None)]
        return found[0] if found else None  # type: ignore[return-value]

    def path(term: object) -> Path:
        assert isinstance(term, ox.NamedNode)
        return Path(term.value.removeprefix("file://"))

    for kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
        for quad in manifest.quads_for_pattern(None, TYPE, ox.NamedNode(MF + kind)):
            test = quad.subject
            assert isinstance(test, ox.NamedNode)
            approval = next((one.object for one in manifest.quads_for_pattern(test, APPROVAL, None)), None)
            if str(approval).endswith(("Rejected>", "Obsoleted>", "Withdrawn>")):
                continue
            action = one(test, MF + "action")
            assert isinstance(action, ox.BlankNode)
            data: list[tuple[str, str | None]] = []
            for given in manifest.quads_for_pattern(action, ox.NamedNode(QT + "data"), None):
                data.append((str(path(given.object)), None))
            for given in manifest.quads_for_pattern(action, ox.NamedNode(QT + "graphData"), None):
                if isinstance(given.object, ox.NamedNode):
                    data.append((str(path(given.object)), given.object.value))
                    continue
                name = next(manifest.quads_for_pattern(given.object, LABEL, None)).object.value
                data.append((str(path(one(given.object, QT + "graph"))), name))
            query, result = path(one(action, QT + "query")), path(one(test, MF + "result"))
            if all(Path(file).is_file() for file in (query, result, *(file for file, _ in data))):  # rdflib left some out
                yield Evaluation(
                    f"{folder.name}/{test.value.rpartition('#')[2]}", query, tuple(sorted(data, key=str)), result
                )


def load(folder: Path, data: Data) -> Path:
    """Make a store of files."""
    store = ox.Store(str(folder))
    for file, graph in data:
        store.load(
            path=file, format=FORMATS[Path(file).suffix], base_iri=graph or Path(file).as_uri(),
            to_graph=ox.NamedNode(graph) if graph else None,
        )  # fmt: skip
    store.flush()
    return folder


def equal(expected: Path, answer: bytes) -> bool:
    """Compare an answer with the file that holds the result to be had."""
    if expected.suffix == ".csv":
        texts = (re.sub(r"_:\w+", "_:", text.decode()) for text in (expected.read_bytes(), answer))
        rows, others = ([sorted(row.items()) for row in csv.DictReader(io.StringIO(text))] for text in texts)
        return sorted(rows) == sorted(others)
    if expected.suffix in FORMATS:
        wanted = list(ox.parse(path=str(expected), format=FORMATS[expected.suffix], base_iri=expected.as_uri()))
        if any(quad.object == ox.NamedNode(RS + "ResultSet") for quad in wanted):
            return _canonical(_rows(ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON))) == _canonical(
                _result_set(wanted)
            )
        got = ox.parse(answer, format=ox.RdfFormat.N_TRIPLES)
        return _canonical(ox.Dataset(wanted)) == _canonical(ox.Dataset(got))
    format = RESULTS[expected.suffix]
    received = ox.QueryResultsFormat.TSV if expected.suffix == ".tsv" else ox.QueryResultsFormat.JSON
    one = ox.parse_query_results(path=str(expected), format=format)
    other = ox.parse_query_results(answer, format=received)
    if isinstance(one, ox.QueryBoolean) or isinstance(other, ox.QueryBoolean):
        return bool(one) == bool(other)
    if [name.value for name in one.variables] != [name.value for name in other.variables] and set(
        map(str, one.variables)
    ) != set(map(str, other.variables)):
        return False
    return _canonical(_rows(one)) == _canonical(_rows(other))


def _rows(results: ox.QuerySolutions | ox.QueryBoolean) -> ox.Dataset:
    """Write rows as a graph, a node each, so that graphs can be compared."""
    assert not isinstance(results, ox.QueryBoolean)
    made = ox.Dataset()
    for row in results:
        node = ox.BlankNode()
        made.add(ox.Quad(node, TYPE, ox.NamedNode("urn:row")))
        for name, value in zip(results.variables, row, strict=True):
            if value is not None:
                made.add(ox.Quad(node, ox.NamedNode("urn:name:" + name.value), value))
    return made


def _result_set(quads: list[ox.Quad]) -> ox.Dataset:
    """Read rows out of a graph in the vocabulary of result sets."""
    store = ox.Dataset(quads)
    made = ox.Dataset()
    for solution in store.quads_for_predicate(ox.NamedNode(RS + "solution")):
        node = ox.BlankNode()
        made.add(ox.Quad(node, TYPE, ox.NamedNode("urn:row")))
        for binding in store.quads_for_subject(solution.object):
            if binding.predicate == ox.NamedNode(RS + "binding"):
                inner = {quad.predicate.value: quad.object for quad in store.quads_for_subject(binding.object)}
                name = ox.NamedNode("urn:name:" + inner[RS + "variable"].value)
                made.add(ox.Quad(node, name, inner[RS + "value"]))
    return made


def _canonical(found: ox.Dataset) -> set[str]:
    """Name blank nodes by where they stand, and write numbers as a store of the engine does."""
    store = ox.Store()
    store.extend(found)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}

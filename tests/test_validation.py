"""Validation as the pipeline calls it: batches, engines, executors, the report for people and the report in RDF."""

import io
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
import pytest
from shapes_harness import SHAPES, Documents, documents, findings, store

from dip_lod.errors import ConfigurationError, ValidationError
from dip_lod.validation import Report, engine, lookup, rdf, run, shapes
from dip_lod.validation.batches import Document, batches, complete
from dip_lod.validation.checking import Finding
from dip_lod.validation.result import Result
from dip_lod.validation.stretches import Stretches

SH = "http://www.w3.org/ns/shacl#"
BAD = [
    "invalid-blank-node",
    "invalid-name-without-language",
    "invalid-cancelled-took-place",
    "invalid-years-in-name",
    "invalid-location-missing",
    "invalid-term-without-english",
    "invalid-start-after-end-by-month",
    "invalid-capacity-zero",
]


@pytest.fixture(scope="module")
def mixed() -> Documents:
    """Give right and wrong documents, sorted as in a dump."""
    wrong = [SHAPES / f"{name}.ttl" for name in BAD]
    spoilt = {name for file in wrong for name, _ in documents(file)}
    right = documents(*sorted(SHAPES.glob("valid-*.ttl")))
    return sorted([*(pair for pair in right if pair[0] not in spoilt), *documents(*wrong)])


def validate(of: Documents, folder: Path, **options: object) -> tuple[Report, str, str]:
    folder.mkdir(exist_ok=True)
    around = store(of)
    report = run(of, folder, types=lookup.types(around), identifiers=lookup.identifiers(around), **options)  # type: ignore[arg-type]
    return report, (folder / "report.ttl").read_text("utf-8"), (folder / "report.txt").read_text("utf-8")


def test_report_is_the_same_at_any_batch_size(mixed: Documents, tmp_path: Path) -> None:
    reports = {size: validate(mixed, tmp_path / str(size), size=size)[1:] for size in (1, 7, 10_000)}
    assert reports[1] == reports[7] == reports[10_000]
    assert reports[1][0].count("a sh:ValidationResult ") == len(BAD)


def test_example_gives_the_same_results_at_any_batch_size_and_with_both_engines(shared: Path) -> None:
    of = documents(shared / "model" / "example.ttl")
    around = store(of)
    every = [
        findings(of, shapes.shipped(), name, around, size)
        for name, size in (("shacl", 1), ("shacl", 7), ("shacl", 10_000), ("pyshacl", 40), ("pyshacl", 10_000))
    ]
    assert every[0] and all(found == every[0] for found in every)


def test_both_engines_give_the_same_report(mixed: Documents, tmp_path: Path) -> None:
    compiled = validate(mixed, tmp_path / "shacl", engine="shacl")
    judge = validate(mixed, tmp_path / "pyshacl", engine="pyshacl", size=20)
    assert compiled[1:] == judge[1:]


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_batches_run_as_tasks_of_an_executor(mixed: Documents, tmp_path: Path, kind: str) -> None:
    alone = validate(mixed, tmp_path / "alone", size=5)
    pool = ThreadPoolExecutor(2) if kind == "threads" else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    with pool as executor:
        assert validate(mixed, tmp_path / kind, size=5, executor=executor)[1:] == alone[1:]


def test_stretches_that_tasks_read_themselves_give_the_same_report(mixed: Documents, tmp_path: Path) -> None:
    file, base = tmp_path / "dump.nt", "https://data.example.com/"
    ours = [pair for pair in mixed if pair[0].startswith(f"{base}doc/")]
    alone = validate(ours, tmp_path / "alone")
    assert len(ours) > 14
    file.write_bytes(b"".join(text for _, text in ours) + b'<urn:elsewhere> <urn:p> "o" .\n')
    done: list[int] = []
    around, stretches = store(ours), Stretches(file, base, size=2_000)
    report = run(stretches, tmp_path, types=lookup.types(around), identifiers=lookup.identifiers(around), done=done.append)
    assert (tmp_path / "report.ttl").read_text("utf-8") == alone[1]
    assert sum(done) == report.documents == len(ours) and len(done) > 5
    assert report.triples == sum(text.count(b"\n") for _, text in ours)
    assert pickle.loads(pickle.dumps(list(stretches))) == list(stretches)


def test_what_is_pointed_to_in_our_space_alone_is_completed_the_same() -> None:
    of = [Document(*pair) for pair in documents(*sorted(SHAPES.glob("valid-*.ttl")))]
    types = lookup.types(store([(one.uri, one.triples) for one in of]))
    ours = lambda uris: {uri: said for uri, said in types(uris).items() if uri.startswith("https://data.example.com/")}  # noqa: E731
    for one in of:
        assert complete([one], ours, ("https://data.example.com/",)) == complete([one], ours)
    assert any(complete([one], ours).borrowed for one in of)


def test_class_that_is_a_text_is_no_class_of_what_is_pointed_to() -> None:
    a = "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    said = f'{a} "two\\nlines" .\n{a} <urn:C> .\n'.encode()
    assert lookup.types(store([("urn:a", said)]))(["urn:a"]) == {"urn:a": ["urn:C"]}


def test_a_batch_without_the_types_of_its_targets_would_invent_violations() -> None:
    of = documents(*sorted(SHAPES.glob("valid-*.ttl")))
    assert findings(of, shapes.shipped(), "shacl", store(of), size=1) == []
    assert findings(of, shapes.shipped(), "shacl", ox.Store(), size=1) != []


def test_batches_hold_whole_documents_and_stop_at_their_limits() -> None:
    triples = b'<https://example.com/id/place/%d> <https://schema.org/name> "a"@nl .\n'
    stream = [(f"https://example.com/doc/place/{n}", triples % n) for n in range(5)]
    assert [len(batch.documents) for batch in batches(stream, lambda uris: {}, size=2)] == [2, 2, 1]
    assert [len(batch.documents) for batch in batches(stream, lambda uris: {}, limit=3 * len(triples))] == [3, 2]
    assert [pair for batch in batches(stream, lambda uris: {}, size=3) for pair in batch.documents] == stream


def test_batches_are_made_as_they_are_asked_for() -> None:
    taken = 0

    def stream() -> Iterator[tuple[str, bytes]]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield f"urn:{n}", b""

    next(batches(stream(), lambda uris: {}, size=10))
    assert taken == 11


def test_report_in_rdf_is_a_validation_report_without_blank_nodes_or_values(mixed: Documents, tmp_path: Path) -> None:
    report, turtle, _ = validate(mixed, tmp_path / "report")
    parsed = ox.Store()
    parsed.load(turtle, format=ox.RdfFormat.TURTLE)
    uri = ox.NamedNode("urn:x-dip-lod:report")
    results = list(parsed.quads_for_pattern(uri, ox.NamedNode(SH + "result"), None))
    assert len(results) == sum(report.by_severity.values()) == len(BAD)
    [verdict] = parsed.quads_for_pattern(uri, ox.NamedNode(SH + "conforms"), None)
    assert verdict.object.value == "false"
    assert not [term for quad in parsed for term in (quad.subject, quad.object) if isinstance(term, ox.BlankNode)]
    assert not list(parsed.quads_for_pattern(None, ox.NamedNode(SH + "value"), None))
    assert "P. Proef (1860-1904)" not in turtle


def test_values_are_shown_to_the_steward_alone(mixed: Documents, tmp_path: Path) -> None:
    _, turtle, text = validate(mixed, tmp_path / "public")
    assert "1860-1904" not in turtle + text
    _, turtle, text = validate(mixed, tmp_path / "steward", values=True)
    assert '"P. Proef (1860-1904)"@und' in turtle and '"P. Proef (1860-1904)"@und' in text


def test_report_for_people_counts_names_the_record_and_says_what_to_do(mixed: Documents, tmp_path: Path) -> None:
    report, _, text = validate(mixed, tmp_path / "report")
    assert (report.violations, report.warnings, report.by_severity["Info"]) == (len(BAD) - 2, 1, 1)
    assert not report.conforms
    assert f"{report.violations} violations, 1 warnings, 1 remarks. The violations stop the commit." in text
    assert "1 × name in English: lacks a value that is asked for" in text
    assert "What to do: Give the term an English name." in text
    assert "https://data.example.com/id/term/genre/toneel (record: proef:r1)" in text
    assert "Geef de term een Engelse naam." in validate(mixed, tmp_path / "nl", language="nl")[2]


def test_report_keeps_a_few_examples_however_many_results_there_are() -> None:
    out = io.StringIO()
    report = Report(shapes.shipped(), lambda uris: {}, rdf.RdfReport(out, "urn:report"))
    for n in range(1000):
        path = "<https://schema.org/name>"
        result = Result(f"urn:{n}", None, path, "MinCountConstraintComponent", "Violation", None, "x")
        report.add(Finding(result, f"urn:doc:{n}", tuple(f"urn:record:{m}" for m in range(5))))
    [group] = report.groups.values()
    assert (report.violations, group.count, len(group.examples)) == (1000, 1000, 5)
    assert out.getvalue().count("sh:ValidationResult ") == 1000
    text = io.StringIO()
    report.write(text)
    assert "1000 × schema:name: is missing" in text.getvalue()
    assert "urn:0 (record: urn:record:0, urn:record:1, urn:record:2, +2)" in text.getvalue()
    assert "… and 995 more, all in report.ttl" in text.getvalue()


def test_only_violations_stop_a_commit(tmp_path: Path) -> None:
    wrong = [SHAPES / "invalid-years-in-name.ttl", SHAPES / "invalid-location-missing.ttl"]
    spoilt = {name for file in wrong for name, _ in documents(file)}
    right = [pair for pair in documents(*sorted(SHAPES.glob("valid-*.ttl"))) if pair[0] not in spoilt]
    report, turtle, _ = validate([*right, *documents(*wrong)], tmp_path / "report")
    assert report.conforms and report.violations == 0 and report.warnings == 1
    assert "sh:conforms true" in turtle


@pytest.mark.parametrize("name", engine.ENGINES)
def test_literals_are_compared_as_they_are_written(name: str) -> None:
    shape = shapes.Shapes(
        """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:property <urn:s#p> .
        <urn:s#p> a sh:PropertyShape ; sh:path <urn:p> ; sh:pattern "^never$" ."""
    )
    xsd = "http://www.w3.org/2001/XMLSchema#"
    texts = [r'"a \"b\"\n\\ é"@nl-NL', '"plain"', "<urn:é>"]
    values = [*texts, f'"007"^^<{xsd}integer>', f'"2026-01-01T00:00:00Z"^^<{xsd}dateTime>']
    data = "".join(f"<urn:x> <urn:p> {value} .\n" for value in values).encode()
    found = {result.value for result in engine.validate(data, shape, name)}
    assert found == {str(term) for term in (quad.object for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))}


@pytest.mark.parametrize("name", engine.ENGINES)
def test_data_that_is_no_n_triples_is_one_sentence(name: str) -> None:
    with pytest.raises(ValidationError, match="the data is no N-Triples"):
        engine.validate(b"<urn:a> <urn:b>\n", shapes.shipped(), name)


def test_wrong_shapes_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "wrong.ttl").write_text("@prefix sh: <x")
    with pytest.raises(ConfigurationError, match=r"wrong\.ttl: is no Turtle"):
        shapes.load([tmp_path / "wrong.ttl"])
    with pytest.raises(ConfigurationError, match=r"absent\.ttl: cannot be read"):
        shapes.load([tmp_path / "absent.ttl"])
    with pytest.raises(ConfigurationError, match="without shapes everything would conform"):
        shapes.load([])
    with pytest.raises(ConfigurationError, match="no shape in them"):
        engine.validate(b"", shapes.Shapes("<urn:a> <urn:b> <urn:c> ."))


def test_unknown_engine_is_refused_before_the_first_document(tmp_path: Path) -> None:
    def never() -> Iterator[tuple[str, bytes]]:
        raise AssertionError("a document was read")
        yield

    with pytest.raises(ConfigurationError, match="unknown engine 'topbraid'"):
        run(never(), tmp_path, types=lambda uris: {}, identifiers=lambda uris: {}, engine="topbraid")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="cannot be read or written"):
        run([], tmp_path / "absent", types=lambda uris: {}, identifiers=lambda uris: {})

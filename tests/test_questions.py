"""The questions as files and terms, and `dip-lod query`, which asks them."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import web_harness
from click.testing import CliRunner, Result
from docs_harness import ROOT

from dip_lod import cli
from dip_lod.errors import ConfigurationError, DipLodError, QueryError
from dip_lod.questions import cut, filling, reading, table
from dip_lod.questions.question import Gap, Question
from dip_lod.sparql.answer import Form

HEAD = "# title@nl: A\n# title@en: A\n# explanation@nl: A\n# explanation@en: A\n# topic: works\n"
BASE = web_harness.BASE
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    made = tmp_path_factory.mktemp("asked")
    web_harness.publish(made / "data", web_harness.triples(shared / "model" / "example.ttl", web_harness.SAMPLE))
    (made / "dip-lod.toml").write_text(f'base_uri = "{BASE}"\ndata = "data"\n', "utf-8")
    return made


@pytest.fixture
def ask(folder: Path) -> Ask:
    def run(*arguments: str, given: str | None = None) -> Result:
        command = ["--config", str(folder / "dip-lod.toml"), "query", *arguments]
        return CliRunner().invoke(cli._group, command, input=given)

    return run


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("ASK {}", "needs title"),
        (HEAD.replace("# title@en: A\n", "") + "ASK {}", "needs title"),
        (HEAD.replace("works", "stones") + "ASK {}", "unknown"),
        (HEAD.replace("# topic: works\n", "") + "ASK {}", "topic"),
        (HEAD + "# parameter $who person@nl: Wie\nASK {}", "needs title"),
        (HEAD + "# a line\nASK {}", "cannot be read"),
    ],
)
def test_a_file_that_says_too_little_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(ConfigurationError, match=wrong):
        reading.read("x", text)


@pytest.mark.parametrize("question", reading.all_questions(), ids=lambda one: one.name)
def test_a_question_is_valid_as_it_stands_and_with_every_gap_filled(question: Question) -> None:
    samples = {"text": 'a"b', "date": "1950-06-01", "language": "en"}
    written = {gap.name: samples.get(gap.kind, "some.key") for gap in question.gaps}
    for values in ({}, written):
        text = filling.fill(question, filling.terms(question, values, BASE), BASE)
        ox.Store().query(text)


@pytest.mark.parametrize("written", ["x y", "<", 'a"b', "a}b", "a\nb"])
def test_what_is_no_uri_is_refused(written: str) -> None:
    with pytest.raises(ConfigurationError, match="is no URI"):
        filling.term(Gap("who", "person", {}), written, BASE)


def test_a_backslash_in_a_text_stays_a_backslash() -> None:
    question = Question("q", 'SELECT * { VALUES $a { "" } }', {}, {}, "works", gaps=(Gap("a", "text", {}),))
    text = filling.fill(question, filling.terms(question, {"a": 'c\\1 "x" \\g<2>\n'}, BASE), BASE)
    (row,) = ox.Store().query(text)
    assert row["a"].value == 'c\\1 "x" \\g<2>\n'


def test_the_list_names_every_question_and_parameter(ask: Ask) -> None:
    for language in ("nl", "en"):
        printed = ask("--list", "--language", language).output
        for one in reading.all_questions():
            assert f"  {one.name} " in printed and one.titles[language] in printed
            assert all(gap.titles[language] in printed for gap in one.gaps)


def test_the_list_needs_no_publication(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli._group, ["--config", str(tmp_path / "no.toml"), "query", "--list"]).exit_code == 0


def test_a_question_is_asked_by_name_with_a_parameter(ask: Ask) -> None:
    everyone = list(csv.DictReader(io.StringIO(ask("cidoc-crm-credits", "--format", "csv").output)))
    assert everyone
    one = everyone[0]["person"]
    by_uri = list(
        csv.DictReader(io.StringIO(ask("cidoc-crm-credits", "--set", f"person={one}", "--format", "csv").output))
    )
    assert by_uri == [row for row in everyone if row["person"] == one]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "table"])
def test_a_query_is_answered_in_each_form(ask: Ask, form: str) -> None:
    answer = ask(
        "SELECT ?name { ?s a <https://schema.org/Person> ; <https://schema.org/name> ?name } ORDER BY ?name",
        "--format",
        form,
    )
    assert answer.exit_code == 0, answer.exception
    if form == "json":
        assert json.loads(answer.output)["results"]["bindings"]
    if form == "table":
        assert answer.output.splitlines()[-1].startswith("(")


@pytest.mark.parametrize("form", ["turtle", "jsonld", "ntriples", "rdfxml", "nquads", "trig"])
def test_a_graph_is_answered_in_each_form(ask: Ask, form: str, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer"
    answer = ask("CONSTRUCT WHERE { ?s a <https://schema.org/Person> }", "--format", form, "--output", str(target))
    assert answer.exit_code == 0, answer.exception
    by_name = {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt", "rdfxml": "rdf", "nquads": "nq", "trig": "trig"}
    kind = ox.RdfFormat.from_extension(by_name[form])
    assert kind and list(ox.parse(target.read_bytes(), format=kind))


def test_names_are_in_the_language_that_is_asked_for(ask: Ask) -> None:
    found = {one: ask("career", "--language", one, "--format", "csv").output for one in ("nl", "en")}
    assert ",regisseur," in found["nl"] and ",director," in found["en"]
    assert found["nl"].count("\n") == found["en"].count("\n")


def test_a_description_needs_no_braces(ask: Ask) -> None:
    assert "schema.org/Person" in ask("DESCRIBE <id/person/p.tsjechov>", "--format", "ntriples").output


def test_a_query_comes_from_a_file_or_from_standard_input(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK { ?s ?p ?o }", "utf-8")
    assert ask(str(file)).output == "yes\n"
    assert ask("-", given="ASK { ?s ?p 'nothing of the kind' }").output == "no\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ASK {\n ?s ?p }"], "line 2"),
        (["SELECT * { ?s a schema:Person }"], "Prefix not found"),
        (["INSERT DATA { <a:a> <a:b> <a:c> }"], "INSERT is an update"),
        (["SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], "SERVICE is switched off"),
        (["ASK {}", "--format", "turtle"], "choose from table, json, xml, csv, tsv"),
        (["CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "choose from turtle"),
        (["carreer"], r"see --list \(career"),
        ([" "], "nothing is asked"),
        (["career", "--set", "person="], "is empty; leave it out"),
        (["career", "--set", "language=fy"], "choose from en, nl"),
        (["ASK {}", "--set", "a=b"], "is no question"),
        (["career", "--set", "persoon=p.1"], "choose from person"),
        (["directors-of-an-author", "--set", "from=gisteren"], "is no day"),
        (["SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--seconds", "0.3"], "--seconds"),
        (["ASK {}", "--output", "/no/such/folder/file"], "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_sentence(ask: Ask, arguments: list[str], message: str) -> None:
    error = ask(*arguments).exception
    assert isinstance(error, DipLodError)
    assert error.exit_code in (QueryError.exit_code, ConfigurationError.exit_code)
    with pytest.raises(DipLodError, match=message):
        raise error


def test_nothing_asked_is_a_wrong_command_line(ask: Ask) -> None:
    assert ask().exit_code == 2


def test_a_reader_who_leaves_is_no_error(folder: Path) -> None:
    script = (
        f"{Path(sys.executable).with_name('dip-lod')} query 'SELECT * {{ ?s ?p ?o . ?x ?y ?z }} LIMIT 5000' | head -1"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DIP_LOD_CONFIG": str(folder / "dip-lod.toml")}
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {script}"], env=environment, capture_output=True, text=True)
    assert done.stderr == "" and done.returncode == 0


def test_as_many_rows_as_limit_allows_are_not_called_all(ask: Ask) -> None:
    query = "SELECT ?s { ?s a <https://schema.org/Person> } LIMIT "
    assert "there may be more" in ask(query + "1 # one").output
    assert "there may be more" not in ask(query + "1000").output


def test_a_hostile_tail_of_comments_costs_nothing() -> None:
    assert cut.limit("SELECT * {} LIMIT 7" + "#" * 100_000 + "\nx") is None
    assert cut.limit("SELECT * {} LIMIT 7 #" + "#\n" * 200) == 7


def test_a_table_keeps_its_columns_straight_and_the_terminal_safe() -> None:
    answer = (
        '?who\t?n\n<http://localhost:8000/id/person/p.1>\t2\n"Jan\\u00EB \\u001B[31m red"@nl\t10\n'
        f'"{"x" * 90}"\t"é\u4e2d"\n'
    ).encode()
    *rows, count = b"".join(table.written([answer], BASE, Form.SELECT)).decode().splitlines()
    assert count == "(3 rows)"
    assert "\x1b" not in rows[3]
    assert rows[2].startswith("id/person/p.1 ")
    assert max(map(len, rows)) <= table.WIDEST + 1 + 4


def test_a_question_for_the_other_view_that_finds_nothing_says_so(ask: Ask) -> None:
    query = "SELECT ?s { ?s a <https://schema.org/Person> }"
    found = ask("--format", "csv", query)
    assert found.exit_code == 0 and found.stderr == "" and len(found.stdout.splitlines()) > 1
    nothing = ask("--rda", "--format", "csv", query)
    assert nothing.exit_code == 0 and nothing.stdout.splitlines() == ["s"]
    assert "the RDA view has no answer to this" in nothing.stderr and "without --rda" in nothing.stderr

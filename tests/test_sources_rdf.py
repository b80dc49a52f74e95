"""RDF: one graph of several files, records by class, blank nodes, and no fetching."""

import json
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from sources_harness import describe, read_rdf

from dip_lod.sources import rdf
from dip_lod.sources.record import Fault, RdfRecord

POSTER = '[rdf]\nrecord = "http://x/Poster"\n'
A, B = "http://x/a", "http://x/b"

TURTLE = """
@prefix x: <http://x/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:b a x:Poster ; x:title "Affiche" @nl , "A"^^xsd:string ; x:year "0780"^^xsd:integer .
x:a a x:Poster ; x:maker [ x:name "N" ; x:born [ x:year "1900" ] ] .
x:c a x:Other .
"""


def read(folder: Path, toml: str = POSTER, **files: str | bytes) -> tuple[list[RdfRecord], list[Fault]]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return read_rdf(describe(toml), *paths)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_records_are_the_subjects_of_the_class_in_code_point_order(tmp_path: Path) -> None:
    records, faults = read(tmp_path, a_ttl=TURTLE)
    assert faults == []
    assert [(record.id, record.subject, record.place) for record in records] == [
        (A, A, "a.ttl, <http://x/a>"),
        (B, B, "a.ttl, <http://x/b>"),
    ]


def test_literals_stay_as_they_are_written(tmp_path: Path) -> None:
    records, _ = read(tmp_path, a_ttl=TURTLE)
    assert records[1].statements == (
        "<http://x/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Poster> .",
        '<http://x/b> <http://x/title> "A" .',
        '<http://x/b> <http://x/title> "Affiche"@nl .',
        '<http://x/b> <http://x/year> "0780"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    )


def test_control_characters_of_literals_are_left_out(tmp_path: Path) -> None:
    stated = r'<http://x/1> a <http://x/Poster> ; <http://x/t> "a\u0000\uFFFEb"@nl, "c\u000Bd"^^<http://x/D> .'
    [record], _ = read(tmp_path, a_ttl=stated)
    said = " ".join(record.statements)
    assert '"ab"@nl' in said and r'"c\nd"^^<http://x/D>' in said


def test_blank_nodes_come_along_with_labels_that_do_not_change(tmp_path: Path) -> None:
    first, _ = read(tmp_path, a_ttl=TURTLE)
    second, _ = read(tmp_path, a_ttl=TURTLE)
    assert first == second
    assert sum("_:b" in line for line in first[0].statements) == 4


def test_several_files_are_one_graph_and_their_blank_nodes_are_apart(tmp_path: Path) -> None:
    records, _ = read(
        tmp_path,
        a_nt=f"<{A}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Poster> .\n<{A}> <http://x/p> _:b .\n"
        '_:b <http://x/name> "one" .\n',
        b_nt=f'<{A}> <http://x/p> _:b .\n_:b <http://x/name> "two" .\n<{A}> <http://x/q> "more" .\n',
    )
    assert len(records) == 1
    assert len(records[0].statements) == 6


RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<x:Poster rdf:about="http://x/a"><x:title xml:lang="nl">T</x:title></x:Poster></rdf:RDF>'
)
TYPED = f"<{A}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Poster>"
TITLED = f'<{A}> <http://x/title> "T"@nl'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a_ttl", f'<{A}> a <http://x/Poster> ; <http://x/title> "T"@nl .'),
        ("a_nt", f"{TYPED} .\n{TITLED} .\n"),
        ("a_nq", f"{TYPED} <http://x/g> .\n{TITLED} <http://x/h> .\n"),
        ("a_trig", f"<http://x/g> {{ {TYPED} . {TITLED} }}"),
        ("a_rdf", RDF_XML),
        (
            "a_jsonld",
            '{"@context": {"title": {"@id": "http://x/title", "@language": "nl"}}, "@id": "http://x/a", '
            '"@type": "http://x/Poster", "title": "T"}',
        ),
    ],
)
def test_each_form_gives_the_same_record(tmp_path: Path, name: str, content: str) -> None:
    records, faults = read(tmp_path, **{name: content})
    assert faults == []
    assert records[0].statements == (f"{TYPED} .", f"{TITLED} .")


def test_a_file_that_turns_bad_gives_what_it_stated_before_and_one_fault(tmp_path: Path) -> None:
    records, [fault] = read(tmp_path, a_ttl=TURTLE + 'x:d x:e "never closed .\n')
    assert len(records) == 2
    assert fault.place == "a.ttl, line 7"
    assert fault.what.startswith("is not Turtle (")


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/context.jsonld",
        ["https://schema.org", {"a": "http://x/a"}],
        {"title": {"@id": "http://x/title", "@context": "//127.0.0.1/c"}},
        {"@import": "http://127.0.0.1:9/context.jsonld"},
        "../secret.jsonld",
        "/etc/passwd",
        "file:///etc/passwd",
        "missing.jsonld",
    ],
)
def test_a_context_from_elsewhere_is_refused_by_name(tmp_path: Path, context: object) -> None:
    document = {"@graph": [{"@context": context, "@id": "http://x/a", "@type": "http://x/Poster"}]}
    records, faults = read(tmp_path, a_jsonld=json.dumps(document))
    assert records == []
    assert "asks for the context" in faults[0].what
    assert "nothing is fetched" in faults[0].what


def test_a_context_that_lies_beside_the_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "context.jsonld").write_text('{"@context": {"Poster": "http://x/Poster", "t": "http://x/t"}}')
    [record], faults = read(
        tmp_path, a_jsonld='{"@context": "context.jsonld", "@id": "http://x/a", "@type": "Poster", "t": "T"}'
    )
    assert (len(record.statements), faults) == (2, [])


def test_a_context_file_cannot_name_another(tmp_path: Path) -> None:
    (tmp_path / "context.jsonld").write_text('{"@context": "context.jsonld"}')
    records, faults = read(tmp_path, a_jsonld='{"@context": "context.jsonld", "@id": "http://x/a"}')
    assert (records, faults[0].place) == ([], "context.jsonld")


def test_a_doctype_in_rdf_xml_is_refused(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    records, faults = read(tmp_path, a_rdf=doctype + RDF_XML.replace(">T<", ">&x;<"))
    assert records == []
    assert "has a DOCTYPE" in faults[0].what


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"@id": ', b'"text"', b'{"@id": "\xe9"}'])
@pytest.mark.parametrize("name", ["a_ttl", "a_jsonld", "a_rdf", "a_nq"])
def test_what_is_no_rdf_is_a_fault(tmp_path: Path, name: str, content: bytes) -> None:
    records, faults = read(tmp_path, POSTER, **{name: content})
    assert records == []
    assert faults


def test_a_record_without_an_iri_is_a_fault(tmp_path: Path) -> None:
    _, [fault] = read(tmp_path, a_ttl="[] a <http://x/Poster> .")
    assert "blank node" in fault.what


def test_a_class_without_subjects_is_reported(tmp_path: Path) -> None:
    _, [fault] = read(tmp_path, a_ttl="<http://x/a> a <http://x/Other> .")
    assert str(fault) == "a.ttl: has no subject of the class <http://x/Poster>; check [rdf] record in source.toml"


def test_a_record_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf, "MAX_STATEMENTS", 3)
    records, faults = read(tmp_path, a_ttl=TURTLE)
    assert (records, [fault.record for fault in faults]) == ([], [A, B])


def test_restricted_predicates_are_dropped(tmp_path: Path) -> None:
    records, _ = read(tmp_path, POSTER + '[lift]\nrestricted = ["http://x/title", "http://x/maker"]', a_ttl=TURTLE)
    assert all("title" not in line and "maker" not in line for record in records for line in record.statements)


def test_date_and_deletion_are_predicates(tmp_path: Path) -> None:
    toml = POSTER + '[record]\ndate = "http://x/changed"\ndeleted = "http://x/gone"\n'
    turtle = TURTLE + '<http://x/a> <http://x/gone> true . <http://x/b> <http://x/changed> "2026-03-01" .'
    records, _ = read(tmp_path, toml, a_ttl=turtle)
    assert [(record.id, record.date) for record in records] == [(B, "2026-03-01")]


def test_in_a_delta_the_later_file_replaces_a_record(tmp_path: Path) -> None:
    toml = 'delivery = "delta"\n' + POSTER
    one = f'<{A}> a <http://x/Poster> ; <http://x/t> "old" ; <http://x/u> "gone" .'
    records, _ = read(tmp_path, toml, a_ttl=one, b_ttl=f'<{A}> a <http://x/Poster> ; <http://x/t> "new" .')
    assert [len(record.statements) for record in records] == [2]
    assert '"new"' in records[0].statements[1]

"""XML: how elements become the tree of the JSON form, and what is refused."""

import resource
import time
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from sources_harness import describe, read_text

from dip_lod.sources import reading, xml
from dip_lod.sources.opening import Stream
from dip_lod.sources.rules import XmlRules
from dip_lod.sources.xml_tree import TreeMaker

RECORD = '[xml]\nrecord = "r"\n'


def tree_of(tmp_path: Path, inner: str, toml: str = "") -> object:
    [record], faults = read_text(tmp_path, "a.xml", f'<all><r id="1">{inner}</r></all>', RECORD + toml)
    assert faults == []
    return {key: value for key, value in record.data.items() if key != "id"}


@pytest.mark.parametrize(
    ("inner", "tree"),
    [
        ("<a>x</a>", {"a": "x"}),
        ('<a b="1" c="2"/>', {"a": {"b": "1", "c": "2"}}),
        ('<a b="1">x</a>', {"a": {"b": "1", "text": "x"}}),
        ("<a>x</a><a>y</a>", {"a": ["x", "y"]}),
        ("<a><b>x</b></a>", {"a": {"b": "x"}}),
        ('<a xml:lang="nl">x</a>', {"a": {"nl": "x"}}),
        ('<a xml:lang="nl">x</a><a xml:lang="en">y</a>', {"a": {"nl": "x", "en": "y"}}),
        ('<a xml:lang="nl">x</a><a xml:lang="nl">y</a>', {"a": [{"nl": "x"}, {"nl": "y"}]}),
        ('<a xml:lang="nl" b="1">x</a>', {"a": {"lang": "nl", "b": "1", "text": "x"}}),
        ('<a xml:lang="">x</a>', {"a": {"text": "x"}}),
        ('<a xml:id="p1">x</a>', {"a": {"id": "p1", "text": "x"}}),
        ("<a>No. 12, <em>Revolutionary</em>, op. 10</a>", {"a": "No. 12, Revolutionary, op. 10"}),
        ("<a>one<br/>two</a>", {"a": "one two"}),
        ("<a>one<!-- not this --> two<?nor this?></a>", {"a": "one two"}),
        ('<a b="1">x <em>y</em></a>', {"a": {"b": "1", "text": "x y"}}),
        ("<a>  </a><b/><c><d/></c>", {}),
        ("<a><![CDATA[<b>]]> &amp; &#233;</a>", {"a": "<b> & é"}),
        ("<a>one\n\t\ttwo</a>", {"a": "one two"}),
        ("<a>one\ntwo</a>", {"a": "one\ntwo"}),
        ("<a>two  spaces</a>", {"a": "two  spaces"}),
        ('<x:a xmlns:x="urn:x" x:b="1"/>', {"a": {"b": "1"}}),
        (
            '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true" i:schemaLocation="u v"/>',
            {},
        ),
        ('<a b="1"><b>2</b></a>', {"a": {"b": ["1", "2"]}}),
    ],
)
def test_each_rule_of_xml(tmp_path: Path, inner: str, tree: object) -> None:
    assert tree_of(tmp_path, inner) == tree


@pytest.mark.parametrize(
    ("inner", "toml", "tree"),
    [
        ("<a><b>x</b></a>", 'rename = { a = "c", "c.b" = "d" }', {"c": {"d": "x"}}),
        ('<a k="1">x</a>', 'text = { a = "value" }', {"a": {"k": "1", "value": "x"}}),
        ('<a k="1">x</a>', 'rename = { a = "b" }\ntext = { b = "value" }', {"b": {"k": "1", "value": "x"}}),
        ("<a><b>x</b><c>y</c></a>", 'lists = ["a"]', {"a": ["x", "y"]}),
        ("<w><k><s><n>x</n></s></k></w>", 'rename = { w = "ws" }\nlists = ["w", "ws.s"]', {"ws": {"s": "x"}}),
        ("<w><k><s><n>x</n></s></k></w>", 'lists = ["w", "w.s"]', {"w": {"s": "x"}}),
        ("<w><k><s><n>x</n><n>y</n></s></k></w>", 'lists = ["w", "w.s"]', {"w": {"s": ["x", "y"]}}),
        ("<a><em>x</em></a>", 'mixed = ["em"]', {"a": "x"}),
        ("<a><em>x</em></a>", "", {"a": {"em": "x"}}),
        (
            '<a xml:lang="nl">x</a><a xml:lang="en">y</a>',
            'separate = ["a"]',
            {"a": [{"nl": "x"}, {"en": "y"}]},
        ),
        ("<a>x <b>secret</b> y</a>", '[lift]\nrestricted = ["a.b"]', {"a": "x y"}),
        ("<a><b>secret</b><c>x</c></a>", '[lift]\nrestricted = ["a.b"]', {"a": {"c": "x"}}),
        ('<a b="secret" c="x"/>', '[lift]\nrestricted = ["a.b"]', {"a": {"c": "x"}}),
        ("<g><p>1 2</p><p>3 4</p></g>", '[lift]\nwhole = ["g"]', {"g": '{"p":["1 2","3 4"]}'}),
        ("<t>None</t><u>A; B</u>", '[lift]\nnull = ["None"]\nsplit = { u = ";" }', {"u": ["A", "B"]}),
    ],
)
def test_each_setting_of_xml(tmp_path: Path, inner: str, toml: str, tree: object) -> None:
    assert tree_of(tmp_path, inner, toml) == tree


def test_records_are_found_in_any_namespace_at_any_depth_with_their_lines(tmp_path: Path) -> None:
    text = '<x xmlns="urn:x">\n<y>\n<r id="1"/>\n</y>\n<r id="2"><r id="inner"/></r></x>'
    records, _ = read_text(tmp_path, "a.xml", text, RECORD)
    assert [(record.id, record.place) for record in records] == [("1", "a.xml, line 3"), ("2", "a.xml, line 5")]


def test_a_root_can_be_the_record(tmp_path: Path) -> None:
    for toml in (RECORD, ""):
        [record], _ = read_text(tmp_path, "a.xml", '<r id="1"><a><r>x</r></a></r>', toml)
        assert record.data == {"id": "1", "a": {"r": "x"}}


def test_no_element_of_that_name_is_reported(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.xml", "<all><s/></all>", RECORD)
    assert (records, str(fault)) == ([], "a.xml: has no element <r>; check [xml] record in source.toml")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('<all>\n<r id="1"/>\n<r id="2"></q></all>', "a.xml, line 3, column 15"),
        ('<all>\n<r id="1"/>\n<r id="2">', "a.xml, line 3, column 11"),
        ('<all>\n<r id="1"/>\n<r id="2">&eacute;</r></all>', "a.xml, line 3, column 19"),
        ('<all>\n<r id="1"/>\n</all><all/>', "a.xml, line 3, column 7"),
    ],
)
def test_broken_xml_gives_the_records_before_and_one_fault(tmp_path: Path, text: str, place: str) -> None:
    records, [fault] = read_text(tmp_path, "a.xml", text, RECORD)
    assert [record.id for record in records] == ["1"]
    assert fault.place.startswith(place)
    assert "not well-formed XML" in fault.what


@pytest.mark.parametrize("text", ["", "  ", "no xml", "<!-- only this -->", "{}", "\x00\x01", '<?xml version="1.0"?>'])
def test_what_is_no_xml_is_a_fault(tmp_path: Path, text: str) -> None:
    records, [fault] = read_text(tmp_path, "a.xml", text, RECORD)
    assert (records, fault.severity) == ([], "error")


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE all [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE all [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE all SYSTEM "http://127.0.0.1:9/x.dtd">',
        f'<!DOCTYPE all [<!ENTITY e0 "ha"><!ENTITY x "&e11;">{BOMB}]>',
        '<!DOCTYPE all [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
        "<!DOCTYPE html>",
    ],
)
def test_a_doctype_is_refused_in_one_sentence_and_nothing_expanded(tmp_path: Path, doctype: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- c -->\n{doctype}<all><r id="1" a="&x;">&x;</r></all>'
    before = time.process_time()
    records, [fault] = read_text(tmp_path, "a.xml", text.encode(encoding), RECORD)
    assert time.process_time() - before < 2
    assert records == []
    assert "has a DOCTYPE" in fault.what
    assert "root:" not in str(fault)


def test_a_doctype_in_a_comment_is_no_doctype(tmp_path: Path) -> None:
    [record], _ = read_text(tmp_path, "a.xml", '<!-- <!DOCTYPE x> --><all><r id="1"/></all>', RECORD)
    assert record.id == "1"


def test_an_include_is_not_followed(tmp_path: Path) -> None:
    inner = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    assert tree_of(tmp_path, inner) == {"include": {"href": "file:///etc/passwd", "parse": "text"}}


def test_declared_encodings_are_read_and_wrong_ones_told(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><all><r id="é"/></all>'
    [record], _ = read_text(tmp_path, "a.xml", text.encode("iso-8859-1"), RECORD)
    assert record.id == "é"
    records, [fault] = read_text(tmp_path, "a.xml", '<all>\n<r id="é"/></all>'.encode("iso-8859-1"), RECORD)
    assert (records, fault.place) == ([], "a.xml, line 2, column 8")


def test_a_text_of_almost_eight_megabytes_is_read(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, f"<a>{'x' * 7_900_000}</a>")
    assert isinstance(tree, dict)
    assert len(tree["a"]) == 7_900_000


def test_deep_nesting_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    deep = "<a>" * 300 + "</a>" * 300
    records, [fault] = read_text(tmp_path, "a.xml", f'<all><r id="1">{deep}</r><r id="2"/></all>', RECORD)
    assert ([record.id for record in records], fault.place) == (["2"], "a.xml, line 1")
    _, [fault] = read_text(tmp_path, "a.xml", "<a>" * 1_000_000, RECORD)
    assert "not well-formed" in fault.what


def test_a_record_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_RECORD_BYTES", 1_000_000)
    text = f'<all><r id="1"/><r id="2">{"<a>x</a>" * 300_000}</r></all>'
    records, [fault] = read_text(tmp_path, "a.xml", text, RECORD)
    assert ([record.id for record in records], "more than" in fault.what) == (["1"], True)


@pytest.mark.parametrize("size", [1, 2, 7, 64, 100_000])
def test_the_size_of_the_pieces_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "<all>" + "".join(f"<s>\n</s> t <r><a>{i}é</a> <a>x</a>\n</r> u" for i in range(200)) + "</all>"
    monkeypatch.setattr(xml, "CHUNK", size)
    monkeypatch.setattr(Stream.read, "__defaults__", (size,))
    stream = Stream(BytesIO(content.encode()), "a.xml")
    trees = [entry.tree for entry in xml.read(stream, "r", TreeMaker(XmlRules(), frozenset()))]  # type: ignore[union-attr]
    assert trees == [{"a": [f"{i}é", "x"]} for i in range(200)]


@pytest.mark.parametrize("name", ["a.xml", "a.json", "skipped.xml", "skipped.json"])
def test_memory_stays_flat(tmp_path: Path, name: str) -> None:
    fields = {
        "xml": "".join(f"<a>{number}</a>" for number in range(50)),
        "json": f'"a": {list(range(200))}',
    }[name[-3:].replace("son", "json")]
    one, opening, closing = {
        "a.xml": (f"<s>x</s><r><id>%d</id>{fields}</r>\n", "<all>", "</all>"),
        "skipped.xml": (f"<s><i>%d</i>{fields}</s>\n", "<all><meta>", "</meta><r><id>1</id></r></all>"),
        "a.json": (f'{{"id": %d, {fields}}},\n', '{"s": [', '{"id": 0}]}'),
        "skipped.json": (f'{{"id": %d, {fields}}},\n', '{"x": [', '{"id": 0}], "s": [{"id": 0}]}'),
    }[name]
    file = tmp_path / name
    with file.open("w") as out:
        out.write(opening)
        out.writelines(one % number for number in range(15_000))
        out.write(closing)
    assert file.stat().st_size > 6_000_000
    source = describe(RECORD + '[json]\nrecords = "s.item"\n')
    warm_up = reading.read(source, [file])
    next(warm_up)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in reading.read(source, [file])) > 0
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 10_000, f"{grown} kB more memory"


def test_the_parser_of_the_prolog_holds_no_tree() -> None:
    held, root = xml.check_prolog(Stream(BytesIO(b"<?xml version='1.0'?><all><r/></all>"), "a.xml"))
    assert (etree.QName(root).localname, held[:5]) == ("all", b"<?xml")


def test_an_element_with_very_many_attributes_is_refused(tmp_path: Path) -> None:
    many = " ".join(f'a{number}="x"' for number in range(100_000))
    records, [fault] = read_text(tmp_path, "a.xml", f'<all><r id="1"><a {many}/></r><r id="2"/></all>', RECORD)
    assert ([record.id for record in records], fault.what) == (["2"], "has an element with more than 1000 attributes")

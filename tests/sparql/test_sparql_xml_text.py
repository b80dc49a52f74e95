"""dip_lod/sparql/xml_text.py: what comes out as XML is well formed and unaltered, or refused."""

import io
from xml.etree import ElementTree

import pytest
from endpoints import Endpoint

from dip_lod.sparql.answer import NOT_IN_XML, Result
from dip_lod.sparql.xml_text import Unwritable, XmlFile

FORMS = [
    ("SELECT ('{}' AS ?x) {{}}", "application/sparql-results+xml"),
    ("CONSTRUCT {{ <a:b> <a:c> '{}' }} {{}}", "application/rdf+xml"),
]


@pytest.mark.parametrize(("query", "media_type"), FORMS)
def test_what_xml_cannot_hold_is_refused_in_xml_alone(endpoint: Endpoint, query: str, media_type: str) -> None:
    field = "graph_type" if "rdf" in media_type else "select_type"
    for character in ("\\u0000", "\\u0001", "\\u000B", "\\u001F", "\\uFFFE", "\\uFFFF"):
        asked = query.format(f"a{character}b")
        assert endpoint.ask(asked, **{field: media_type}) == NOT_IN_XML["characters"], character
        assert isinstance(endpoint.ask(asked), Result)


@pytest.mark.parametrize(("query", "media_type"), FORMS)
def test_every_other_character_comes_through_xml_unaltered(endpoint: Endpoint, query: str, media_type: str) -> None:
    field = "graph_type" if "rdf" in media_type else "select_type"
    text = "«\r\n\t<&>\r\x7f\x85\u2028\ufffd\ud7ff\U0001f3ad»"
    escaped = "".join(f"\\U{ord(one):08X}" for one in text)
    result = endpoint.ask(query.format(escaped), **{field: media_type})
    assert isinstance(result, Result) and isinstance(result.body, bytes)
    assert text in "".join(ElementTree.fromstring(result.body).itertext())


@pytest.mark.parametrize("triple", [
    "<a:b> <http://example.org/1> 1", "<a:b> a <http://example.org/>", "<a:b> rdf:li 1", "<a:b> ex: 1",
])  # fmt: skip
def test_what_is_no_name_of_an_element_is_refused_in_rdf_xml_alone(endpoint: Endpoint, triple: str) -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    asked = f"PREFIX rdf: <{rdf}> PREFIX ex: <http://example.org/2> CONSTRUCT {{ {triple} }} {{}}"
    assert endpoint.ask(asked, graph_type="application/rdf+xml") == NOT_IN_XML["names"]
    assert isinstance(endpoint.ask(asked), Result)


def test_a_text_that_looks_like_no_name_is_a_text(endpoint: Endpoint) -> None:
    asked = "CONSTRUCT { <a:b> <a:c> '<ex: >', '<ex:>', <http://example.org/1> } {}"
    assert isinstance(endpoint.ask(asked, graph_type="application/rdf+xml"), Result)


def test_a_name_that_is_cut_in_two_is_noticed() -> None:
    file = XmlFile(io.BytesIO(), names=True)
    for piece in (b"<a>\n<ox", b"prefix"):
        file.write(piece)
    with pytest.raises(Unwritable):
        file.write(b": x")


def test_a_character_that_is_cut_in_two_is_noticed() -> None:
    file = XmlFile(io.BytesIO())
    file.write(b"\xef\xbf")
    with pytest.raises(Unwritable):
        file.write(b"\xbf")

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
        assert endpoint.ask(asked, **{field: media_type}) == NOT_IN_XML, character
        assert isinstance(endpoint.ask(asked), Result)


@pytest.mark.parametrize(("query", "media_type"), FORMS)
def test_every_other_character_comes_through_xml_unaltered(endpoint: Endpoint, query: str, media_type: str) -> None:
    field = "graph_type" if "rdf" in media_type else "select_type"
    text = "«\r\n\t<&>\r\x7f\x85\u2028\ufffd\ud7ff\U0001f3ad»"
    escaped = "".join(f"\\U{ord(one):08X}" for one in text)
    result = endpoint.ask(query.format(escaped), **{field: media_type})
    assert isinstance(result, Result) and isinstance(result.body, bytes)
    assert text in "".join(ElementTree.fromstring(result.body).itertext())


def test_a_character_that_is_cut_in_two_is_noticed() -> None:
    file = XmlFile(io.BytesIO())
    file.write(b"\xef\xbf")
    with pytest.raises(Unwritable):
        file.write(b"\xbf")

"""Packed statements are read as Oxigraph reads them, whatever is in them."""

import pyoxigraph as ox
import pytest

from dip_lod.publication import terms

TEXTS = ("", "a", 'zegt "nee"', "C:\\new\\table", "regel\nregel\r\tnog", "é 🎭 \u0080\u200f", "<b> . ", "\\u0041", "\x0b\x7f", "a" * 10_000)


def stated(value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode("http://a.example/s"), ox.NamedNode("http://a.example/p"), value)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_written_is_read(text: str) -> None:
    values = [
        ox.NamedNode("http://a.example/o#x"),
        ox.Literal(text),
        ox.Literal(text, language="nl-be"),
        ox.Literal(text, datatype=ox.NamedNode("http://a.example/type")),
    ]
    written = ox.serialize([stated(one) for one in values], format=ox.RdfFormat.N_TRIPLES) or b""
    read = list(terms.lines(written))
    assert [value for *_, value in read] == [terms.term(one) for one in values]
    assert {(subject, predicate) for subject, predicate, _ in read} == {("http://a.example/s", "http://a.example/p")}


def test_other_ways_to_write_are_read_too() -> None:
    text = b'<a:s> <a:p> "\\u00e9\\U0001F3AD"@nl .\n<a:s>\t<a:p>  <a:\\u00e9>. # so\n_:b <a:p> "x" .\n<a:s> <a:p> _:b .'
    assert list(terms.lines(text)) == [
        ("a:s", "a:p", terms.Literal("é🎭", "nl", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")),
        ("a:s", "a:p", terms.Iri("a:é")),
    ]


def test_nothing_is_read_of_nothing() -> None:
    assert list(terms.lines(b"")) == []
    with pytest.raises(SyntaxError):
        list(terms.lines(b'<a:s> <a:p> "open .\n'))

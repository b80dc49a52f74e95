"""The terms of a document as pages read them: IRIs and literals, taken from packed N-Triples without a parser's care.

A page reads some hundred statements, of which the build has made sure that they are sound; a regular expression takes
them apart in half the time. What it cannot read (and that should not be) is left to Oxigraph's parser.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_LINE = re.compile(
    r'<([^<>\\]*)> <([^<>\\]*)> (?:<([^<>\\]*)>|"((?:[^"\\\n]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>\\]*)>)?) \.\n'
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Iri(NamedTuple):
    """A URI that a statement points to."""

    value: str


class Literal(NamedTuple):
    """A text, a number or a moment, with its language or its datatype."""

    value: str
    language: str | None
    datatype: str


Term = Iri | Literal
Line = tuple[str, str, Term]


def lines(statements: bytes) -> Iterator[Line]:
    """Read N-Triples: subject, predicate, object; statements with blank nodes are left out.

    >>> list(lines(b'<a:s> <a:p> "\\\\u00e9n \\\\"x\\\\""@nl .\\n'))
    [('a:s', 'a:p', Literal(value='én "x"', language='nl', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString'))]
    """
    found = _LINE.findall(statements.decode())
    if len(found) != statements.count(b"\n"):
        yield from _careful(statements)
        return
    for subject, predicate, iri, text, language, datatype in found:
        if iri:
            yield subject, predicate, Iri(iri)
        else:
            plain = _ESCAPE.sub(_character, text) if "\\" in text else text
            kind = _TEXT if language else datatype or _STRING
            yield subject, predicate, Literal(plain, language or None, kind)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(escape[3], escape[3])


def term(of: ox.NamedNode | ox.Literal) -> Term:
    """Take over a term of Oxigraph's."""
    if isinstance(of, ox.NamedNode):
        return Iri(of.value)
    return Literal(of.value, of.language, of.datatype.value)


def _careful(statements: bytes) -> Iterator[Line]:
    for subject, predicate, value, _ in ox.parse(statements, format=ox.RdfFormat.N_TRIPLES):
        if isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
            yield subject.value, predicate.value, term(value)

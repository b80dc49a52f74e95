"""The terms of a document as pages read them: IRIs and literals, taken from packed N-Triples without a parser's care.

A page reads some hundred statements, of which the build has made sure that they are sound; cutting them at their spaces
takes a third of the time. What cannot be read so (and that should not be) is left to Oxigraph's parser.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_IRI = re.compile(r"<([^<>\\]*)>")
_VALUE = re.compile(r'(?:<([^<>\\]*)>|"((?:[^"\\\n]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>\\]*)>)?) \.')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = 200
"""Letters of a value that is worth remembering; longer ones are texts of one thing."""
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


def lines(statements: bytes) -> list[Line]:
    """Read N-Triples: subject, predicate, object; statements with blank nodes are left out.

    >>> lines(b'<a:s> <a:p> "\\\\u00e9n \\\\"x\\\\""@nl .\\n')
    [('a:s', 'a:p', Literal(value='én "x"', language='nl', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString'))]
    """
    found: list[Line] = []
    *written, last = statements.decode().split("\n")
    before = about = ""
    try:
        for line in written:
            subject, predicate, value = line.split(" ", 2)
            if subject != before:
                before, about = subject, _iri(subject)
            found.append((about, _predicate(predicate), _remembered(value) if len(value) <= _SHORT else _value(value)))
    except ValueError:
        last = "of another way of writing"
    return list(_careful(statements)) if last else found


def _iri(written: str) -> str:
    """Read a subject or a predicate; raises ValueError."""
    return _known(_IRI.fullmatch(written))[1]


_predicate = lru_cache(1024)(_iri)


def _value(written: str) -> Term:
    """Read the rest of a line; raises ValueError."""
    iri, text, language, datatype = _known(_VALUE.fullmatch(written)).groups()
    if iri is not None:
        return Iri(iri)
    plain = _ESCAPE.sub(_character, text) if "\\" in text else text
    return Literal(plain, language, _TEXT if language else datatype or _STRING)


_remembered = lru_cache(8192)(_value)
"""Values of most statements are those of others: classes, roles, agents, licences."""


def _known(found: re.Match[str] | None) -> re.Match[str]:
    if found is None:
        raise ValueError
    return found


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

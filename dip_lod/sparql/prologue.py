"""The head of a query: its PREFIX declarations, and the word that says what it is."""

import re
from dataclasses import dataclass

_SPACE = r"(?:\s++|\#[^\n\r]*+)*+"
_DECLARATION = re.compile(
    rf"{_SPACE}(?:BASE{_SPACE}<[^<>\s]*>|PREFIX{_SPACE}(?P<prefix>[^\s:<>#]*):{_SPACE}<(?P<iri>[^<>\s]*)>)",
    re.IGNORECASE,
)
_WORD = re.compile(rf"{_SPACE}(?P<word>[A-Za-z]*)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\\]*\Z")


@dataclass(frozen=True, slots=True)
class Prologue:
    """`prefixes` leaves out what is relative or escaped: it serves to shorten answers, not to read the query."""

    prefixes: dict[str, str]
    word: str


def read(query: str) -> Prologue:
    """Read the head of a query or an update.

    >>> read("PREFIX s: <https://schema.org/> # people\\n select * { ?s a s:Person }")
    Prologue(prefixes={'s': 'https://schema.org/'}, word='SELECT')
    """
    prefixes: dict[str, str] = {}
    position = 0
    while declaration := _DECLARATION.match(query, position):
        position = declaration.end()
        iri = declaration["iri"]
        if iri is not None:
            prefixes.pop(declaration["prefix"], None)
        if iri is not None and _ABSOLUTE.match(iri):
            prefixes[declaration["prefix"]] = iri
    word = _WORD.match(query, position)
    return Prologue(prefixes, word["word"].upper() if word else "")

"""The tokens of a query, with their places; names in full."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from dip_lod.vocabulary import expand

_TOKEN = re.compile(
    r"""
      (?P<skip> \s+ | \# [^\n\r]* )
    | (?P<iri> < [^<>"{}|^`\x00-\x20\\]* > )
    | (?P<string> "(?!"") [^"\\\n\r]* " )
    | (?P<variable> [?$] \w+ )
    | (?P<blank> _: \w+ )
    | (?P<number> \d+ )
    | (?P<name> [A-Za-z][\w-]* : (?: \w [\w-]* )? )
    | (?P<word> [A-Za-z]+ )
    | (?P<sign> [!<>]= | && | \|\| | [(){}\[\].;,*!=<>+/-] )
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A token: a keyword in capitals, a variable with `?`, a URI in brackets."""

    text: str
    start: int
    end: int


def read(query: str, prefixes: Mapping[str, str]) -> list[Token] | None:
    """Read the tokens of a query; None where there is anything that no question about counts needs.

    >>> [one.text for one in read("select * { $s a ex:A } # all", {"ex": "https://ex.org/"})][2:6]
    ['{', '?s', '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>', '<https://ex.org/A>']
    """
    found: list[Token] = []
    position = 0
    while position < len(query):
        token = _TOKEN.match(query, position)
        if token is None:
            return None
        position = token.end()
        text = token[0]
        match token.lastgroup:
            case "skip":
                continue
            case "variable":
                text = "?" + text[1:]
            case "name":
                prefix, _, local = text.partition(":")
                text = f"<{prefixes[prefix]}{local}>" if prefix in prefixes else text
            case "word":
                text = f"<{expand('rdf:type')}>" if text == "a" else text.upper()
        found.append(Token(text, token.start(), token.end()))
    return found

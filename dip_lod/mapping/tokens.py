"""The text of a query taken apart: its tokens, without comments and spaces."""

import re

_TOKEN = re.compile(
    r"""
    <[^<>"{}|^`\\\x00-\x20]*>                                                           # an IRI
    | \#[^\n]* | \s+                                                                    # a comment, a space
    | \"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}       # a long text
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'                                         # a text
    | [?$]\w+ | @[A-Za-z][A-Za-z0-9-]* | _:[\w-]+(?:\.+[\w-]+)*                         # ?variable, @language, _:node
    | (?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:-]|\.+(?=[\w:%\\-])|\\.|%[0-9A-Fa-f]{2})*   # a prefixed name
    | [+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \w+                                         # a number, a word
    | && | \|\| | [!<>]= | \^\^ | .                                                     # a sign
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> list[str]:
    """Take a query apart.

    >>> tokens('?s a s:Play ; s:name "De Kersentuin"@nl .  # Tsjechov')
    ['?s', 'a', 's:Play', ';', 's:name', '"De Kersentuin"', '@nl', '.']
    """
    return [one for one in _TOKEN.findall(text) if not one.startswith("#") and not one.isspace()]

"""A query that counts the solutions that another makes a graph of."""

import re

_SPACE = r"(?:\s++|\#[^\n\r]*+)*+"
_DECLARATION = rf"{_SPACE}(?:BASE{_SPACE}<[^<>\s]*>|PREFIX{_SPACE}[^\s:<>#]*:{_SPACE}<[^<>\s]*>)"
_PROLOGUE = re.compile(rf"(?:{_DECLARATION})*+{_SPACE}", re.IGNORECASE)
_CONSTRUCT = re.compile(rf"CONSTRUCT{_SPACE}", re.IGNORECASE)
_PATTERN = re.compile(rf"{_SPACE}(?:WHERE{_SPACE})?(?=\{{)", re.IGNORECASE)
_TERMS = re.compile(rf"DESCRIBE(?:{_SPACE}(?:<[^<>\s]*>|(?!WHERE\b)[^\s<{{}}#]+))*+", re.IGNORECASE)
_TEMPLATE_TOKEN = re.compile(
    r"""<[^<>"{}|^`\x00-\x20]*> | \\. | \#[^\n\r]*
      | "{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+'{3}
      | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' | (?P<end>\})""",
    re.VERBOSE | re.DOTALL,
)


def count(query: str) -> str | None:
    """Turn a CONSTRUCT or DESCRIBE into a query that counts its solutions as `?count`; None where it has no pattern.

    Raises ValueError for what looks like neither.

    The query must have been parsed: then its template holds no expression, so that `<` opens an IRI and the first `}`
    ends it. What groups gives a query that no engine takes.

    >>> count("PREFIX s: <https://schema.org/> CONSTRUCT { ?a s:name '}' } WHERE { ?a s:name ?b } LIMIT 5")
    'PREFIX s: <https://schema.org/> SELECT (COUNT(*) AS ?count) { { SELECT * { ?a s:name ?b } LIMIT 5\\n} }'
    >>> count("CONSTRUCT WHERE { ?a ?b ?c }")
    'SELECT (COUNT(*) AS ?count) { { SELECT * { ?a ?b ?c }\\n} }'
    >>> count("DESCRIBE ?a <b:{c}> WHERE { ?a ?b ?c }")
    'SELECT (COUNT(*) AS ?count) { { SELECT * { ?a ?b ?c }\\n} }'
    """
    head = _PROLOGUE.match(query)
    start = head.end() if head else 0
    if made := _CONSTRUCT.match(query, start):
        rest = _end(query, made.end() + 1) if query[made.end() : made.end() + 1] == "{" else made.end()
    elif described := _TERMS.match(query, start):
        rest = described.end()
    else:
        raise ValueError("neither CONSTRUCT nor DESCRIBE")
    pattern = _PATTERN.match(query, rest)
    if pattern is None:
        return None
    return f"{query[:start]}SELECT (COUNT(*) AS ?count) {{ {{ SELECT * {query[pattern.end() :]}\n}} }}"


def _end(query: str, position: int) -> int:
    """Find where a template ends."""
    while token := _TEMPLATE_TOKEN.search(query, position):
        position = token.end()
        if token["end"]:
            return position
    return len(query)

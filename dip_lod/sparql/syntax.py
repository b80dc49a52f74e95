"""The place and the reason of a syntax error, out of the engine's message."""

import re
from dataclasses import replace

from dip_lod.sparql.answer import Malformed

_MESSAGE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
_ITEM = re.compile(r'"(?:\\.|[^"\\])*"|\[[^\]]*\]|<unreported>|[^,\["]+')
_ANYTHING = "[_]"
_KEYWORD = re.compile(r"[A-Z_0-9]+\Z")


def explain(message: str, query: str) -> Malformed:
    r"""Turn the message of a SyntaxError of Oxigraph 0.5 into a Malformed.

    Its parser reports the furthest character it looked at, and it looks at as many as a keyword has before it finds
    that they differ: where it expected only keywords, the place is moved back by the shortest.

    >>> explain("error at 1:17: expected \"{\"", "ASK WHERE ?x ?y ?z }")
    Malformed(message="Not understood at '?z': expected {.", line=1, column=17, code='here', found='?z', expected='{')
    >>> explain("error at 1:29: expected OPTIONAL", "SELECT * { ?s ?p ?o  LEFT { ?s a ?o } }").column
    21
    """
    found = _MESSAGE.match(message)
    if not found:
        return Malformed(message)
    items = [item.strip() for item in _ITEM.findall(found["expected"]) if item.strip()]
    keywords = [item for item in items if _KEYWORD.match(item)]
    lines = query.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found["line"]) - 1]) + int(found["column"]) - 1
    if keywords and len(keywords) == len(items):
        offset -= min(map(len, keywords))
    offset = min(max(offset, 0), len(query))
    line = query.count("\n", 0, offset) + 1
    column = offset - query.rfind("\n", 0, offset)
    return replace(_judged(items, query[:offset], query[offset:]), line=line, column=column)


def _judged(items: list[str], before: str, rest: str) -> Malformed:
    """Say what is wrong, in the engine's words where it has any."""
    for item in items:
        if " " in item and item[0] not in '"[':
            if item == "Prefix not found" and (names := before.split()[-1:]):
                return Malformed(f"{item}: {names[0]}.", code="prefix", found=names[0])
            return Malformed(f"{item.rstrip('.')}.")
    if not before.strip() and not rest.strip():
        return Malformed("The query is empty.", code="empty")
    if not rest.strip():
        if _ANYTHING in items:  # it looked ahead to the end: what is wrong may stand before it
            said = "The query is not understood; what is wrong may stand before its end."
            return Malformed(said, code="before_end")
        where, code, found = "The query ends too early", "early", ""
    else:
        found = rest.split(None, 1)[0][:40]
        where, code = f"Not understood at '{found}'", "here"
    signs = sorted({item[1:-1].replace('\\"', '"') for item in items if item[0] == '"'})
    expected = " ".join(signs) if 0 < len(signs) <= 8 else ""
    said = f"{where}: expected {' or '.join(signs)}." if expected else f"{where}."
    return Malformed(said, code=code, found=found, expected=expected)

"""Whether a query asks anything of a store besides the SELECTs whose rows are known."""

from collections.abc import Iterator, Sequence

from dip_lod.sparql.precomputed.tokens import Token

_FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_JOINING = frozenset({"WHERE", "{", "}", "UNION", "OPTIONAL", "."})
"""What may stand in a group without asking anything; BIND and FILTER with their brackets may too."""


def independent(read: Sequence[Token], known: Sequence[tuple[int, int, str]]) -> bool:
    """Tell whether a query needs no store once the places of `known` hold their rows; where in doubt, it does.

    >>> from dip_lod.sparql.precomputed import tokens
    >>> query = "CONSTRUCT { <a:b> <a:c> ?n } { { SELECT (1 AS ?n) {} } BIND(STR(?n) AS ?t) } LIMIT 1"
    >>> known = [(query.index("SELECT"), query.index(" } BIND"), "")]
    >>> independent(tokens.read(query, {}), known)
    True
    >>> independent(tokens.read(query.replace(" BIND", " ?s ?p ?n BIND"), {}), known)
    False
    """
    first = next((place for place, token in enumerate(read) if token.text in _FORMS), len(read))
    left = [token.text for token in read[first:] if not any(start <= token.start < end for start, end, _ in known)]
    if not left:
        return True  # the query is one SELECT, and known
    if left[0] == "CONSTRUCT" and left[1:2] == ["{"]:
        group = left[_closing(left, 1) + 1 :]
    elif left[0] == "SELECT" and "{" in left:
        group = left[left.index("{") :]
    else:
        return False
    return all(text in _JOINING for text in _group(group))


def _group(texts: Sequence[str]) -> Iterator[str]:
    """Yield the words of the outermost group, without BIND (…) and FILTER (…), and the braces of what follows it."""
    place, depth = 0, 0
    while place < len(texts):
        text = texts[place]
        if text in ("BIND", "FILTER") and texts[place + 1 : place + 2] == ["("]:
            place = _closing(texts, place + 1) + 1
            continue
        depth += (text == "{") - (text == "}")
        if depth or text in "{}" or text == "WHERE":
            yield text
        place += 1


def _closing(texts: Sequence[str], opening: int) -> int:
    """Find where the bracket ends that begins at a place; the end of all where it does not."""
    pair, depth = {"{": "}", "(": ")"}[texts[opening]], 0
    for place in range(opening, len(texts)):
        depth += (texts[place] == texts[opening]) - (texts[place] == pair)
        if not depth:
            return place
    return len(texts)

"""A query over many records at once: each is a named graph, and each statement comes with the graph that says it.

`CONSTRUCT { ?s ?p ?o } WHERE { … }` becomes `CONSTRUCT { ?graph says <<( ?s ?p ?o )>> } WHERE { GRAPH ?graph { … } }`.
Planning a query costs as much as answering it for one record, and so it is planned once for many.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from dip_lod.mapping.tokens import tokens

GRAPH = "?dipGraph"
KNOWN = "known:"
"""The prefix of what queries find out about a record for those after them; it means what ontology/ says."""
SAYS = "<urn:x-dip-lod:says>"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ALONE = frozenset({"FROM", "GRAPH", "LIMIT", "MINUS", "OFFSET", "SERVICE"})
"""What would mean something else over many graphs: MINUS, for one, asks whether both sides share a variable."""
_SUMS = frozenset({"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"})
_NAMELESS = frozenset("[](){}<>~|")


def batched(text: str) -> str | None:
    """Rewrite a query so that it answers for each named graph apart; None where it has to be asked of one at a time.

    >>> print(batched("CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }"))
    CONSTRUCT { ?dipGraph <urn:x-dip-lod:says> <<( ?s <urn:q> ?o )>> . } WHERE { GRAPH ?dipGraph { ?s <urn:p> ?o } }
    >>> batched("CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o } LIMIT 1") is None
    True
    """
    query = _read(text)
    if query is None:
        return None
    said = [f"{GRAPH} {SAYS} <<( {' '.join(triple)} )>> ." for triple in query.triples]
    return _written([*query.prologue, "CONSTRUCT {", *said, "}", *query.where])


def added(text: str) -> str | None:
    """Rewrite a query to an update that adds what it finds to each graph apart; None likewise.

    >>> print(added("CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }"))
    INSERT { GRAPH ?dipGraph { ?s <urn:q> ?o . } } WHERE { GRAPH ?dipGraph { ?s <urn:p> ?o } }
    """
    query = _read(text)
    if query is None:
        return None
    said = [f"{' '.join(triple)} ." for triple in query.triples]
    return _written([*query.prologue, f"INSERT {{ GRAPH {GRAPH} {{", *said, "} }", *query.where])


def learns(text: str) -> bool:
    """Say whether a query makes facts for the queries after it: all that it constructs is `known:`.

    >>> learns("PREFIX known: <urn:x-dip-lod:known#> CONSTRUCT { ?s known:title ?o } WHERE { ?s <urn:p> ?o }")
    True
    """
    query = _read(text)
    return query is not None and all(predicate.startswith(KNOWN) for _, predicate, _ in query.triples)


class _Query(NamedTuple):
    """A query that can be asked of many graphs."""

    prologue: list[str]
    triples: list[tuple[str, str, str]]
    where: list[str]
    """The pattern, in its graph."""


def _read(text: str) -> _Query | None:
    found = tokens(text)
    words = [one.upper() for one in found]
    if _ALONE & set(words) or GRAPH in found or "CONSTRUCT" not in words or "}" not in found:
        return None
    opened, closed = words.index("CONSTRUCT") + 1, found.index("}")
    if found[opened] != "{":
        return None
    triples = _triples(found[opened + 1 : closed])
    where = _where(found[closed + 1 :])
    return None if triples is None or where is None else _Query(found[: opened - 1], triples, where)


def _written(words: Sequence[str]) -> str:
    return "".join(word if word == "(" else f" {word}" for word in words)[1:]  # Oxigraph refuses `CONCAT (`


def _triples(words: Sequence[str]) -> list[tuple[str, str, str]] | None:
    """Read the template: terms, with `;` `,` and `.` between them; None where it has nodes without a name."""
    if any(one in _NAMELESS or one.startswith("_:") for one in words):
        return None
    triples = []
    subject = predicate = ""
    for term in _terms(words):
        if term == ".":
            subject = predicate = ""
        elif term == ";":
            predicate = ""
        elif not subject:
            subject = term
        elif not predicate:
            predicate = _TYPE if term == "a" else term
        elif term != ",":
            triples.append((subject, predicate, term))
    return triples


def _terms(words: Sequence[str]) -> Iterator[str]:
    """Join a text to its language or datatype."""
    held = ""
    for token in words:
        if held and (token.startswith("@") or token == "^^" or held.endswith("^^")):
            held += token
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _where(found: Sequence[str]) -> list[str] | None:
    """Put the graph around the pattern, and around that of every SELECT within, which also names and groups by it."""
    words = [one.upper() for one in found]
    selected = [list(takewhile("{".__ne__, words[place:])) for place, word in enumerate(words) if word == "SELECT"]
    if any("*" in one for one in selected) or sum(bool(_SUMS & set(one)) for one in selected) > words.count("GROUP"):
        return None
    written: list[str] = []
    closing: list[str] = []
    depth, awaited = 0, 0
    """How deep in parentheses we are, and the query is whose pattern is to come (-1: none)."""
    for before, token, word in zip(["", *words], found, words, strict=False):
        depth += (token == "(") - (token == ")")
        written.append(token)
        if token == "{":
            closing.append("} }" if awaited == depth else "}")
            if awaited == depth:
                written.append(f"GRAPH {GRAPH} {{")
                awaited = -1
        elif token == "}":
            if not closing:
                return None
            written[-1] = closing.pop()
        elif word == "SELECT":
            awaited = depth
        if (word == "BY" and before == "GROUP") or (before == "SELECT" and word in ("DISTINCT", "REDUCED")):
            written.append(GRAPH)
        elif before == "SELECT":
            written.insert(-1, GRAPH)
    return written

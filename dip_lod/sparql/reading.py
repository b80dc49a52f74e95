"""The brackets, the SERVICE, FROM and GRAPH of a query, found in its text without parsing it.

A query must be judged before the engine parses it, because its parser recurses and dies of deep nesting. Two things
make that harder than a search for words. `<` opens an IRI or means "less than", and only the grammar can tell: in
`FILTER(1<'>')SERVICE<…>` a reader that takes `<'>` for an IRI sees a string where the engine sees SERVICE. So both
readings are followed wherever both are possible. And Oxigraph's tokens need no space between them (`1SERVICE`,
`trueSERVICE`, `SERVICE:x`, and even `p:SERVICE` where the prefix and SERVICE make no IRI together), so SERVICE is
recognised by what follows it, a name and a group, whatever stands before it.
"""

import re
from dataclasses import dataclass
from heapq import heappop, heappush

_TOKEN = re.compile(
    r"""
      (?P<iri> < [^<>"{}|^`\x00-\x20]* > )
    | (?P<skipped> \\.                                        # an escape in a local name: ex:o\'brien
                 | \# [^\n\r]*
                 | \"{3} (?: [^"\\] | \\. | "{1,2}(?!") )*+ \"{3}
                 | '{3}  (?: [^'\\] | \\. | '{1,2}(?!') )*+ '{3}
                 | " (?: [^"\\\n\r] | \\. )*+ "
                 | ' (?: [^'\\\n\r] | \\. )*+ '
                 | [?$] \w+ )
    | (?P<open> [({\[] )
    | (?P<close> [)}\]] )
    | (?P<service> service )
    | (?P<graph> graph )
    | (?P<dataset> (?<! [\w:.\-%] ) from (?! [\w:] ) )         # no part of a name: schema:validFrom
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SPACE = r"(?: \s++ | \# [^\n\r]*+ )*+"
_GROUP = rf"""
    (?P<target> < [^<>\s]* >
      | [?$] [^\s<{{\#]+
      | (?: [^\s{{}}<>"'\#\\:] | \\. ){{0,500}}+ : (?: [^\s{{}}<>"'\#\\] | \\. ){{0,500}}+ )
    {_SPACE} \{{
    """
_CALL = re.compile(rf"service {_SPACE} (?: silent {_SPACE} )? {_GROUP}", re.VERBOSE | re.IGNORECASE)
_NAMED = re.compile(rf"graph {_SPACE} {_GROUP}", re.VERBOSE | re.IGNORECASE)
_SURELY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Reading:
    """What matters of a text: how deep its brackets go, and where SERVICE, FROM and GRAPH stand (offsets, or None).

    FROM is only to be believed of a text that the engine has parsed: elsewhere the word may be anything.
    """

    depth: int
    service: int | None
    dataset: int | None = None
    graph: int | None = None
    asked: frozenset[str] = frozenset()
    """What SERVICE asks, as it is written."""


def read(query: str) -> Reading:
    """Follow every possible reading of a query, in time linear in its length.

    >>> read("SELECT * { ?s ?p 'SERVICE <x> {' }")
    Reading(depth=1, service=None, dataset=None, graph=None, asked=frozenset())
    >>> read("SELECT * { ?s ?p 1SERVICE <x> { ?s ?p ?o } }").service
    18
    >>> read("SELECT * FROM <a:a> { ?from ex:from 'FROM <x>' }").dataset
    9
    >>> read("SELECT * { ?s ex:graph 1GRAPH?g { ?s ?p ?o } }").graph
    24
    """
    deepest = 0
    service: int | None = None
    dataset: int | None = None
    graph: int | None = None
    asked: set[str] = set()
    waiting: list[int] = []
    depths: dict[int, int] = {}
    tokens: dict[int, re.Match[str]] = {}

    def follow(position: int, depth: int) -> None:
        """Queue the next token; where two readings meet, the deeper one goes on."""
        if token := _TOKEN.search(query, position):
            start = token.start()
            if start not in depths:
                heappush(waiting, start)
                tokens[start] = token
            depths[start] = max(depth, depths.get(start, 0))

    follow(0, 0)
    while waiting:
        start = heappop(waiting)
        token, depth = tokens.pop(start), depths.pop(start)
        match token.lastgroup:
            case "open":
                depth += 1
                deepest = max(deepest, depth)
            case "close":
                depth = max(depth - 1, 0)
            case "service" if call := _CALL.match(query, start):
                service = start if service is None else service
                asked.add(call["target"])
            case "graph" if graph is None and _NAMED.match(query, start):
                graph = start
            case "dataset" if dataset is None:
                dataset = start
            case "iri" if not _SURELY_IRI.match(query, start):
                follow(start + 1, depth)
        follow(token.end(), depth)
    return Reading(deepest, service, dataset, graph, frozenset(asked))

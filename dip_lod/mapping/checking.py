"""Checks of a query before the first record: what SPARQL would let pass in silence stops the build here."""

import logging
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Literal, URIRef, Variable

from dip_lod.errors import choices
from dip_lod.functions.literals import Term
from dip_lod.functions.registry import NAMES, Function
from dip_lod.mapping.batched import learns
from dip_lod.mapping.query import Query
from dip_lod.vocabulary import expand, shorten, terms

_NOTHING = "none"
"""`?none` is never bound: `IF(?dead, ?born, ?none)` leaves its variable unbound."""
NESTING = 50
"""Deeper than anybody writes; the parsers die of thousands."""

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
_TYPE = URIRef(expand("rdf:type"))
_OWN = expand("dip:")
_HINTS = expand("build:")
_FACTS = expand("known:")
_PREFIXES = ("schema", "crm", "lrmoo", "dcterms", "prov", "skos", "rdfs", "geosparql")
_PROFILED = tuple(expand(prefix + ":") for prefix in _PREFIXES)


def check(query: Query, anchor: str) -> list[str]:
    """List what is wrong with a query, each with file, line and term; an empty list is a sound query.

    `anchor` is the variable that an aggregate must group by: `record` in mappings, `document` in rules.

    >>> check(Query("a.rq", "CONSTRUCT { ?s <https://schema.org/name> ?n } WHERE { ?s ?p ?o }"), "record")
    ['a.rq, line 1: ?n is constructed, but nothing binds it; bind it in WHERE']
    """
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # a wrong literal is ours to report
    if (depth := _depth(query.text)) > NESTING:
        return [f"{query.name}, line 1: is nested {depth} deep; write it with at most {NESTING} brackets"]
    try:
        parsed = translateQuery(parseQuery(query.text))
    except Exception as error:  # noqa: BLE001 (pyparsing and rdflib raise of every kind; Oxigraph then says where)
        return [_syntax(query) or f"{query.name}: does not parse ({error}); mend the SPARQL"]
    if parsed.algebra.name != "ConstructQuery":
        return [f"{query.name}, line 1: is no CONSTRUCT query; a mapping constructs statements"]
    algebra = parsed.algebra
    problems = [
        *_unknown_functions(query, algebra.p),
        *_unknown_terms(query, algebra.template),
        *_facts(query, algebra.template, anchor),
        *_unbound(query, algebra.template, _visible(algebra.p)),
        *_blind(query, algebra.p),
        *_aggregates(query, algebra.p, anchor),
        *_forbidden(query, algebra),
        *_ill_typed(query, algebra),
    ]
    syntax = None if problems else _syntax(query)
    return [syntax] if syntax else list(dict.fromkeys(problems))


def _syntax(query: Query) -> str | None:
    """Ask the engine itself, on an empty store: it parses, and refuses functions that it does not know."""
    known: dict[ox.NamedNode, Function] = {ox.NamedNode(_OWN + name): _nothing for name in NAMES}
    try:
        ox.Store().query(query.text, custom_functions=known)
    except SyntaxError as error:
        place = _POSITION.search(str(error))
        where = f"line {place[1]}, column {place[2]}" if place else "line 1"
        what = textwrap.shorten(" ".join((place[3] if place else str(error)).split()), 90, placeholder=" …")
        return f"{query.name}, {where}: does not parse ({what}); mend the SPARQL"
    except (OSError, ValueError, RuntimeError) as error:
        return f"{query.name}: cannot run ({error}); mend the SPARQL"
    return None


def _nothing(*_: Term) -> None:
    return None


def _line(query: Query, *words: str) -> int:
    """Give the first line on which one of the words stands by itself."""
    for number, line in enumerate(query.text.splitlines(), 1):
        if any(re.search(re.escape(word) + r"(?![\w-])", line.partition("#")[0] + line) for word in words):
            return number
    return 1


def _at(query: Query, word: str) -> str:
    return f"{query.name}, line {_line(query, word, shorten(word))}"


def _walk(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _walk(value)


def _unknown_functions(query: Query, pattern: CompValue) -> Iterator[str]:
    for node in _walk(pattern):
        if node.name == "Function" and str(node.iri) not in {_OWN + name for name in NAMES} and not _cast(node.iri):
            name = shorten(str(node.iri))
            yield f"{_at(query, str(node.iri))}: {name} is no function; {choices(name.partition(':')[2], NAMES)}"


def _cast(iri: URIRef) -> bool:
    return str(iri).startswith(expand("xsd:"))


def _unknown_terms(query: Query, template: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    known = terms()
    for _, predicate, value in template:
        for term, needed in ((predicate, True), (value, predicate == _TYPE)):
            if not isinstance(term, URIRef) or str(term) in known or term == _TYPE:
                continue
            if str(term).startswith((_HINTS, _FACTS)):
                continue
            if needed or str(term).startswith(_PROFILED):
                name = shorten(str(term))
                yield f"{_at(query, str(term))}: {name} is not in ontology/; add it to profile.ttl or mend it"


def _facts(query: Query, template: Iterable[tuple[Any, ...]], anchor: str) -> Iterator[str]:
    """Find facts for later queries where they would be published, or where there is no later query."""
    facts = [str(predicate) for _, predicate, _ in template if str(predicate).startswith(_FACTS)]
    if not facts:
        return
    if anchor != "record":
        yield f"{_at(query, facts[0])}: makes facts, which mappings do; let a rule make statements"
    elif not learns(query.text):
        yield (
            f"{_at(query, facts[0])}: makes facts and other statements, or asks with MINUS, LIMIT or the like;"
            " let a query make known: facts alone, and use FILTER NOT EXISTS"
        )


def _unbound(query: Query, template: Iterable[tuple[Any, ...]], bound: set[str]) -> Iterator[str]:
    for triple in template:
        for term in triple:
            if isinstance(term, Variable) and str(term) not in bound:
                yield f"{_at(query, f'?{term}')}: ?{term} is constructed, but nothing binds it; bind it in WHERE"


def _blind(query: Query, pattern: CompValue) -> Iterator[str]:
    """Find BINDs that use what is not bound in their own group: they would lose triples in silence."""
    for node in _walk(pattern):
        if node.name != "Extend":
            continue
        here = _visible(node.p)
        for variable in sorted(_variables(node.expr) - here - {_NOTHING}):
            if variable.startswith("__agg"):
                continue
            yield (
                f"{_at(query, f'?{node.var}')}: BIND of ?{node.var} uses ?{variable}, which its own group does not"
                " bind; repeat the pattern that binds it inside the group"
            )


_FORBIDDEN = {
    "ServiceGraphPattern": "SERVICE goes to the network; let a record bring what its mapping needs",
    "Builtin_RAND": "RAND() gives other bytes each time; leave it out",
    "Builtin_NOW": "NOW() gives other bytes each time; use dip:asOf()",
    "Builtin_UUID": "UUID() gives other bytes each time; use dip:uri or dip:fragment",
    "Builtin_STRUUID": "STRUUID() gives other bytes each time; use dip:key",
    "Builtin_BNODE": "BNODE() makes a node without a URI; use dip:fragment",
}


def _forbidden(query: Query, algebra: CompValue) -> Iterator[str]:
    """Find what would reach the network, change from build to build, or have no URI."""
    for node in _walk(algebra.p):
        if node.name in _FORBIDDEN:
            yield f"{_at(query, node.name.removeprefix('Builtin_'))}: {_FORBIDDEN[node.name]}"
    if any(isinstance(term, BNode) for triple in algebra.template for term in triple):
        yield f"{query.name}, line 1: constructs a blank node; name it with dip:fragment"


def _ill_typed(query: Query, algebra: CompValue) -> Iterator[str]:
    written = [value for node in _walk(algebra.p) for value in node.values()]
    written += [term for triple in algebra.template for term in triple]
    for value in written:
        if isinstance(value, Literal) and value.datatype and Literal(str(value), datatype=value.datatype).ill_typed:
            yield f'{_at(query, str(value))}: "{value}" is no {shorten(str(value.datatype))}; mend the literal'


def _depth(text: str) -> int:
    """Count how deep brackets stand in one another: parsers that recurse die of many."""
    depth = deepest = 0
    for char in re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>|#.*", "", text):
        depth += (char in "({[") - (char in ")}]")
        deepest = max(deepest, depth)
    return deepest


def _aggregates(query: Query, pattern: CompValue, anchor: str) -> Iterator[str]:
    for node in _walk(pattern):
        if node.name != "AggregateJoin":
            continue
        by = {str(term) for term in (node.p.expr or []) if isinstance(term, Variable)}
        if anchor not in by:
            yield (
                f"{_at(query, 'GROUP BY')}: aggregates without ?{anchor}, so its answer would depend on the batch;"
                f" add ?{anchor} to GROUP BY"
            )


def _variables(expression: Any) -> set[str]:
    if isinstance(expression, Variable):
        return {str(expression)}
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return set()
        return {name for value in expression.values() for name in _variables(value)}
    if isinstance(expression, (list, tuple)):
        return {name for value in expression for name in _variables(value)}
    return set()


def _visible(node: Any) -> set[str]:
    """Give the variables that a pattern can bind (SPARQL 1.1, 18.2.1)."""
    if not isinstance(node, CompValue):
        return set()
    match node.name:
        case "BGP":
            return {str(term) for triple in node.triples for term in triple if isinstance(term, Variable)}
        case "Extend":
            return _visible(node.p) | {str(node.var)}
        case "Graph":
            return _visible(node.p) | ({str(node.term)} if isinstance(node.term, Variable) else set())
        case "Project":
            return {str(variable) for variable in node.PV} or _visible(node.p)
        case "Minus":
            return _visible(node.p1)
        case "values" | "ToMultiSet" if _part(node, "res") is not None:
            return {str(variable) for row in node.res for variable in row}
        case "Group" | "AggregateJoin":
            names = {str(aggregate.res) for aggregate in _part(node, "A") or []}
            return _visible(node.p) | names
        case _:
            return {name for key in ("p", "p1", "p2") for name in _visible(_part(node, key))}


def _part(node: CompValue, key: str) -> Any:
    """Give a part of a node, or None; CompValue.get would give the key itself."""
    return node[key] if key in node else None  # noqa: SIM401 (its get is another)

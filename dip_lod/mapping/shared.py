"""The store that some records share, each in a graph of its own, and the answers that each of them gets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from dip_lod.functions.context import Context, Failure
from dip_lod.functions.literals import Term
from dip_lod.functions.registry import Function
from dip_lod.lifting import RECORD
from dip_lod.mapping.batched import SAYS, added, batched, learns
from dip_lod.mapping.query import Query
from dip_lod.mapping.reach import reach
from dip_lod.mapping.statements import Said, Statements
from dip_lod.vocabulary import expand

RECORDS = 50
BYTES = 8_000_000
"""A store holds so many records, or so much of N-Triples and the record that passes it: 50 large ones of DIP fit."""
_FIELD, _KNOWN = expand("field:"), expand("known:")
_FACTS = f"""
PREFIX lift: <{expand("lift:")}>
SELECT ?graph ?position ?fact ?value ?key WHERE {{
  GRAPH ?graph {{ ?record a lift:Record ; ?key ?item . ?item ?fact ?value ; lift:position ?position }}
}}
"""
_NTRIPLES = ox.RdfFormat.N_TRIPLES


class Question:
    """A query of a mapping, in the form that is asked of one record and, where there is one, in that for many."""

    def __init__(self, query: Query) -> None:
        self.name = query.name
        self.text = query.text
        self.learns = learns(query.text)
        """Whether its answer is added to the record, for the queries after it."""
        self.batched = added(query.text) if self.learns else batched(query.text)
        self.reach = reach(query.text)
        """Which items of the record it is about, where it looks no further than one at a time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query says of one record."""

    graph: str
    said: Said = field(default_factory=Said)
    failures: list[Failure] = field(default_factory=list)
    error: Exception | None = None


class Shared:
    """A store of some records."""

    def __init__(self, context: Context, functions: Mapping[ox.NamedNode, Function], statements: Statements) -> None:
        self._context = context
        self._functions = dict(functions)
        self._statements = statements
        self._store = ox.Store()
        self._records = self._bytes = 0

    @property
    def full(self) -> bool:
        """Whether no more should be added."""
        return self._records >= RECORDS or self._bytes >= BYTES

    def add(self, lift: Callable[[str], bytes]) -> str:
        """Add a record, lifted with the IRI of its node, and give the name of its graph; raises SyntaxError."""
        self._records += 1
        node = f"{RECORD}:{self._records}"
        triples = lift(node)
        self._store.load(triples, format=_NTRIPLES, to_graph=ox.NamedNode(node))
        self._bytes += len(triples)
        return node

    def facts(self, key: str, names: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
        """Give facts about the items of a key of the records, in N-Triples, by graph and position."""
        found: dict[tuple[str, int], list[str]] = {}
        for name in sorted(names):
            terms: dict[ox.Variable, Term] = {
                ox.Variable("key"): ox.NamedNode(_FIELD + key),
                ox.Variable("fact"): ox.NamedNode(_KNOWN + name),
            }
            solutions = self._store.query(_FACTS, substitutions=terms)
            assert isinstance(solutions, ox.QuerySolutions)
            for graph, position, fact, value, _ in solutions:
                found.setdefault((graph.value, int(position.value)), []).append(f"{fact} {value}")
        return {place: tuple(sorted(facts)) for place, facts in found.items()}

    def ask(self, question: Question, graphs: Iterable[str]) -> Iterator[Answer]:
        """Ask a query of all records at once; of each by itself where it must be told which one a fault is in."""
        if question.batched is not None:
            self._context.failures.clear()
            try:
                answers = self._learn(question.batched) if question.learns else self._ask_all(question.batched)
            except (RuntimeError, OSError, MemoryError):
                pass
            else:
                if not self._context.failures:
                    yield from answers
                    return
        for graph in graphs:
            self._context.failures.clear()
            try:
                said = self._ask(question, graph)
            except (RuntimeError, OSError, MemoryError) as error:
                yield Answer(graph, error=error)
            else:
                yield Answer(graph, said, list(self._context.failures))

    def _learn(self, update: str) -> Iterable[Answer]:
        self._store.update(update, custom_functions=self._functions)
        return ()

    def _ask_all(self, query: str) -> Iterable[Answer]:
        # Oxigraph leaves equal lines where a template holds triple terms.
        found = self._statements.sort(dict.fromkeys(_lines(self._triples(query))))
        return [Answer(graph, said) for graph, said in found.items()]

    def _ask(self, question: Question, name: str) -> Said:
        graph = ox.NamedNode(name)
        triples = self._triples(question.text, graph)
        if question.learns:
            self._store.extend([ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples])
            return Said()
        said = (f"<{name}> {SAYS} <<( {line.removesuffix(' .')} )>> ." for line in _lines(triples))
        return self._statements.sort(said).get(name, Said())

    def _triples(self, query: str, graph: ox.NamedNode | None = None) -> ox.QueryTriples:
        triples = self._store.query(query, custom_functions=self._functions, default_graph=graph)
        assert isinstance(triples, ox.QueryTriples)
        return triples


def _lines(triples: ox.QueryTriples) -> list[str]:
    return (triples.serialize(format=_NTRIPLES) or b"").decode().split("\n")[:-1]

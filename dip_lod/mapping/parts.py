"""Parts that many records repeat (a venue with its halls), of which a process asks each query once.

A part is an item of a key of the record, with the facts about it. What queries that reach no further say of a part is
kept, and told of each record that has it.
"""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from dip_lod.lifting import lift_item
from dip_lod.mapping.shared import Answer, Question, Shared
from dip_lod.mapping.statements import Said
from dip_lod.sources.record import RdfRecord, Record, Value

REMEMBERED = 20_000
"""Parts of which a process remembers what was said: some 40 MB."""
_PLAIN = 2
"""The version of marshal that writes equal values alike."""

Records = Mapping[str, Record | RdfRecord]
"""Records by their graphs."""


class _Part(NamedTuple):
    key: str
    item: dict[str, Value]
    facts: tuple[str, ...]

    def digest(self) -> bytes:
        return blake2b(marshal.dumps(tuple(self), _PLAIN), digest_size=16).digest()


class _Known(NamedTuple):
    """What is said of a part."""

    keys: frozenset[str]
    """Queries that are about these keys, and no others, have been asked."""
    answers: dict[str, Answer]
    """By the query, where it says something."""

    def tell(self, query: str, once: bool) -> Answer:
        """Give what a query says; what it says `once` need not be said again."""
        answer = self.answers[query]
        if once and answer.said.lines:
            self.answers[query] = replace(answer, said=replace(answer.said, lines=[], repeated=True))
        return answer


class Told(NamedTuple):
    """What is remembered of the parts of some records."""

    keys: frozenset[str] = frozenset()
    of: Mapping[str, Sequence[tuple[str, _Known]]] = {}
    """Each record's parts, with their keys."""

    def covers(self, question: Question) -> bool:
        """Say whether a query need not be asked of the records."""
        return question.reach is not None and question.reach.keys <= self.keys

    def ask(self, question: Question, once: bool = False) -> Iterator[Answer]:
        """Give what a query that is covered says of each record; lines that carry nothing `once` to a process."""
        for graph, parts in self.of.items():
            found = [known.tell(question.name, once) for _, known in parts if question.name in known.answers]
            if found:
                failures = [failure for one in found for failure in one.failures]
                error = next((one.error for one in found if one.error), None)
                yield Answer(graph, Said.together([one.said for one in found]), failures, error)


class Parts:
    """What a process remembers of the parts of one source's records."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = [one for one in questions if one.reach and one.batched and not one.learns]
        self._facts: dict[str, frozenset[str]] = {}
        """The facts that queries ask of the items of each key."""
        for question in self._questions:
            assert question.reach is not None
            for key in question.reach.keys:
                self._facts[key] = self._facts.get(key, frozenset()) | question.reach.facts
        self._known: dict[bytes, _Known] = {}

    def tell(self, records: Records, shared: Shared, empty: Shared) -> Told:
        """Tell what is said of the parts of records that share a store; those that are new are asked of an empty one.

        Keys count where all items have keys themselves, and where most of them are not new: else it does not pay.
        """
        keys = [key for key in self._facts if all(_listed(record, key) for record in records.values())]
        facts = {key: shared.facts(key, self._facts[key]) for key in keys}
        parts: dict[bytes, _Part] = {}
        had: list[tuple[str, str, bytes]] = []
        for graph, record in records.items():
            for key in keys:
                for position, item in enumerate(_items(record, key), 1):
                    part = _Part(key, item, facts[key].get((graph, position), ()))
                    digest = part.digest()
                    parts[digest] = part
                    had.append((graph, key, digest))
        paying = frozenset(key for key in keys if self._pays(key, parts, had))
        if not paying:
            return Told()
        self._learn({digest: part for digest, part in parts.items() if part.key in paying}, paying, empty)
        told: dict[str, list[tuple[str, _Known]]] = {graph: [] for graph in records}
        for graph, key, digest in had:
            if key in paying:
                told[graph].append((key, self._known[digest]))
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        return Told(paying, told)

    def _pays(self, key: str, parts: Mapping[bytes, _Part], had: Sequence[tuple[str, str, bytes]]) -> bool:
        new = sum(part.key == key and digest not in self._known for digest, part in parts.items())
        return 2 * new <= sum(one == key for _, one, _ in had)

    def _learn(self, parts: Mapping[bytes, _Part], keys: frozenset[str], empty: Shared) -> None:
        """Ask what is not known yet of some parts."""
        graphs: dict[str, dict[str, Answer]] = {}
        for digest, part in parts.items():
            known = self._known.get(digest)
            if known is None or not keys <= known.keys:
                graph = empty.add(partial(lift_item, *part))
                graphs[graph] = {}
                self._known[digest] = _Known(keys, graphs[graph])
        for question in self._questions if graphs else ():
            if question.reach is not None and question.reach.keys <= keys:
                for answer in empty.ask(question, graphs):
                    graphs[answer.graph][question.name] = answer


def _listed(record: Record | RdfRecord, key: str) -> bool:
    """Say whether the items of a key have keys themselves."""
    return isinstance(record, Record) and all(isinstance(one, dict) for one in _values(record, key))


def _items(record: Record | RdfRecord, key: str) -> Iterator[dict[str, Value]]:
    return (one for one in _values(record, key) if isinstance(one, dict))


def _values(record: Record | RdfRecord, key: str) -> Sequence[Value]:
    value = record.data.get(key, []) if isinstance(record, Record) else []
    return value if isinstance(value, list) else [value]

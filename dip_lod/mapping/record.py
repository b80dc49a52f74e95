"""Mapping records: their lifted triples in a store, each in a graph of its own, asked by every query of the source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dip_lod import uris
from dip_lod.functions.context import Context, Failure, Identities
from dip_lod.functions.registry import functions
from dip_lod.functions.times import utc
from dip_lod.lifting import lift
from dip_lod.mapping import dates, fields
from dip_lod.mapping.parts import Parts
from dip_lod.mapping.query import Query
from dip_lod.mapping.shared import Answer, Question, Shared
from dip_lod.mapping.statements import Provenance, Said, Statements
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.record import Fault, RdfRecord, Record, Value

_LICENCE = re.compile(
    r"https://creativecommons\.org/(?:licenses|publicdomain)/[a-z0-9./-]+|http://rightsstatements\.org/vocab/[A-Za-z0-9./-]+"
)


def known_licence(uri: str) -> str | None:
    """Give the URI of a licence that we know (nde.md, C5 and E6); any other is left out of a document.

    >>> known_licence("https://creativecommons.org/licenses/by/4.0/")
    'https://creativecommons.org/licenses/by/4.0/'
    >>> known_licence("https://example.org/eigen-voorwaarden") is None
    True
    """
    return uri if _LICENCE.fullmatch(uri) else None


@dataclass(frozen=True, slots=True)
class Mapped:
    """What one record gave."""

    lines: list[str]
    faults: list[Fault]
    mapped: bool = True
    """Whether it says anything at all; that may have been told before."""


@dataclass(slots=True)
class _Held:
    """A record in the store, and what it got so far."""

    record: Record | RdfRecord
    graph: str
    provenance: Provenance
    written: list[str] = field(default_factory=list)
    repeats: bool = False
    faults: list[str] = field(default_factory=list)
    strays: set[str] = field(default_factory=set)
    stuck: list[Fault] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def take(self, said: Said) -> None:
        """Take what a query says of the record."""
        self.written += said.written(self.provenance)
        self.repeats = self.repeats or said.repeated
        self.faults += said.faults
        self.strays.update(said.strays)


class SourceMapping:
    """The mapping of one source, ready to map its records."""

    def __init__(
        self,
        description: SourceDescription,
        queries: Sequence[Query],
        base: str,
        as_of: date,
        identities: Identities,
        *,
        once: bool = False,
    ) -> None:
        """Take what all records have in common; `once`: a line of a part that carries nothing is told once in all."""
        self._once = once
        self.description = description
        questions = [Question(query) for query in queries]
        self._learning = [one for one in questions if one.learns]
        self._saying = [one for one in questions if not one.learns]
        self._parts = Parts(questions)
        self._base = base
        self._statements = Statements(base)
        self._context = Context(base, description.name, as_of, description.language, identities, description.folder)
        self._functions = functions(self._context)

    def map(self, record: Record | RdfRecord) -> Mapped:
        """Map one record; what is wrong with it comes back as faults."""
        return next(self.map_all([record]))

    def map_all(self, records: Iterable[Record | RdfRecord]) -> Iterator[Mapped]:
        """Map records, some at a time; each has its own lines and faults, in the order of the records."""
        shared = self._shared()
        waiting: list[_Held | Mapped] = []
        for record in records:
            waiting.append(self._hold(record, shared))
            if shared.full:
                yield from self._answer(waiting, shared)
                shared = self._shared()
                waiting = []
        yield from self._answer(waiting, shared)

    def _hold(self, record: Record | RdfRecord, shared: Shared) -> "_Held | Mapped":
        """Put a record into the store."""
        try:
            entity = self._entity(record)
            graph = shared.add(lambda node: lift(record, entity, self.description.language, node))
        except (uris.UriError, SyntaxError, MemoryError) as error:
            what = "cannot be lifted: its identifier makes no URI"
            return Mapped([], [self._fault(record, what, "mend its identifier", str(error))], mapped=False)
        return _Held(record, graph, self._provenance(record, entity))

    def _answer(self, waiting: Sequence["_Held | Mapped"], shared: Shared) -> Iterator[Mapped]:
        """Ask every query of the store, and give what each record got of it."""
        held = {one.graph: one for one in waiting if isinstance(one, _Held)}
        for query in self._learning if held else ():
            self._take(held, query, shared.ask(query, held))
        told = self._parts.tell({graph: one.record for graph, one in held.items()}, shared, self._shared())
        for query in self._saying if held else ():
            self._take(held, query, told.ask(query, self._once) if told.covers(query) else shared.ask(query, held))
        for each in waiting:
            yield self._finish(each) if isinstance(each, _Held) else each

    def _take(self, held: Mapping[str, _Held], query: Question, answers: Iterable[Answer]) -> None:
        """Give each record what a query says of it."""
        for answer in answers:
            one = held[answer.graph]
            one.take(answer.said)
            one.failures += answer.failures
            if answer.error is not None:
                what = f"{query.name} cannot be answered ({type(answer.error).__name__})"
                full = f"{what}: {answer.error}"
                one.stuck.append(self._fault(one.record, what, "mend the record or the query", full))

    def _shared(self) -> Shared:
        return Shared(self._context, self._functions, self._statements)

    def _finish(self, held: "_Held") -> Mapped:
        record, stuck = held.record, held.stuck
        mapped = bool(held.written) or held.repeats
        if not mapped:
            stuck.append(replace(self._fault(record, *_NOTHING), severity="error"))
        failures = [self._failure(record, one) for one in sorted(set(held.failures))]
        problems = [*sorted(held.faults), *sorted(held.strays)]
        if record.date and dates.written(record.date) is None:
            problems.append(f"{self.description.record.date}: is no moment; write 2026-03-01T08:15:00+01:00")
        faults = stuck + failures + [self._fault(record, *_remedied(one)) for one in problems]
        return Mapped(held.written, faults, mapped)

    def _entity(self, record: Record | RdfRecord) -> str:
        rule = self.description.record.entity
        if rule is None:
            return uris.mint(self._base, "dataset", self.description.name) + "#" + uris.fragment("record", record.id)
        key = record.id.rpartition("/")[2] if isinstance(record, RdfRecord) else first(record.data, rule.key)
        if key is None:
            raise uris.UriError(f"it has no {rule.key}")
        own = (rule.kind, rule.prefix + key)
        final = self._context.identities.final(*own)
        part = uris.fragment("record") if final == own else uris.fragment("record", own[1])
        return f"{uris.mint_anew(self._base, *final)}#{part}"

    def _provenance(self, record: Record | RdfRecord, entity: str) -> Provenance:
        description = self.description
        own = description.record.licence
        stated = first(record.data, own) if own and isinstance(record, Record) else None
        dated = dates.written(record.date) if record.date else None
        licence = known_licence(stated) if stated else description.licence
        return Provenance(
            description.rank, utc(dated) if dated else "", dated, record.id, entity, description.name, licence
        )

    def _failure(self, record: Record | RdfRecord, failure: Failure) -> Fault:
        """Say what a function could not do, with the field that holds the value."""
        field = fields.named(record, failure.values)
        what, remedy = _remedied(failure.public)
        return self._fault(record, field + what, remedy, field + _remedied(failure.full)[0])

    def _fault(self, record: Record | RdfRecord, what: str, remedy: str, full: str | None = None) -> Fault:
        return Fault(self.description.name, record.id, record.place, "mapping", what, remedy, "warning", full)


_NOTHING = ("gives no statement at all", "mend the record, or the mapping that finds nothing in it")


def _remedied(problem: str) -> tuple[str, str]:
    what, _, remedy = problem.partition("; ")
    return what, remedy or "mend the record at its source"


def first(tree: Value, path: str) -> str | None:
    """Give the first text at a path of keys; lists are transparent."""
    if isinstance(tree, list):
        return next((found for item in tree if (found := first(item, path)) is not None), None)
    if isinstance(tree, str):
        return tree if path == "" else None
    key, _, rest = path.partition(".")
    return first(tree[key], rest) if key in tree else None

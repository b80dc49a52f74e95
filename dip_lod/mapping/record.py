"""Mapping one record: its lifted triples in a store of their own, asked by every query of the source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.functions.context import Context, Identities
from dip_lod.functions.registry import functions
from dip_lod.functions.times import utc
from dip_lod.lifting import lift
from dip_lod.mapping import dates
from dip_lod.mapping.query import Query
from dip_lod.mapping.statements import Lines, Provenance
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


class SourceMapping:
    """The mapping of one source, ready to map one record after the other."""

    def __init__(
        self,
        description: SourceDescription,
        queries: Sequence[Query],
        base: str,
        as_of: date,
        identities: Identities,
    ) -> None:
        self.description = description
        self._queries = queries
        self._base = base
        self._context = Context(
            base, description.name, as_of, description.language, identities, description.folder
        )
        self._functions = functions(self._context)

    def map(self, record: Record | RdfRecord) -> Mapped:
        """Map one record; what is wrong with it comes back as faults."""
        try:
            entity = self._entity(record)
            store = ox.Store()
            store.load(lift(record, entity, self.description.language), format=ox.RdfFormat.N_TRIPLES)
        except (uris.UriError, SyntaxError, MemoryError) as error:
            what = "cannot be lifted: its identifier makes no URI"
            return Mapped([], [self._fault(record, what, "mend its identifier", str(error))])
        lines = Lines(self._base, self._provenance(record, entity))
        self._context.failures.clear()
        written: list[str] = []
        stuck: list[Fault] = []
        for query in self._queries:
            try:
                triples = store.query(query.text, custom_functions=self._functions)
                assert isinstance(triples, ox.QueryTriples)
                written += lines.of(triples.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
            except (RuntimeError, OSError, MemoryError) as error:
                what = f"{query.name} cannot be answered ({type(error).__name__})"
                stuck.append(self._fault(record, what, "mend the record or the query", f"{what}: {error}"))
        if not written:
            stuck.append(replace(self._fault(record, *_NOTHING), severity="error"))
        failed = dict.fromkeys(self._context.failures)
        failures = [self._fault(record, *_remedied(one.public), _remedied(one.full)[0]) for one in failed]
        problems = [*sorted(lines.faults)]
        problems += sorted(lines.strays)
        if record.date and dates.written(record.date) is None:
            problems.append(f"{self.description.record.date}: is no moment; write 2026-03-01T08:15:00+01:00")
        return Mapped(written, stuck + failures + [self._fault(record, *_remedied(problem)) for problem in problems])

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
        return f"{uris.mint(self._base, *final)}#{part}"

    def _provenance(self, record: Record | RdfRecord, entity: str) -> Provenance:
        description = self.description
        own = description.record.licence
        stated = first(record.data, own) if own and isinstance(record, Record) else None
        dated = dates.written(record.date) if record.date else None
        licence = known_licence(stated) if stated else description.licence
        return Provenance(
            description.rank, utc(dated) if dated else "", dated, record.id, entity, description.name, licence
        )

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

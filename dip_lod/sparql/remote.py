"""Queries answered by a remote store: judged here, asked there, and written in our own forms."""

import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dip_lod import logs
from dip_lod.publication import layout
from dip_lod.publication.reading import Publication
from dip_lod.sparql import conversion, engine, guard, reading, solutions
from dip_lod.sparql.answer import Answer, Exceeded, Failure, Form, Refused, Result, Unreachable
from dip_lod.sparql.limits import GRACE_SECONDS, Limits
from dip_lod.sparql.precomputed import rewriting
from dip_lod.sparql.request import QueryRequest
from dip_lod.sparql.wholeness import Wholeness
from dip_lod.store import asking, counting, graphs
from dip_lod.store.asking import Reader, Refusal
from dip_lod.store.errors import Late, Silent, StoreError
from dip_lod.store.remote import Remote

_PART = "store"
"""Of the log."""
_DUMPS = {layout.STORE: layout.DUMP, layout.RDA_STORE: layout.RDA_DUMP}
_SEEN_SECONDS = 60.0
"""How long a graph that was seen in the store is taken to be there still."""

NO_GRAPHS = Refused(
    "dataset", "The store behind this endpoint has no named graphs: leave out GRAPH, or name documents with FROM NAMED."
)
_SILENT = "The store behind this endpoint does not answer; try again in a minute."
_BROKEN = "The store behind this endpoint broke off its answer; try again, or ask for less at a time."
_BUSY = "The store behind this endpoint is too busy; try again in a minute."
_REFUSES = "The store behind this endpoint refuses our queries; its steward has to look at the log."
_LACKS = "The store behind this endpoint does not hold the current publication; try again later."
_LATE = "The store behind this endpoint had not answered after {:g} seconds; narrow the query or ask for less."
_CANNOT = "The store behind this endpoint cannot answer this query: {}"


def _counted_by_the_build(query: str, store: Path) -> bool:
    """Tell whether the build's counts answer a query, so that no store has to count everything."""
    try:
        return rewriting.alone(query, store.parent, engine.scope(store)) is not None
    except sqlite3.Error as error:
        logs.event(_PART, f"{store.parent}: {error}; see whether the disk is sound", level=logging.ERROR)
        return False


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as it goes out."""

    request: QueryRequest
    query: str
    graph: str
    form: Form


class RemoteEngine:
    """An engine in front of a remote store.

    `judge` is an engine of our own workers. It is asked over an empty store first: so what goes out is SPARQL 1.1 as we
    know it (no pragma, function or update of some engine), the limits on text and nesting hold, and mistakes are told
    with line and column. A query that names its dataset is answered there and then: it can only name documents.
    """

    def __init__(self, remote: Remote, limits: Limits, judge: Callable[[QueryRequest], Answer]) -> None:
        self._remote = remote
        self._limits = limits
        self._judge = judge
        self._seen: dict[str, float] = {}
        self._whole = Wholeness(remote)

    def __call__(self, request: QueryRequest) -> Answer:
        """Answer a request; every failure that is to be expected is a value."""
        if request.default_graphs or request.named_graphs:
            return self._judge(request)  # over documents, which need no store (document_graphs)
        judged = self._judge(replace(request, store=None))
        if not isinstance(judged, Result):
            return judged
        if request.store is None:
            return judged  # over nothing, which needs no store
        if not isinstance(judged.body, bytes):
            judged.body.close()
        found = reading.read(request.query)
        if found.service is not None:
            return guard.no_service(self._limits)  # whatever limits.services allows: the store would ask anybody
        if found.dataset is not None:
            return self._judge(request)
        if found.graph is not None and not self._remote.kind.hides:
            return NO_GRAPHS
        if _counted_by_the_build(request.query, request.store):
            return self._judge(replace(request, store=None, counts=request.store))
        base = f"BASE <{request.base}>\n" if request.base else ""
        graph = graphs.name(request.publication, request.store.name)
        try:
            return self._ask(_Asked(request, base + request.query, graph, judged.form))
        except StoreError as error:
            if not isinstance(error, Refusal):
                self._whole.doubt()
            return self._failure(error)

    def lacking(self, publication: Publication, seconds: float) -> str | None:
        """Say in a sentence why queries over a publication would fail; None where they would not."""
        graph = graphs.name(publication.id, publication.store_folder.name)
        try:
            found = counting.holds_some(self._remote, graph, seconds)
        except StoreError as error:
            return str(error)
        return None if found or not publication.manifest.triples else self._lacking(graph)

    def _lacking(self, graph: str) -> str:
        return f"{self._remote.query}: does not hold {graph} whole; run 'dip-lod build', which loads it"

    def _ask(self, asked: _Asked) -> Answer:
        started = time.monotonic()
        if not self._holds(asked):
            logs.event(_PART, self._lacking(asked.graph), level=logging.ERROR)
            return Unreachable(503, _LACKS)
        accept = asking.TRIPLES if asked.form is Form.GRAPH else asking.SOLUTIONS
        until = started + self._limits.seconds + GRACE_SECONDS
        with asking.ask(
            self._remote, asked.query, asked.graph, accept, until - time.monotonic(), self._limits.seconds
        ) as reader:
            if cut := self._cut(reader):
                return cut
            answer = conversion.convert(reader, asked.form, asked.request, self._limits, started)
        if isinstance(answer, Result) and asked.form is Form.GRAPH and self._remote.kind.cuts:
            return self._counted(asked, until) or answer
        return answer

    def _holds(self, asked: _Asked) -> bool:
        """Say whether the graph is in the store, and no part of it known to be lost: answers would lack that."""
        folder = asked.request.store
        assert folder is not None
        dump = folder.with_name(_DUMPS.get(folder.name, layout.DUMP))
        if time.monotonic() - self._seen.get(asked.graph, -_SEEN_SECONDS) < _SEEN_SECONDS:
            return not self._whole.lost(asked.graph, dump)
        if dump.stat().st_size and not counting.holds_some(self._remote, asked.graph, self._limits.seconds):
            return False
        self._seen = {asked.graph: time.monotonic()} | {
            graph: seen for graph, seen in self._seen.items() if time.monotonic() - seen < _SEEN_SECONDS
        }
        return not self._whole.lost(asked.graph, dump)

    def _cut(self, reader: Reader) -> Failure | None:
        """Notice where Virtuoso says, in a header, that its answer is not whole."""
        if rows := reader.headers.get("X-SPARQL-MaxRows"):
            return Exceeded("rows", int(rows))
        if reader.headers.get("X-SQL-State"):
            return Exceeded("seconds", self._limits.seconds)
        return None

    def _counted(self, asked: _Asked, until: float) -> Failure | None:
        """Count the solutions that a graph was made of, for Virtuoso leaves some out without a header."""
        try:
            query = solutions.count(asked.query)
        except ValueError:
            return Exceeded("rows", self._limits.rows)  # rather than an answer of which we cannot tell
        if query is None:
            return None
        found = counting.number(self._remote, query, asked.graph, max(1.0, until - time.monotonic()))
        return Exceeded("rows", self._limits.rows) if found > self._limits.rows else None

    def _failure(self, error: StoreError) -> Failure:
        """Say to a reader what went wrong, without where; the log has that."""
        if isinstance(error, Refusal) and error.status in (400, 500, 501):
            logs.event(_PART, str(error))
            return Unreachable(502, _CANNOT.format(error.said or "it does not say why."))
        logs.event(_PART, str(error), level=logging.WARNING)
        if isinstance(error, Late):
            return Unreachable(504, _LATE.format(self._limits.seconds))
        if isinstance(error, Silent):
            return Unreachable(503, _SILENT)
        if isinstance(error, Refusal):
            return Unreachable(503, _BUSY) if error.status in (429, 503) else Unreachable(502, _REFUSES)
        return Unreachable(502, _BROKEN)

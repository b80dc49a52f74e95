"""RDF: Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD as one graph; a record is a subject of one class."""

import sqlite3
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, Triple, parse

from dip_lod.sources import faults, jsonld, xml
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.encoding import shown
from dip_lod.sources.limits import id_flaw, too_long
from dip_lod.sources.opening import CHUNK, Stream, open_stream
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError, Flaw
from dip_lod.sources.rdf_labels import relabel
from dip_lod.sources.record import Fault, RdfRecord
from dip_lod.sources.scratch import open_scratch
from dip_lod.sources.tree import is_long

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
}
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MAX_STATEMENTS = 100_000
"""A record with more statements than this is refused."""

GRAPH = "CREATE TABLE statement (s TEXT, p TEXT, o TEXT, file INTEGER)"
BY_SUBJECT = "CREATE INDEX by_subject ON statement (s)"
BY_CLASS = "CREATE INDEX by_class ON statement (o, s) WHERE p = '" + TYPE + "'"
SUBJECTS = f"SELECT s, min(file) FROM statement WHERE p = '{TYPE}' AND o = ? GROUP BY s ORDER BY s"
OF_SUBJECT = "SELECT DISTINCT p, o FROM statement WHERE s = ?"


def read(description: SourceDescription, files: Iterable[tuple[Path, str, str]]) -> Iterator[RdfRecord | Fault]:
    """Read files (path, label and extension) as one graph, and yield its records in code-point order of subject.

    Named graphs count as part of it. Of a file that turns bad, what was stated before counts.
    """
    with open_scratch(GRAPH) as scratch:
        labels: list[str] = []
        for path, label, extension in files:
            labels.append(label)
            try:
                _load(scratch, description, path, label, extension, len(labels) - 1)
            except BrokenFileError as error:
                yield faults.make(description.name, error.flaw)
        scratch.execute(BY_SUBJECT)
        scratch.execute(BY_CLASS)
        yield from _records(scratch, description, labels)


def _load(
    scratch: sqlite3.Connection, description: SourceDescription, path: Path, label: str, extension: str, number: int
) -> None:
    restricted = frozenset(f"<{predicate}>" for predicate in description.lift.restricted)
    with open_stream(path, label) as stream:
        rows = (_row(quad, number) for quad in _quads(stream, path.parent, FORMATS[extension]))
        open_rows = (row for row in rows if row[1] not in restricted)
        scratch.executemany("INSERT INTO statement VALUES (?, ?, ?, ?)", open_rows)


def _quads(stream: Stream, folder: Path, form: RdfFormat) -> Iterator[Quad]:
    content: IO[bytes]
    if form == RdfFormat.JSON_LD:
        content = BytesIO(jsonld.read(stream, folder))
    elif form == RdfFormat.RDF_XML:
        content = cast("IO[bytes]", _Prefixed(xml.check_prolog(stream)[0], stream))
    else:
        content = cast("IO[bytes]", stream)
    try:
        for quad in parse(content, form):
            if isinstance(quad.object, Triple):
                raise BrokenFileError(stream.label, "has a triple inside a triple (RDF 1.2)", "write it as RDF 1.1")
            yield quad
    except SyntaxError as error:
        place = f"{stream.label}, line {error.lineno}" if error.lineno else stream.label
        raise BrokenFileError(
            place, f"is not {form.name} ({_reason(error)})", "repair the file; what follows was not read"
        ) from None


def _reason(error: SyntaxError) -> str:
    """Give the parser's reason without the place that it repeats."""
    message = error.msg or "wrong syntax"
    return message.rpartition(": ")[2] if message.startswith("Parser error") else message


class _Prefixed:
    """Give back the bytes that were read ahead, and then the rest of a stream."""

    def __init__(self, held: bytes, stream: Stream) -> None:
        self._held = BytesIO(held)
        self._stream = stream

    def read(self, size: int = CHUNK) -> bytes:
        return self._held.read(size) or self._stream.read(size)


def _row(quad: Quad, number: int) -> tuple[str, str, str, int]:
    return _term(quad.subject, number), _term(quad.predicate, number), _term(quad.object, number), number


def _term(term: object, number: int) -> str:
    """Write a term as N-Triples does; a blank node's label gets the number of its file, for labels are local."""
    if isinstance(term, BlankNode):
        return f"_:f{number}.{term.value}"
    if isinstance(term, Literal) and not term.value.isprintable():
        language = term.language
        return str(Literal(shown(term.value), language=language, datatype=None if language else term.datatype))
    return str(term)


def _records(
    scratch: sqlite3.Connection, description: SourceDescription, labels: list[str]
) -> Iterator[RdfRecord | Fault]:
    found = False
    for subject, number in scratch.execute(SUBJECTS, (f"<{description.rdf.record}>",)):
        found = True
        label = labels[number]
        if subject.startswith("_:"):
            yield faults.make(
                description.name, Flaw(label, "has a record that is a blank node", "give its subject an IRI")
            )
            continue
        iri = subject[1:-1]
        place = f"{label}, {subject}"
        if wrong := id_flaw(iri, label):
            yield faults.make(description.name, wrong)
            continue
        statements = _closure(scratch, subject)
        if statements is None:
            limit = f"has more than {MAX_STATEMENTS} statements or {MAX_RECORD_BYTES // 2**20} MB"
            yield faults.make(description.name, Flaw(place, limit, "check [rdf] record"), iri)
            continue
        for predicate in sorted({p for _, p, o in statements if is_long(o)}):
            yield faults.make(description.name, too_long(place, predicate), iri)
        statements = [one for one in statements if not is_long(one[2])]
        yield RdfRecord(
            description.name,
            iri,
            _first(statements, subject, description.record.date),
            place,
            tuple(f"{s} {p} {o} ." for s, p, o in relabel(subject, statements)),
            _first(statements, subject, description.record.deleted) in ("true", "1"),
        )
    if labels and not found:
        what = f"has no subject of the class <{description.rdf.record}>"
        yield faults.make(description.name, Flaw(labels[0], what, "check [rdf] record in source.toml", "warning"))


def _closure(scratch: sqlite3.Connection, subject: str) -> list[tuple[str, str, str]] | None:
    """Collect all that is stated of a subject and of the blank nodes that it leads to; None where that is too much."""
    statements: list[tuple[str, str, str]] = []
    size = 0
    seen, waiting = {subject}, [subject]
    while waiting:
        node = waiting.pop()
        for predicate, value in scratch.execute(OF_SUBJECT, (node,)):
            statements.append((node, predicate, value))
            size += len(value)
            if len(statements) > MAX_STATEMENTS or size > MAX_RECORD_BYTES:
                return None
            if value.startswith("_:") and value not in seen:
                seen.add(value)
                waiting.append(value)
    return statements


def _first(statements: list[tuple[str, str, str]], subject: str, predicate: str | None) -> str | None:
    """Give the first literal of a predicate, in code-point order."""
    literals = sorted(o for s, p, o in statements if s == subject and p == f"<{predicate}>" and o.startswith('"'))
    return literals[0][1 : literals[0].rindex('"')] if literals else None

"""The check of one batch: a task that any process, or any machine of a cluster, can run."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dip_lod import uris
from dip_lod.validation import engine as engines
from dip_lod.validation.batches import SIZE, Batch, Document, Lookup, blank, complete, cut, lent, targets
from dip_lod.validation.lookup import Packed, Viewed
from dip_lod.validation.result import Result
from dip_lod.validation.shapes import Shapes
from dip_lod.validation.stretches import Stretch, documents, keys

_DERIVED = re.compile(rb"^<[^>]*> <http://www\.w3\.org/ns/prov#wasDerivedFrom> <([^>]*)> ?\.", re.M)


class Finding(NamedTuple):
    """A result, the document that it is in, and the source records that the document comes from."""

    result: Result
    document: str
    records: tuple[str, ...]


def check(batch: Batch, shapes: Shapes, engine: str = engines.DEFAULT) -> list[Finding]:
    """Validate a batch and give what is wrong with its own documents, in their order."""
    return _found(engines.validate(batch.said, shapes, engine, batch.types, batch.borrowed), batch.documents)


def _found(results: Sequence[Result], of: Sequence[Document]) -> list[Finding]:
    places = {document.uri: place for place, document in enumerate(of)}
    placed = sorted((_place(result.focus, of, places), number) for number, result in enumerate(results))
    records = {place: _records(of[place]) for place, _ in placed}
    return [Finding(results[number], of[place].uri, records[place]) for place, number in placed]


class Checked(NamedTuple):
    """What a task checked, and what it found."""

    documents: int
    triples: int
    findings: list[Finding]


def complete_and_check(
    of: Iterable[Document], size: int, types: Lookup, shapes: Shapes, engine: str = engines.DEFAULT
) -> Checked:
    """Complete documents with the types of what they point to, and check them: a task where `types` can travel."""
    spaces = types.spaces if isinstance(types, Packed | Viewed) else ()
    count, triples, findings = 0, 0, list[Finding]()
    for group in cut(of, size):
        batch = complete(group, types, spaces)
        findings += check(batch, shapes, engine)
        count += len(group)
        triples += lines(group)
    return Checked(count, triples, findings)


def read_and_check(stretch: Stretch, types: Lookup, shapes: Shapes, engine: str = engines.DEFAULT) -> Checked:
    """Read a stretch of a dump and check it whole; documents are told apart only where something is wrong with one."""
    text, start = stretch.text(), len(stretch.base)
    if blank(text):
        return complete_and_check(documents(text, stretch.base), SIZE, types, shapes, engine)
    own = keys(text, stretch.base, stretch.paged)
    spaces = types.spaces if isinstance(types, Packed | Viewed) else ()
    base = stretch.base.encode()
    outside = (
        one
        for one in targets(text, spaces)
        if not one.startswith(base) or one[start:].partition(b"#")[0].partition(b"/")[2] not in own
    )
    results = engines.validate(text, shapes, engine, *lent(outside, types))
    found = _found(results, tuple(documents(text, stretch.base))) if results else []
    return Checked(len(own), text.count(b"\n"), found)


def lines(of: Iterable[Document]) -> int:
    """Count statements."""
    return sum(document.triples.count(b"\n") for document in of)


def _place(focus: str, of: Sequence[Document], places: dict[str, int]) -> int:
    """Find the document of a focus node: by its URI, else by looking; a blank node's batch is one document."""
    place = places.get(uris.document(focus))
    if place is not None:
        return place
    start = f"<{focus}> ".encode()
    return next((n for n, document in enumerate(of) if start in document.triples), 0)


def _records(document: Document) -> tuple[str, ...]:
    return tuple(sorted({uri.decode() for uri in _DERIVED.findall(document.triples)}))

"""The check of one batch: a task that any process, or any machine of a cluster, can run."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dip_lod import uris
from dip_lod.validation import engine as engines
from dip_lod.validation.batches import Batch, Document, Lookup, complete, cut
from dip_lod.validation.lookup import Packed
from dip_lod.validation.result import Result
from dip_lod.validation.shapes import Shapes

_DERIVED = re.compile(rb"^<[^>]*> <http://www\.w3\.org/ns/prov#wasDerivedFrom> <([^>]*)> ?\.", re.M)


class Finding(NamedTuple):
    """A result, the document that it is in, and the source records that the document comes from."""

    result: Result
    document: str
    records: tuple[str, ...]


def check(batch: Batch, shapes: Shapes, engine: str = engines.DEFAULT) -> list[Finding]:
    """Validate a batch and give what is wrong with its own documents, in their order."""
    results = engines.validate(batch.said, shapes, engine, batch.types, batch.borrowed)
    if not results:
        return []
    places = {document.uri: place for place, document in enumerate(batch.documents)}
    placed = sorted((_place(result.focus, batch.documents, places), number) for number, result in enumerate(results))
    records = {place: _records(batch.documents[place]) for place, _ in placed}
    return [Finding(results[number], batch.documents[place].uri, records[place]) for place, number in placed]


class Checked(NamedTuple):
    """What a task checked, and what it found."""

    documents: int
    triples: int
    findings: list[Finding]


def complete_and_check(
    documents: Iterable[Document], size: int, types: Lookup, shapes: Shapes, engine: str = engines.DEFAULT
) -> Checked:
    """Complete documents with the types of what they point to, and check them: a task where `types` can travel."""
    spaces = types.spaces if isinstance(types, Packed) else ()
    count, triples, findings = 0, 0, list[Finding]()
    for group in cut(documents, size):
        batch = complete(group, types, spaces)
        findings += check(batch, shapes, engine)
        count += len(group)
        triples += lines(group)
    return Checked(count, triples, findings)


def lines(documents: Iterable[Document]) -> int:
    """Count statements."""
    return sum(document.triples.count(b"\n") for document in documents)


def _place(focus: str, documents: tuple[Document, ...], places: dict[str, int]) -> int:
    """Find the document of a focus node: by its URI, else by looking; a blank node's batch is one document."""
    place = places.get(uris.document(focus))
    if place is not None:
        return place
    start = f"<{focus}> ".encode()
    return next((n for n, document in enumerate(documents) if start in document.triples), 0)


def _records(document: Document) -> tuple[str, ...]:
    return tuple(sorted({uri.decode() for uri in _DERIVED.findall(document.triples)}))

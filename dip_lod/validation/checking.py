"""The check of one batch: a task that any process, or any machine of a cluster, can run."""

import re
from typing import NamedTuple

from dip_lod import uris
from dip_lod.validation import engine as engines
from dip_lod.validation.batches import Batch, Document, Lookup, complete
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
    results = engines.validate(batch.triples, shapes, engine, batch.borrowed)
    if not results:
        return []
    places = {document.uri: place for place, document in enumerate(batch.documents)}
    placed = sorted((_place(result.focus, batch.documents, places), number) for number, result in enumerate(results))
    records = {place: _records(batch.documents[place]) for place, _ in placed}
    return [Finding(results[number], batch.documents[place].uri, records[place]) for place, number in placed]


def complete_and_check(
    documents: tuple[Document, ...], types: Lookup, shapes: Shapes, engine: str = engines.DEFAULT
) -> list[Finding]:
    """Complete documents with the types of what they point to, and check them: a task where `types` can travel."""
    return check(complete(documents, types), shapes, engine)


def _place(focus: str, documents: tuple[Document, ...], places: dict[str, int]) -> int:
    """Find the document of a focus node: by its URI, else by looking; a blank node's batch is one document."""
    place = places.get(uris.document(focus))
    if place is not None:
        return place
    start = f"<{focus}> ".encode()
    return next((n for n, document in enumerate(documents) if start in document.triples), 0)


def _records(document: Document) -> tuple[str, ...]:
    return tuple(sorted({uri.decode() for uri in _DERIVED.findall(document.triples)}))

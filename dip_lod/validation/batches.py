"""Batches of whole documents with the types of what they point to: each is judged as it would be in the whole."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

Lookup = Callable[[Iterable[str]], Mapping[str, Sequence[str]]]
"""Look things up by URI, many at once: their types, or the identifiers of records. What is unknown is left out."""

SIZE = 500
"""Documents a batch: the compiled engine takes as long in those of 250 to 1,000, and longer in larger; small ones leave
no core waiting for the last."""

BYTES = 8_000_000
"""A batch ends here even with fewer documents, so that a few long ones do not fill the memory."""

_LINK = re.compile(rb"^\S+ <([^>]*)> <([^>]*)> ?\.\r?$", re.M)
_BLANK = re.compile(rb"(?:^| )_:", re.M)
_TYPE = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Document(NamedTuple):
    """The URI of a document and its statements in N-Triples, each line ended."""

    uri: str
    triples: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole documents, and the rdf:type statements of what they point to outside themselves."""

    documents: tuple[Document, ...]
    types: bytes
    borrowed: frozenset[str]
    """The nodes that are here by their types alone: they are judged with their own document, not here."""

    @property
    def said(self) -> bytes:
        """Give what the documents say, in N-Triples."""
        return b"".join([document.triples for document in self.documents])


def batches(
    documents: Iterable[tuple[str, bytes]], types: Lookup, size: int = SIZE, limit: int = BYTES
) -> Iterator[Batch]:
    """Cut a stream of documents into batches, each with the types of what it points to.

    >>> plays = [(f"urn:doc:{n}", b"<urn:%d> <urn:p> <urn:q> .\\n" % n) for n in range(3)]
    >>> [len(batch.documents) for batch in batches(plays, lambda uris: {}, size=2)]
    [2, 1]
    """
    return (complete(some, types) for some in cut(documents, size, limit))


def cut(documents: Iterable[tuple[str, bytes]], size: int = SIZE, limit: int = BYTES) -> Iterator[tuple[Document, ...]]:
    """Cut a stream of documents into groups of at most `size` documents and about `limit` bytes.

    A document with a blank node is a group of its own, because results about a blank node have no other address.
    """
    collected: list[Document] = []
    length = 0
    for document in (Document(*pair) for pair in documents):
        alone = blank(document.triples)
        if collected and (alone or len(collected) >= size or length + len(document.triples) > limit):
            yield tuple(collected)
            collected, length = [], 0
        collected.append(document)
        length += len(document.triples)
        if alone:
            yield tuple(collected)
            collected, length = [], 0
    if collected:
        yield tuple(collected)


def blank(text: bytes) -> bool:
    """Say whether statements have a blank node."""
    return text.rfind(b"_:") >= 0 and _BLANK.search(text) is not None  # from its end it is found in a third of the time


def complete(documents: Sequence[Document], types: Lookup, spaces: tuple[str, ...] = ()) -> Batch:
    """Complete documents with the types of what they point to, where those are known only in some spaces of URIs."""
    text = b"".join([document.triples for document in documents])
    subjects = {line[: line.find(b" ")] for line in text.split(b"\n")}
    return Batch(
        tuple(documents), *lent((one for one in targets(text, spaces) if b"<%b>" % one not in subjects), types)
    )


def lent(outside: Iterable[bytes], types: Lookup) -> tuple[bytes, frozenset[str]]:
    """Give the statements that say the types of what is pointed to, and those of which there are any."""
    wanted = sorted(one.decode() for one in outside)
    found = types(wanted) if wanted else {}
    lines = [f"<{uri}> <{_TYPE.decode()}> <{kind}> .\n" for uri in wanted for kind in found.get(uri, ())]
    return "".join(lines).encode(), frozenset(uri for uri in wanted if found.get(uri))


def targets(text: bytes, spaces: tuple[str, ...]) -> set[bytes]:
    """Find what statements point to; looking for the spaces alone takes a third of the time."""
    if not spaces:
        return {target for predicate, target in _LINK.findall(text) if predicate != _TYPE}
    return set[bytes]().union(*(_within(space).findall(text) for space in spaces))


@lru_cache(4)
def _within(space: str) -> re.Pattern[bytes]:
    return re.compile(rb"> <(%b[^>]*)> ?\." % re.escape(space.encode()))

"""The views of a document: schema.org alone, CIDOC-CRM with LRMoo alone, or RDA, which has nodes of its own.

In schema.org stands all that is not CIDOC-CRM or LRMoo, in those all that is not schema.org: labels, terms (SKOS),
dates (EDTF) and provenance are in both, and so is what the document says of itself. A part that has only a label left
is left out.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress

from dip_lod import uris
from dip_lod.vocabulary import expand

SCHEMA, CRM, RDA = "schema", "crm", "rda"
_OTHERS = {SCHEMA: ("crm", "lrmoo"), CRM: ("schema",)}
"""The vocabularies of which a view has nothing."""
PARTS = tuple(_OTHERS)
"""The views that are parts of what a document says, each a bit: the first is 1, the second 2."""
BOTH = 3
"""The bits of both."""
_TELLING = 2
"""A line's bits shifted by this say in which views it tells more than a label."""

Line = Sequence[bytes]
"""A line of N-Triples in three: subject, predicate, and the rest with its full stop."""


def extract(base: str, statements: bytes, view: str) -> bytes:
    """Cut the statements of a document, or of several, down to schema.org or CIDOC-CRM."""
    lines = statements.splitlines(keepends=True)
    return b"".join(compress(lines, chosen(parts(lines, base), view)))


def split(statements: bytes) -> list[Line]:
    """Split N-Triples into lines of three."""
    return [line.split(b" ", 2) for line in statements.splitlines(keepends=True)]


def chosen(bits: Iterable[int], view: str) -> list[int]:
    """Say of each line whether it is in a view, by its bits."""
    own = bit(view)
    return [one & own for one in bits]


def bit(view: str) -> int:
    """Give the bit of a view that is a part."""
    return 1 << PARTS.index(view)


def parts(lines: Iterable[bytes], base: str) -> list[int]:
    """Say of each line of N-Triples in which views it is, as bits; lines of a subject stand together, and all of them.

    >>> parts([b'<urn:a> <https://schema.org/name> "a" .\\n', b"<urn:a> <urn:b> <urn:c> .\\n"], "https://d.nl/")
    [1, 3]
    """
    said: list[int] = []
    documents, kind, known = f"<{base}doc/".encode(), _name("rdf:type"), _known()
    subject, begun, telling, own, size = b"\n", 0, BOTH, False, 0
    for line in lines:
        if not line.startswith(subject):
            if telling != BOTH:
                said[begun:] = [one & telling for one in said[begun:]]
            subject = line[: line.index(b" ") + 1]
            begun, telling, own, size = len(said), 0, subject.startswith(documents), len(subject)
        predicate = line[size : line.index(b" ", size)]
        word = line[size:] if predicate == kind else predicate
        bits = known.get(word)
        if bits is None:
            bits = known[word] = _bits(word)
        said.append(BOTH if own else bits & BOTH)
        telling |= BOTH if own and bits >> _TELLING else bits >> _TELLING
    if telling != BOTH:
        said[begun:] = [one & telling for one in said[begun:]]
    return said


def bits(rest: bytes) -> int:
    """Give the bits of a predicate and an object, the rest of a line after its subject; the higher say where it tells.

    >>> bits(b'<https://schema.org/name> "a" .\\n')
    5
    """
    predicate = rest[: rest.index(b" ")]
    word = rest if predicate == _name("rdf:type") else predicate
    known = _known()
    found = known.get(word)
    if found is None:
        found = known[word] = _bits(word)
    return found


def telling(said: Iterable[int]) -> int:
    """Say in which views something is said of a subject, by the bits of its predicates and objects: more than a label.

    All that is said of a page is in all views where something is; of what is only labelled in a view, nothing is.
    """
    found = 0
    for one in said:
        found |= one
    return found >> _TELLING


@cache
def _known() -> dict[bytes, int]:
    """Remember the bits of predicates, and of what says a class: there are some hundreds."""
    return {}


def _bits(word: bytes) -> int:
    """Give the bits of a predicate, or of a predicate with the class that it names."""
    spoken = word.removeprefix(_name("rdf:type") + b" ")
    there = sum(1 << place for place, view in enumerate(PARTS) if not spoken.startswith(_spaces(view)))
    return there if word == _name("rdfs:label") else there | there << _TELLING


def has(base: str, name: uris.Name, statements: bytes, rda: bytes, view: str) -> bool:
    """Say whether a view says anything of the thing: of a planned evening CIDOC-CRM says nothing."""
    if view == RDA:
        return bool(rda)
    if view == SCHEMA:
        return True
    own, spaces, kind = uris.mint(base, *name).encode(), _spaces(SCHEMA), _name("rdf:type")
    return any(
        predicate.startswith(spaces) or (predicate == kind and rest.startswith(spaces))
        for subject, predicate, rest in split(statements)
        if subject.startswith((b"<%b>" % own, b"<%b#" % own))
    )


@cache
def _spaces(view: str) -> tuple[bytes, ...]:
    return tuple(f"<{expand(f'{prefix}:')}".encode() for prefix in _OTHERS[view])


@cache
def _name(name: str) -> bytes:
    return f"<{expand(name)}>".encode()

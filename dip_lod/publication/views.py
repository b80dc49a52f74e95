"""The views of a document: schema.org alone, CIDOC-CRM with LRMoo alone, or RDA, which has nodes of its own.

In schema.org stands all that is not CIDOC-CRM or LRMoo, in those all that is not schema.org: labels, terms (SKOS),
dates (EDTF) and provenance are in both, and so is what the document says of itself. A part that has only a label left
is left out.
"""

from collections.abc import Sequence
from functools import cache
from itertools import compress

from dip_lod import uris
from dip_lod.vocabulary import expand

SCHEMA, CRM, RDA = "schema", "crm", "rda"
_OTHERS = {SCHEMA: ("crm", "lrmoo"), CRM: ("schema",)}
"""The vocabularies of which a view has nothing."""

Line = Sequence[bytes]
"""A line of N-Triples in three: subject, predicate, and the rest with its full stop."""


def extract(base: str, statements: bytes, view: str) -> bytes:
    """Cut the statements of a document, or of several, down to schema.org or CIDOC-CRM."""
    lines = split(statements)
    return b"".join(b" ".join(line) for line in compress(lines, select(lines, view, base)))


def split(statements: bytes) -> list[Line]:
    """Split N-Triples into lines of three."""
    return [line.split(b" ", 2) for line in statements.splitlines(keepends=True)]


def select(lines: Sequence[Line], view: str, base: str) -> list[bool]:
    """Say of each line whether it is in schema.org or CIDOC-CRM; all lines of a subject are to be there."""
    spaces, kind, label, documents = _spaces(view), _name("rdf:type"), _name("rdfs:label"), f"<{base}doc/".encode()
    kept = [
        not (predicate.startswith(spaces) or (predicate == kind and rest.startswith(spaces)))
        or subject.startswith(documents)
        for subject, predicate, rest in lines
    ]
    telling = {
        subject for keep, (subject, predicate, _) in zip(kept, lines, strict=True) if keep and predicate != label
    }
    return [keep and line[0] in telling for keep, line in zip(kept, lines, strict=True)]


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

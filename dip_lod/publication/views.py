"""The views of a document: schema.org alone, CIDOC-CRM with LRMoo alone, or RDA, which has nodes of its own."""

import re
from functools import cache

from dip_lod import uris, vocabulary

SCHEMA, CRM, RDA = "schema", "crm", "rda"
_OTHERS = {SCHEMA: ("crm", "lrmoo"), CRM: ("schema",)}


def extract(base: str, name: uris.Name, statements: bytes, view: str) -> bytes:
    """Cut the statements of a document down to schema.org or CIDOC-CRM.

    In schema.org stands all that is not CIDOC-CRM or LRMoo, in those all that is not schema.org: labels, terms (SKOS),
    dates (EDTF) and provenance are in both, and so is what the document says of itself. A part that has only a label
    left is left out.
    """
    document = f"<{uris.document(uris.mint(base, *name))}> ".encode()
    label, strange = _label(), _strange(_OTHERS[view])
    kept = [
        line for line in statements.splitlines(keepends=True) if line.startswith(document) or not strange.match(line)
    ]
    telling = {line.partition(b" ")[0] for line in kept if line.split(b" ", 2)[1] != label}
    return b"".join(line for line in kept if line.partition(b" ")[0] in telling)


def has(base: str, name: uris.Name, statements: bytes, rda: bytes, view: str) -> bool:
    """Say whether a view says anything of the thing: of a planned evening CIDOC-CRM says nothing."""
    if view == RDA:
        return bool(rda)
    if view == SCHEMA:
        return True
    own, strange = uris.mint(base, *name).encode(), _strange(_OTHERS[SCHEMA])
    return any(
        strange.match(line) for line in statements.splitlines() if line.startswith((b"<%b>" % own, b"<%b#" % own))
    )


@cache
def _label() -> bytes:
    return b"<%b>" % vocabulary.expand("rdfs:label").encode()


@cache
def _space(prefixes: tuple[str, ...]) -> bytes:
    spaces = b"|".join(re.escape(vocabulary.expand(f"{prefix}:").encode()) for prefix in prefixes)
    return rb"(?:<%b> )?<(?:%b)" % (re.escape(vocabulary.expand("rdf:type").encode()), spaces)


@cache
def _strange(prefixes: tuple[str, ...]) -> re.Pattern[bytes]:
    """Match a statement whose property, or whose class, is in one of the namespaces."""
    return re.compile(rb"<[^>]*> %b" % _space(prefixes))

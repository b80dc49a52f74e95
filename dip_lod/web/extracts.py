"""What a document says in one view: schema.org alone, CIDOC-CRM with LRMoo alone, or RDA."""

import re

from dip_lod import uris, vocabulary
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.graph import LABEL, TYPE
from dip_lod.web.profiles import RDA, SCHEMA, Profile

_TYPE, _LABEL = TYPE.encode(), b"<%b>" % LABEL.encode()


def extract(publication: Publication, found: Document, profile: Profile) -> Document:
    """Cut a document down to a view.

    In schema.org stands all that is not CIDOC-CRM or LRMoo, in those all that is not schema.org: labels, terms (SKOS),
    dates (EDTF) and provenance are in both, and so is what the document says of itself. A part that has only a label
    left is left out. RDA has nodes of its own.
    """
    if profile is RDA:
        return Document(found.name, found.modified, publication.rda(found.name))
    spaces = ("crm", "lrmoo") if profile is SCHEMA else ("schema",)
    thing = uris.mint(publication.base, *found.name)
    return Document(found.name, found.modified, _without(found.statements, spaces, thing))


def _without(statements: bytes, prefixes: tuple[str, ...], thing: str) -> bytes:
    """Leave out statements whose property, or whose class, is in one of the namespaces."""
    spaces = b"|".join(re.escape(vocabulary.expand(f"{prefix}:").encode()) for prefix in prefixes)
    strange = re.compile(rb"<[^>]*> (?:<%b> )?<(?:%b)" % (re.escape(_TYPE), spaces))
    document = b"<%b> " % uris.document(thing).encode()
    kept = [
        line for line in statements.splitlines(keepends=True) if line.startswith(document) or not strange.match(line)
    ]
    telling = {line.partition(b" ")[0] for line in kept if line.split(b" ", 2)[1] != _LABEL}
    return b"".join(line for line in kept if line.partition(b" ")[0] in telling)

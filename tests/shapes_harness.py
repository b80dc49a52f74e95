"""Turtle files as documents, for tests of validation."""

from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.validation import lookup
from dip_lod.validation.batches import batches
from dip_lod.validation.checking import Finding, check
from dip_lod.validation.shapes import Shapes

SHAPES = Path(__file__).parent / "shapes"

Documents = list[tuple[str, bytes]]


def lines(file: Path) -> list[str]:
    """Read a Turtle file as N-Triples lines."""
    parsed = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri="https://data.example.org/")
    triples = ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES)
    return triples.decode().splitlines(keepends=True)


def documents(*files: Path) -> Documents:
    """Group the statements of files by document, as the dump does; a blank node stays with the document before it."""
    owner = ""
    owned = []
    for line in (line for file in files for line in lines(file)):
        owner = uris.document(line[1 : line.index(">")]) if line.startswith("<") else owner
        owned.append((owner, line))
    return [
        (owner, "".join(line for _, line in group).encode())
        for owner, group in groupby(sorted(owned), key=lambda pair: pair[0])
    ]


def store(of: Documents) -> ox.Store:
    """Load documents, for look-ups."""
    loaded = ox.Store()
    for _, triples in of:
        loaded.load(triples, format=ox.RdfFormat.N_TRIPLES)
    return loaded


def findings(of: Documents, shapes: Shapes, engine: str, around: ox.Store, size: int = 1000) -> list[Finding]:
    """Check documents in batches, with the types of what else there is."""
    cut = batches(of, lookup.types(around), size)
    return [finding for batch in cut for finding in check(batch, shapes, engine)]

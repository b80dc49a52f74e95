"""Turtle files as documents, for tests of validation."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.validation import lookup
from dip_lod.validation.batches import batches
from dip_lod.validation.checking import Finding, check
from dip_lod.validation.shapes import Shapes

SHAPES = Path(__file__).parent / "shapes"
SPACE = "<https://data.example.com/"
"""Where the files of the tests have their things."""
BREAKS = re.compile(r"# Breaks shape:(\S+) \(sh:(\w+)\): (.+)\n")
"""The first line of an invalid file: the one constraint that it breaks."""

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


def judged(files: Sequence[Path], shapes: Shapes, engine: str, around: ox.Store) -> dict[str, list[Finding]]:
    """Check many files at once, each in a space of its own, and give the findings of each by its name.

    What a file points to and does not hold is that of `around`.
    """
    of = [(_moved(owner, file), _moved(triples.decode(), file).encode()) for file in files for owner, triples in documents(file)]
    own, others = lookup.types(store(of)), lookup.types(around)

    def types(uris: Iterable[str]) -> dict[str, Sequence[str]]:
        homes = {uri: re.sub(rf"^({SPACE[1:]})[^/]+~/", r"\1", uri) for uri in uris}
        there = others(homes.values())
        return {uri: there[home] for uri, home in homes.items() if home in there} | dict(own(homes))

    found: dict[str, list[Finding]] = {file.stem: [] for file in files}
    for batch in batches(of, types, len(of) + 1):
        for finding in check(batch, shapes, engine):
            found[finding.document.removeprefix(SPACE[1:]).partition("~/")[0]].append(finding)
    return found


def _moved(text: str, file: Path) -> str:
    return text.replace(SPACE, f"{SPACE}{file.stem}~/") if text.startswith("<") else text.replace(SPACE[1:], f"{SPACE[1:]}{file.stem}~/")


CONSTRAINTS = (
    *("minCount", "maxCount", "qualifiedMinCount", "datatype", "class", "node", "nodeKind", "in", "hasValue", "not", "or"),
    *("pattern", "minLength", "maxLength", "minInclusive", "maxInclusive", "uniqueLang", "equals"),
)
"""The parameters of SHACL's constraints that our shapes use."""
_NO_CONSTRAINT = frozenset(
    ("path", "name", "description", "message", "severity", "property", "target", "targetClass", "targetSubjectsOf", "qualifiedValueShape")
)


def required(shapes: Shapes) -> set[tuple[str, str]]:
    """List the constraints that the shapes state: shape and component. A form of values, which targets nothing, has none."""
    graph = ox.Store()
    graph.load(shapes.turtle, format=ox.RdfFormat.TURTLE)
    sh, space = "http://www.w3.org/ns/shacl#", "https://w3id.org/dip-lod/shapes#"
    judges = {
        quad.subject
        for quad in graph
        if quad.predicate.value.startswith(sh + "target") or quad.object == ox.NamedNode(sh + "PropertyShape")
    }
    found = set()
    for quad in graph:
        name = quad.predicate.value.removeprefix(sh)
        if quad.subject in judges and isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.startswith(sh):
            assert name in CONSTRAINTS or name in _NO_CONSTRAINT, name
            if name in CONSTRAINTS:
                found.add((quad.subject.value.removeprefix(space), f"{name[0].upper()}{name[1:]}ConstraintComponent"))
    return found

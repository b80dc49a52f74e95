"""Our schemes of terms (ontology/terms/*.ttl): codes, labels, and where each is looked up."""

import re
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from dip_lod import resources
from dip_lod.vocabulary import expand

_BASE = "https://base.invalid/"
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)
_DEFINED = ("skos:Concept", "skos:ConceptScheme")


@dataclass(frozen=True, slots=True)
class Concept:
    """A term or a scheme, as its file states it; `key` is its path after /id/term/ (`genre/toneel`)."""

    key: str
    scheme: bool
    labels: dict[str, str]
    other: tuple[str, ...]
    """Real synonyms, which are published."""
    hidden: tuple[str, ...]
    """What sources write for it: for look-up only."""
    types: tuple[str, ...]
    broader: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    """Pairs of a SKOS property and a URI elsewhere, from the SSSOM tables."""


@cache
def concepts() -> dict[str, Concept]:
    """Read every scheme; the key finds the concept.

    >>> concepts()["genre/toneel"].labels["en"]
    'theatre'
    """
    matches = _matches()
    found: dict[str, Concept] = {}
    for file in sorted((resources.folder("ontology") / "terms").glob("*.ttl")):
        store = ox.Store()
        store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=_BASE)
        for uri in sorted({quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}):
            concept = _concept(store, ox.NamedNode(uri), matches)
            found[concept.key] = concept
    return found


def _concept(store: ox.Store, node: ox.NamedNode, matches: dict[str, list[tuple[str, str]]]) -> Concept:
    def values(name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        return [quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(expand(name)), None)]

    def texts(name: str) -> list[ox.Literal]:
        return [value for value in values(name) if isinstance(value, ox.Literal)]

    def links(name: str) -> list[str]:
        return sorted(value.value for value in values(name) if isinstance(value, ox.NamedNode))

    key = _key(node.value)
    types = links("rdf:type")
    return Concept(
        key=key,
        scheme=expand("skos:ConceptScheme") in types,
        labels={text.language or "nl": text.value for text in texts("skos:prefLabel")},
        other=tuple(sorted(text.value for text in texts("skos:altLabel"))),
        hidden=tuple(sorted(text.value for text in texts("skos:hiddenLabel"))),
        types=tuple(one for one in types if one not in {expand(name) for name in _DEFINED}),
        broader=tuple(_key(uri) for uri in links("skos:broader")),
        matches=tuple(sorted(matches.get(key, []))),
    )


def _key(uri: str) -> str:
    return uri.removeprefix(_BASE + "id/term/")


def _matches() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for file in sorted((resources.folder("mappings") / "terms").glob("*.sssom.tsv")):
        lines = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
        for row in (dict(zip(lines[0], line, strict=False)) for line in lines[1:]):
            kind, _, key = row["subject_id"].removeprefix("dip:").partition("/")
            if kind == "term":
                found.setdefault(key, []).append((expand(row["predicate_id"]), row["object_id"]))
    return found


@cache
def _index() -> dict[tuple[str, str], str]:
    """Index keys by scheme and by code, label or other label, in small letters; the code wins over a label."""
    found: dict[tuple[str, str], str] = {}
    for key, concept in concepts().items():
        scheme, _, code = key.partition("/")
        for word in (*concept.labels.values(), *concept.other, *concept.hidden):
            found.setdefault((scheme, word.lower()), key)
    for key in concepts():
        scheme, _, code = key.partition("/")
        if code:
            found[scheme, code.lower()] = key
    return found


def find(scheme: str, word: str) -> str | None:
    """Find a term by its code or by one of its labels; None where the scheme has none.

    >>> find("genre", "Toneel")
    'genre/toneel'
    """
    return _index().get((scheme, word.strip().lower()))


def top(key: str) -> str:
    """Give the broadest term above a term; of several the first by alphabet.

    >>> top("genre/kamermuziek"), top("genre/toneel")
    ('genre/muziek', 'genre/toneel')
    """
    above = concepts()[key].broader
    return top(min(above)) if above else key


def tag(text: str) -> str | None:
    """Write a language tag (BCP 47) of a language that ontology/terms lists, or of none stated; None for other words.

    >>> tag("nl"), tag("nl-be"), tag("und"), tag("sold")
    ('nl', 'nl-BE', 'und', None)
    """
    shape = _TAG.fullmatch(text)
    if shape is None or (shape["language"] != "und" and f"language/{shape['language']}" not in concepts()):
        return None
    region = shape["region"]
    return text if region is None else text[: shape.start("region")] + region.upper() + text[shape.end("region") :]


def label(key: str, language: str) -> str | None:
    """Name a term in a language, else in Dutch; None for a term that we do not have."""
    concept = concepts().get(key)
    return (concept.labels.get(language) or concept.labels.get("nl")) if concept else None

"""A document in the forms of RDF."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from dip_lod import uris, vocabulary
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.http.forms import Form
from dip_lod.web.rdf import incoming, jsonld
from dip_lod.web.rdf.graph import LABEL

_LABEL = ox.NamedNode(LABEL)


def document(publication: Publication, found: Document, form: Form, view: bool = False) -> bytes:
    """Write a document: the thing, its parts, the document itself, the labels of what it points to, and counts.

    As N-Triples this is the packed text with some lines after it: nothing is parsed. A view has no counts.
    """
    thing = uris.mint(publication.base, *found.name)
    named = _named(publication.labels(_targets(publication.base, thing, found.statements)))
    counted = [] if view else incoming.counts(publication, thing)
    whole = found.statements + named + (ox.serialize(counted, format=ox.RdfFormat.N_TRIPLES) or b"")
    if form.rdf == ox.RdfFormat.N_TRIPLES:
        return whole
    rda = f"<{thing}#rda> ".encode()
    about = thing + "#rda" if view and rda in whole else thing
    lines, first = whole.splitlines(keepends=True), f"<{about}> ".encode()
    lines.sort(key=lambda line: not line.startswith(first))  # stable: the thing first, the rest as it was
    stated = ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    return _write(stated, whole, form, uris.document(thing), about, publication.base)


def page(publication: Publication, asked: incoming.Page, form: Form) -> bytes:
    """Write a page of what points to a thing, with labels."""
    stated = incoming.statements(asked, publication.base)
    stated += labels(publication, {asked.thing, *asked.members})
    url = uris.document(asked.thing) + incoming.query(asked.predicate, asked.after, publication.base)
    text = ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES) or b""
    return write(stated, text, form, url, uris.document(asked.thing) + incoming.query(asked.predicate))


def write(stated: list[ox.Triple], text: bytes, form: Form, graph: str, main: str) -> bytes:
    """Write statements, which `text` holds as N-Triples, in a form.

    In N-Quads and TriG they stand in the graph named by their document. `main` is the node at the top in JSON-LD.
    """
    quads = (ox.Quad(one.subject, one.predicate, one.object) for one in stated)
    return _write(quads, text, form, graph, main)


def _write(stated: Iterable[ox.Quad], text: bytes, form: Form, graph: str, main: str, base: str = "") -> bytes:
    assert form.rdf is not None
    if form.rdf == ox.RdfFormat.JSON_LD:
        return jsonld.write([quad.triple for quad in stated], main)
    if form.rdf.supports_datasets:
        name = ox.NamedNode(graph)
        stated = [ox.Quad(one.subject, one.predicate, one.object, name) for one in stated]
    return ox.serialize(stated, format=form.rdf, prefixes=_prefixes(text, base)) or b""


_SPACE = rb"<(%b[^<>\s]*[/#])"


def _prefixes(text: bytes, base: str) -> dict[str, str]:
    """Choose the prefixes that a text in N-Triples has use for, by name; `base` is where our own URIs are, if known."""
    used = {name for space in set(_others(base).findall(text)) for name in _of_space(space)}
    return {name: vocabulary.prefixes()[name] for name in sorted(used)}


@lru_cache(4)
def _others(base: str) -> re.Pattern[bytes]:
    """Find spaces; not our own, of which most are and which none of the prefixes is for, unless one is."""
    ours = not base or any(space.startswith(base) or base.startswith(space) for space in vocabulary.prefixes().values())
    return re.compile(_SPACE % (b"" if ours else b"(?!%b)" % re.escape(base.encode())))


@lru_cache(4096)
def _of_space(space: bytes) -> tuple[str, ...]:
    """List the prefixes that a namespace begins with."""
    return tuple(name for name, one in vocabulary.prefixes().items() if space.startswith(one.encode()))


def _named(found: Mapping[str, Mapping[str, str]]) -> bytes:
    """State labels in N-Triples, as the engine writes them."""
    lines = [
        f"<{uri}> <{LABEL}> {_quoted(text, tag)} .\n" for uri, by_language in found.items()
        for tag, text in by_language.items()
    ]  # fmt: skip
    return "".join(lines).encode()


def _quoted(text: str, tag: str) -> str:
    """Write a literal; one of plain letters as it is, for the engine takes a microsecond."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"{_ended(tag)}'
    return str(ox.Literal(text, language=tag or None))


@lru_cache(256)
def _ended(tag: str) -> str:
    return str(ox.Literal("", language=tag or None))[2:]


def labels(publication: Publication, of: set[str]) -> list[ox.Triple]:
    """State the labels of things."""
    found = publication.labels(of)
    return [
        ox.Triple(ox.NamedNode(uri), _LABEL, ox.Literal(text, language=tag or None))
        for uri, by_language in found.items()
        for tag, text in by_language.items()
    ]


def _targets(base: str, thing: str, statements: bytes) -> set[str]:
    """Find the things of ours that a document points to, without parsing it."""
    own = (thing, thing + "#")
    found = set(re.findall(rb" <(%b[^>]*)> \.$" % re.escape((base + "id/").encode()), statements, re.M))
    return {uri for raw in found if not ((uri := raw.decode()) == own[0] or uri.startswith(own[1]))}

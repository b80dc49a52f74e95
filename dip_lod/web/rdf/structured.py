"""Schema.org markup for search engines, embedded in a page: top-level @type, nested nodes, plain values."""

import json
from collections.abc import Mapping

from dip_lod.publication.terms import Literal, Term
from dip_lod.web.rdf.graph import TYPE, Graph
from dip_lod.web.words import texts
from dip_lod.web.words.shown import Labels

Node = dict[str, "str | Node | list[str | Node]"]

_MOST = 200
"""Parts that are nested; the markup of a page with more names the others by their URIs."""

_SCHEMA = "https://schema.org/"
_JSON = json.JSONEncoder(ensure_ascii=False).encode


def write(said: Graph, labels: Labels, language: str, more: Node) -> str:
    """Write what a thing says in schema.org, safe inside a script element; `more` replaces what it says itself."""
    return script({"@context": _SCHEMA, **node(said, said.thing, labels, language), **more})


def node(said: Graph, uri: str, labels: Labels, language: str) -> Node:
    """Make a node with its parts nested."""
    return _node(said, uri, labels, language, set())


def script(node: Mapping[str, object]) -> str:
    """Write JSON for inside a script element: `<`, `>` and `&` become escapes, so no value can end the element."""
    text = _JSON(node)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _node(said: Graph, uri: str, labels: Labels, language: str, placed: set[str]) -> Node:
    placed.add(uri)
    written: Node = {}
    classes = [one.removeprefix(_SCHEMA) for one in said.nodes(uri, TYPE) if one.startswith(_SCHEMA)]
    written["@type"] = classes[0] if len(classes) == 1 else list(classes) or "Thing"
    written["@id"] = uri
    for predicate, terms in said.subjects.get(uri, {}).items():
        if predicate.startswith(_SCHEMA):
            made = [_value(said, term, labels, language, placed) for term in in_language(terms, language)]
            written[predicate.removeprefix(_SCHEMA)] = made[0] if len(made) == 1 else made
    if "PerformanceRole" in classes and isinstance(who := written.get("performer"), dict) and "name" in who:
        written.setdefault("name", who["name"])  # whoever looks for `performer.name` does not look into a role
    return written


def in_language(terms: list[Term], language: str) -> list[Term]:
    """Keep of texts in several languages those in the reader's, for markup has no room for language tags."""
    if len(terms) == 1:
        return terms
    tags = {term.language for term in terms if isinstance(term, Literal) and term.language}
    if len(tags) < 2:
        return terms
    wanted = next((tag for tag in texts.order(language) if tag in tags), min(tags))
    return [term for term in terms if not isinstance(term, Literal) or term.language in (None, wanted)]


def _value(said: Graph, term: Term, labels: Labels, language: str, placed: set[str]) -> "str | Node":
    if isinstance(term, Literal):
        return term.value
    """Nest a part where it is first met."""
    if term.value in said.subjects and term.value not in placed and len(placed) < _MOST:
        return _node(said, term.value, labels, language, placed)
    found = texts.best(labels[term.value], language) if term.value in labels else None
    if found:
        return {"@id": term.value, "name": found[0]}
    return term.value

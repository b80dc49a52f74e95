"""The functions about our terms: found by code or label, named, broadened, matched."""

import pyoxigraph as ox

from dip_lod import schemes, uris
from dip_lod.functions.bound import Bound
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.literals import Term
from dip_lod.vocabulary import expand

_SAME = expand("skos:exactMatch")


class TermFunctions(Bound):
    """The functions about terms, as methods of the library."""

    def term(self, scheme: ox.Literal, word: ox.Literal) -> Term:
        """Find a term of ours by code or label."""
        key = schemes.find(scheme.value, word.value)
        if key is None:
            known = scheme.value
            raise FunctionError(f"'{word.value}' is no known {known}; add it to ontology/terms/{known}.ttl")
        return ox.NamedNode(uris.mint(self._context.base, "term", key))

    def label(self, term: ox.NamedNode, language: ox.Literal) -> Term | None:
        """Name a term of ours, with its language."""
        name = uris.parse(self._context.base, term.value)
        found = schemes.label(name.key, language.value) if name else None
        return ox.Literal(found, language=language.value) if found else None

    def top(self, term: ox.NamedNode) -> Term | None:
        """Give the broadest term of ours above a term, which may be the term itself."""
        name = uris.parse(self._context.base, term.value)
        if name is None or name.key not in schemes.concepts():
            return None
        return ox.NamedNode(uris.mint(self._context.base, "term", schemes.top(name.key)))

    def match(self, term: ox.NamedNode, register: ox.Literal) -> Term | None:
        """Give the same term in another register, by how its URIs begin there; unbound where none is matched."""
        name = uris.parse(self._context.base, term.value)
        concept = schemes.concepts().get(name.key) if name and name.kind == "term" else None
        matches = concept.matches if concept else ()
        same = [uri for kind, uri in matches if kind == _SAME and uri.startswith(register.value)]
        return ox.NamedNode(same[0]) if same else None

"""The functions about names: the URIs and the keys of things, and what the identity table says of them."""

from functools import lru_cache

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.functions.bound import Bound
from dip_lod.functions.context import read_matches
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.literals import Term, optional_text, typed

_REMEMBERED = 2048
"""Names whose keys are kept."""


class NameFunctions(Bound):
    """The functions about names, as methods of the library."""

    def uri(self, kind: ox.Literal, key: ox.Literal) -> Term:
        """Mint the URI of a thing from its kind and key, by way of the identity table."""
        final = self._context.identities.final(kind.value, key.value)
        return ox.NamedNode(uris.mint_anew(self._context.base, *final))

    def described(self, key: ox.Literal, *kinds: ox.Literal) -> Term:
        """Mint the URI of a thing that some record describes, under the first of the kinds that fits."""
        names = tuple(kind.value for kind in kinds)
        kind = self._context.identities.kind_of(key.value, names)
        if kind is None:
            wanted = " or ".join(names)
            raise FunctionError(f"'{key.value}' is no {wanted} that a record describes; the link is left out")
        kind = "person" if kind == "actor" else kind
        return ox.NamedNode(uris.mint_anew(self._context.base, *self._context.identities.final(kind, key.value)))

    def kind(self, key: ox.Literal, *kinds: ox.Literal) -> Term | None:
        """Give the first of the kinds under which some record describes a key; unbound where none does."""
        return optional_text(self._context.identities.kind_of(key.value, tuple(kind.value for kind in kinds)))

    def merged(self, kind: ox.Literal, key: ox.Literal) -> Term:
        """Say whether a thing has become another: merged or replaced, and not in a circle."""
        own = (kind.value, key.value)
        return typed(str(self._context.identities.final(*own) != own).lower(), "boolean")

    def sure(self, thing: ox.NamedNode, identifier: ox.Literal) -> Term:
        """Say whether an identifier elsewhere may be linked: no curator denies it, and no other name claims it."""
        name = uris.parse(self._context.base, thing.value)
        doubted = name is not None and self._context.identities.doubts(*name, identifier.value)
        return typed(str(not doubted).lower(), "boolean")

    def reviewed(self, thing: ox.NamedNode, uri: ox.Literal) -> Term:
        """Say whether a curator has matched the thing to a URI elsewhere, in an SSSOM table of the mapping's folder."""
        name = uris.parse(self._context.base, thing.value)
        folder = self._context.folder
        seen = name and folder and (f"dip:{name.kind}/{name.key}", uri.value) in read_matches(folder)
        return typed(str(bool(seen)).lower(), "boolean")

    def fragment(self, thing: ox.NamedNode, *parts: Term) -> Term:
        """Name a part of a thing by what it holds; a part given as a URI stands for its key, a term for its code."""
        names = [self._part(part) for part in parts]
        joined = "-" if "#" in thing.value else "#"
        return ox.NamedNode(f"{thing.value}{joined}{uris.fragment(*names)}")

    def _part(self, part: Term) -> str:
        if isinstance(part, ox.NamedNode):
            return _key(self._context.base, part.value)
        return part.value if isinstance(part, ox.Literal) else ""

    def key(self, name: ox.Literal, *more: ox.Literal) -> Term:
        """Make a key from a name: slug and six hex digits; for a work its creators' keys follow."""
        return ox.Literal(uris.keyed(self._context.source, name.value, *(one.value for one in more)))

    def slug(self, words: ox.Literal) -> Term:
        """Reduce a text to small letters, digits, dots and hyphens."""
        return ox.Literal(uris.slug(words.value))


@lru_cache(_REMEMBERED)
def _key(base: str, uri: str) -> str:
    """Give what stands for a URI in the name of a part: its key, of a term its code."""
    name = uris.parse(base, uri)
    key = name.key if name else uris.slug(uri)
    return key.rpartition("/")[2] if name and name.kind == "term" else key

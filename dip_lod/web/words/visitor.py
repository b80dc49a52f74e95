"""Who reads a page: the language, and how links are spelled for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Request

from dip_lod.web.http import negotiation, paths
from dip_lod.web.words import borrowed, names
from dip_lod.web.words.shown import Value
from dip_lod.web.words.texts import Texts

Known = Callable[[str, bool], dict[str, Value]]
"""Gives the links that were made before for a language, and for whether it was chosen (words.links)."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The reader of one page."""

    texts: Texts
    chosen: bool
    """Whether the language was chosen (`?lang=`), so that links keep it."""
    root: str
    languages: tuple[tuple[str, str], ...]
    """Code and own name of each language of the site."""
    base: str
    """The base URI of the data: links to its things go by path, so that a copy elsewhere browses well."""
    here: str
    """The path of this page, and its query but for the language."""
    links: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)
    """Links that were made before for readers like this one (words.links)."""

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.texts.language

    def path(self, local: str) -> str:
        """Spell a link to a page of this site."""
        before, mark, fragment = local.partition("#")
        if self.chosen:
            before += ("&" if "?" in before else "?") + "lang=" + self.language
        return self.root + before + mark + fragment

    def switches(self) -> list[tuple[str, str, str]]:
        """List the languages: code, name, and this page in it."""
        mark = "&" if "?" in self.here else "?"
        return [(code, name, f"{self.here}{mark}lang={code}") for code, name in self.languages]

    def link(self, uri: str) -> str | None:
        """Spell a link to a thing: its document if it is ours; None for schemes that no link should have."""
        if uri.startswith(self.base):
            local = uri[len(self.base) :]
            local = "doc/" + local[3:] if local.startswith("id/") else local
            return self.path(local) if self.chosen else self.root + local
        return uri if linkable(uri) else None

    def term(self, uri: str) -> str:
        """Name a class or a property."""
        if uri in self.texts.terms:
            return self.texts.terms[uri]
        label = names.label(uri, self.texts.spoken)
        return label if self.texts.spoken == self.language else str(borrowed.borrow(label, self.texts.spoken))


def visitor(request: Request, texts: Mapping[str, Texts], root: str, base: str, links: Known) -> Visitor:
    """Find out who reads: `?lang=` counts before Accept-Language."""
    asked = request.args.get("lang", "")
    chosen = asked in texts
    spoken = asked if chosen else language(request.headers.get("Accept-Language"), tuple(texts))
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = "?" + urlencode(kept) if kept else ""
    here = _path(request.environ) + query
    return Visitor(texts[spoken], chosen, root, _switch(texts), base, here, links(spoken, chosen))


def reader(environ: Mapping[str, Any], texts: Mapping[str, Texts], root: str, base: str, links: Known) -> Visitor:
    """Find out who reads, of a request without a query."""
    spoken = language(environ.get("HTTP_ACCEPT_LANGUAGE"), tuple(texts))
    return Visitor(texts[spoken], False, root, _switch(texts), base, _path(environ), links(spoken, False))


language = lru_cache(1024)(negotiation.language)
"""`negotiation.language`, remembered: clients send the same few headers."""


def _switch(texts: Mapping[str, Texts]) -> tuple[tuple[str, str], ...]:
    return tuple((code, str(one.tables["site"]["language"])) for code, one in texts.items())


def _path(environ: Mapping[str, Any]) -> str:
    return quote(paths.raw(environ), safe="/%:-._~")


@lru_cache(4096)
def linkable(uri: str) -> bool:
    """Tell whether a link may lead there.

    >>> linkable("https://example.org/"), linkable("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))

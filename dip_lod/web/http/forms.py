"""The forms in which a document can be had."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod.web.http import negotiation


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name for people, extension and media type; `rdf` is None for the page."""

    name: str
    extension: str
    media_type: str
    rdf: ox.RdfFormat | None

    @property
    def content_type(self) -> str:
        """The header: with a charset where the type is text without one of its own."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


FORMS = (
    Form("Turtle", "ttl", "text/turtle", ox.RdfFormat.TURTLE),
    Form("JSON-LD", "jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
    Form("N-Triples", "nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    Form("RDF/XML", "rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    Form("TriG", "trig", "application/trig", ox.RdfFormat.TRIG),
    Form("N-Quads", "nq", "application/n-quads", ox.RdfFormat.N_QUADS),
    Form("HTML", "html", "text/html", None),
)
"""Our favourite first. Browsers name text/html; what names no type at all is a program, and gets Turtle."""

BY_EXTENSION = {form.extension: form for form in FORMS}
_BY_TYPE = {form.media_type: form for form in FORMS}


def accepted(header: str | None, offered: Sequence[Form] = FORMS) -> Form | None:
    """Choose the form that an Accept header would rather have; None where there is none (406).

    >>> accepted("text/turtle;q=0.5, application/json").name
    'JSON-LD'
    """
    chosen = negotiation.media_type(header, [form.media_type for form in offered])
    return _BY_TYPE[chosen] if chosen else None


def split(key: str) -> tuple[str, Form] | None:
    """Take the extension of a form off a key; None where it has none.

    >>> split("v.stad.klein.ttl")[0]
    'v.stad.klein'
    >>> split("v.stad.klein") is None
    True
    """
    stem, _, extension = key.rpartition(".")
    form = BY_EXTENSION.get(extension)
    return (stem, form) if stem and form else None

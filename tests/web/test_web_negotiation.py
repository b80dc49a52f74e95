import pytest

from dip_lod.web.http import forms, negotiation

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RDFLIB = "application/rdf+xml,text/rdf+n3,text/turtle,application/n-triples;q=0.9,*/*;q=0.1"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "ttl"),
        ("", "ttl"),
        ("*/*", "ttl"),
        ("*", "ttl"),
        (CHROME, "html"),
        (JENA, "ttl"),
        (RDFLIB, "rdf"),
        ("text/html", "html"),
        ("TEXT/HTML", "html"),
        ("application/xhtml+xml", "html"),
        ("text/turtle", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ("text/turtle; charset=UTF-8; q=0.5, text/html;q=0.4", "ttl"),
        ("application/json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=1', "jsonld"),
        ("application/xml", "rdf"),
        ("text/plain", "nt"),
        ("application/n-quads", "nq"),
        ("application/trig", "trig"),
        ("text/*", "ttl"),
        ("application/*", "jsonld"),
        ("text/html, */*", "html"),
        ("text/html, text/turtle", "html"),
        ("text/turtle, text/html", "ttl"),
        ("text/html;q=0.5, application/rdf+xml;q=0.6", "rdf"),
        ("text/turtle;q=0, */*", "jsonld"),
        ("*/*;q=0.1, text/turtle;q=0", "jsonld"),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "html"),
        ("text/*, text/turtle;q=0.1", "html"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("text/html;q=broken", "ttl"),
        ("text/turtle;q=7, text/html", "html"),
        (",,;", "ttl"),
    ],
)
def test_the_best_form_is_chosen(accept: str | None, extension: str | None) -> None:
    chosen = forms.accepted(accept)
    assert (chosen.extension if chosen else None) == extension


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        (None, "nl"),
        ("nl", "nl"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("en-GB,en;q=0.9", "en"),
        ("EN", "en"),
        ("fr, en;q=0.3", "en"),
        ("fr", "nl"),
        ("*", "nl"),
        ("en;q=0, *", "nl"),
        ("en;q=0.2, nl;q=0.1", "en"),
    ],
)
def test_the_best_language_is_chosen(accept: str | None, language: str) -> None:
    assert negotiation.language(accept, ("nl", "en")) == language

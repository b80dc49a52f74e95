"""`/sparql/vocabulary.json`: the prefixes, classes and properties that the query editor completes."""

import json

from flask import Blueprint, Response, request

from dip_lod import vocabulary
from dip_lod.web.site import Site, conditional


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("editor", __name__)
    body = json.dumps(_vocabulary(), ensure_ascii=False, separators=(",", ":")).encode()

    @made.get("/sparql/vocabulary.json")
    def terms() -> Response:
        response = conditional(request, body, "application/json", site.etag("vocabulary"))
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    return made


_PRIVATE = ("build", "field", "lift", "shape", "sh")
"""Prefixes of what is never in the data."""


def _vocabulary() -> dict[str, object]:
    prefixes = {name: space for name, space in vocabulary.prefixes().items() if name not in _PRIVATE}
    spaces = tuple(prefixes.values())
    terms = [
        {"uri": uri, "name": vocabulary.shorten(uri), "class": term.is_class}
        | {language: words for language, words in term.labels.items() if language}
        for uri, term in sorted(vocabulary.terms().items())
        if uri.startswith(spaces)
    ]
    return {"prefixes": prefixes, "terms": terms}

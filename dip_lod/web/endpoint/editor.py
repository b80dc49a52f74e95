"""`/sparql/vocabulary.json`: the prefixes, classes and properties that the query editor completes, with their use."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request

from dip_lod import vocabulary
from dip_lod.publication.statistics.reading import Statistics
from dip_lod.publication.statistics.tables import MAIN, RDA
from dip_lod.web.page.site import Site, conditional


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("editor", __name__)

    @lru_cache(2)
    def body(folder: Path) -> bytes:
        return json.dumps(_vocabulary(folder), ensure_ascii=False, separators=(",", ":")).encode()

    @made.get("/sparql/vocabulary.json")
    def terms() -> Response:
        publication = site.publications.current()
        response = conditional(request, body(publication.folder), "application/json", site.etag("vocabulary"))
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    return made


_PRIVATE = ("build", "field", "known", "lift", "shape", "sh")
"""Prefixes of what is never in the data."""


def _vocabulary(folder: Path) -> dict[str, object]:
    prefixes = {name: space for name, space in vocabulary.prefixes().items() if name not in _PRIVATE}
    spaces = tuple(prefixes.values())
    used = {view: _used(Statistics(folder, view)) for view in (MAIN, RDA)}
    terms = [
        {"uri": uri, "name": vocabulary.shorten(uri), "class": term.is_class}
        | {language: words for language, words in term.labels.items() if language}
        | {"uses": {view: counts[uri] for view, counts in used.items() if uri in counts}}
        for uri, term in sorted(vocabulary.terms().items())
        if uri.startswith(spaces)
    ]
    return {"prefixes": prefixes, "terms": terms}


def _used(statistics: Statistics) -> dict[str, int]:
    """Count the things of each class, and the triples of each property."""
    return statistics.classes() | {name: use.triples for name, use in statistics.properties().items()}

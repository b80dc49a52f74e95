"""The names of a document's thing and its parts: the rows of the table `name`."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dip_lod import uris
from dip_lod.literals import text
from dip_lod.publication.told import Told
from dip_lod.vocabulary import expand, shorten

_TYPE = f"<{expand('rdf:type')}>"
_LABEL = f"<{expand('rdfs:label')}>"
_NAME = f"<{expand('schema:name')}>"
_START = f"<{expand('schema:startDate')}>"
_JSON = json.JSONEncoder(ensure_ascii=False).encode


Name = tuple[str, str | None, str | None, str]
"""A row of `name`: URI, labels (a JSON object by language tag), types (prefixed names), what it is sorted by."""


def names(space: str, key: str, told: Told) -> Iterator[Name]:
    """Name the thing with a key and its parts; `space` begins all URIs of things (`<https://…/id/`)."""
    starts = told.get(f"{space}{key}>", {}).get(_START, ())
    start = next((text(one) for one in reversed(starts) if one[0] == '"'), None)
    for subject, of in told.items():
        if not subject.startswith(space):
            continue
        shown = dict(map(_called, _literals(of.get(_NAME, ())))) | dict(map(_called, _literals(of.get(_LABEL, ()))))
        types = " ".join(map(_short, of.get(_TYPE, ())))
        if shown:
            each = ", ".join([f'"{language}": {words}' for language, (words, _) in shown.items()])
            first = shown["nl"] if "nl" in shown else next(iter(shown.values()))
            yield subject[1:-1], f"{{{each}}}", types or None, _sort(key, start, first[1])
        elif types:
            yield subject[1:-1], None, types, _sort(key, start, "")


def _literals(rests: Iterable[str]) -> Iterator[str]:
    return (rest for rest in rests if rest[0] == '"')


@lru_cache(4096)
def _short(rest: str) -> str:
    return shorten(rest[1:-3])


@lru_cache(8192)
def _called(rest: str) -> tuple[str, tuple[str, str]]:
    """Read a label: its language (empty for none), its text in JSON, and the slug of that.

    >>> _called('"De Kersentuin"@nl .')
    ('nl', ('"De Kersentuin"', 'de-kersentuin'))
    """
    words = text(rest)
    tag = rest[rest.rindex('"') + 1 : -2]
    return tag[1:] if tag.startswith("@") else "", (_JSON(words), uris.slug(words))


def _sort(key: str, start: str | None, slug: str) -> str:
    """Say by what a thing or a part of it stands in lists: runs, then performances by their start, the rest by label.

    >>> _sort("run/1", "2025-10-02", ""), _sort("performance/1.2", "2025-10-03", "")
    ('0 2025-10-02 ', '1 2025-10-03 ')
    >>> _sort("person/2", None, "anna-berg")
    '2 anna-berg'
    """
    if start is None:
        return f"2 {slug}"
    return f"{0 if key.startswith('run/') else 1} {start} {slug}"

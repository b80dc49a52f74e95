"""Sets: of each dataset, each kind and each view (OAI-PMH 2.0, 2.6)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dip_lod import uris
from dip_lod.publication import views
from dip_lod.publication.reading import Publication

KIND, DATASET, VIEW = "kind", "dataset", "view"
VIEWS = (views.SCHEMA, views.CRM, views.RDA)
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9\-_.!~*'()]")

_NAMES = {KIND: "By kind", DATASET: "By dataset", VIEW: "By view"}
_VIEWS = {views.SCHEMA: "In schema.org", views.CRM: "In CIDOC-CRM and LRMoo", views.RDA: "In RDA"}


def listed(publication: Publication) -> Iterator[tuple[str, str]]:
    """Give the sets with their names, each after the one that it is part of."""
    yield KIND, _NAMES[KIND]
    yield from ((f"{KIND}:{kind}", kind.capitalize()) for kind in uris.KINDS if publication.kinds.get(kind))
    yield DATASET, _NAMES[DATASET]
    for source in publication.manifest.sources:
        title = source.title or {}
        yield f"{DATASET}:{_tidy(source.name)}", title.get("en") or title.get("nl") or source.name
    yield VIEW, _NAMES[VIEW]
    yield from ((f"{VIEW}:{view}", _VIEWS[view]) for view in VIEWS)


def known(publication: Publication, name: str) -> bool:
    """Tell whether there is such a set; one of a kind of which there is nothing (any more) too."""
    head, _, tail = name.partition(":")
    return (head == KIND and tail in uris.KINDS) or any(name == one for one, _ in listed(publication))


def datasets(base: str, statements: bytes) -> list[str]:
    """Find the datasets that a document is part of, by their keys."""
    return sorted({_tidy(found.decode()) for found in _part_of(base).findall(statements)})


def covers(wanted: str, memberships: Mapping[str, list[str] | None]) -> bool:
    """Tell whether a record with these memberships is in a set; None stands for what nobody knows any more.

    >>> covers("kind:person", {"kind": ["person"]}), covers("dataset:dip", {"kind": ["person"], "dataset": None})
    (True, True)
    >>> covers("view:rda", {"view": ["schema"]}), covers("view", {"view": ["schema"]})
    (False, True)
    """
    head, _, tail = wanted.partition(":")
    mine = memberships.get(head, [])
    return mine is None or (tail in mine if tail else bool(mine))


@lru_cache(8)
def _part_of(base: str) -> re.Pattern[bytes]:
    space = re.escape(f"{base}id/dataset/".encode())
    return re.compile(rb"^<[^>]*> <https://schema.org/isPartOf> <%b([^>#]+)> \.$" % space, re.M)


def _tidy(key: str) -> str:
    return _NOT_IN_NAME.sub("-", key)

"""The service: what a batch, an extension, a suggestion of one publication answers, as plain data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.reconcile.comparing import compare
from dip_lod.reconcile.facts import PROPERTIES, Facts, Value
from dip_lod.reconcile.matching import Asked, Candidate, match
from dip_lod.reconcile.queries import BadQuery, keys
from dip_lod.search.candidates import Candidates
from dip_lod.search.query import Query
from dip_lod.search.reading import Found
from dip_lod.search.vocabulary import KINDS

SUGGESTED = 20
_LOOKED = 200
_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """Names in the reader's language."""

    language: str
    kinds: Mapping[str, str]
    properties: Mapping[str, str]

    def best(self, labels: Mapping[str, str], other: str = "") -> str:
        """Choose a name: in the reader's language, in none, in Dutch, in English, or any."""
        for tag in (self.language, "und", "", "nl", "en"):
            if tag in labels:
                return labels[tag]
        return next(iter(labels.values()), other)


class Service:
    """Reconciles against one publication."""

    def __init__(self, publication: Publication, candidates: Candidates) -> None:
        self._publication = publication
        self._candidates = candidates

    def match(self, asked: Asked, words: Words) -> list[tuple[Candidate, dict[str, Any]]]:
        """Find candidates, each with what is told of it."""

        def fits(found: Found, property: str, values: Sequence[str]) -> float | None:
            return compare(self._facts(found), property, values)

        return [(one, self._told(one.found, words)) for one in match(self._candidates, asked, fits)]

    def suggest(self, prefix: str, kinds: Sequence[str], limit: int, words: Words) -> list[dict[str, Any]]:
        """Suggest things while someone types, or by identifier."""
        known = self._candidates.by_keys(keys([prefix], self._publication.base), kinds)
        index = self._candidates.index
        query = Query(prefix[:200], {"kind": kinds[0]} if len(kinds) == 1 else {})
        found = known + ([one for one in index.find(query, limit=_LOOKED) if one.kind in kinds] if query.words else [])
        return [self._told(one, words) for one in found[: max(1, min(limit, SUGGESTED))]]

    def extend(self, ids: Any, properties: Any, words: Words) -> tuple[list[str], list[tuple[str, list[list[Any]]]]]:
        """Fetch values: the properties, and for each identifier a list of values a property; raises BadQuery."""
        if (
            not isinstance(ids, list)
            or not isinstance(properties, list)
            or not all(isinstance(one, str) for one in ids)
        ):
            raise BadQuery("extend: needs ids, a list of texts, and properties, a list; add them")
        if len(ids) > _ROWS:
            raise BadQuery(f"extend: has {len(ids)} ids; send {_ROWS} at most at a time")
        names = [one.get("id") if isinstance(one, dict) else None for one in properties]
        unknown = [one for one in names if one not in PROPERTIES]
        if unknown:
            raise BadQuery(f"extend: '{unknown[0]}' is no property here; choose from {', '.join(PROPERTIES)}")
        rows = []
        for text in ids:
            found = self._candidates.by_keys(keys([text], self._publication.base), KINDS)
            facts = self._facts(found[0]) if found else None
            rows.append((text, [self._values(facts, str(name), words) for name in names]))
        return [str(one) for one in names], rows

    def find(self, text: str) -> Found | None:
        """Find one thing by its identifier."""
        return next(iter(self._candidates.by_keys(keys([text], self._publication.base), KINDS)), None)

    def shown(self, found: Found, words: Words) -> list[tuple[str, str]]:
        """Tell what a preview shows: properties with their values, as texts."""
        facts, lines = self._facts(found), []
        for property in PROPERTIES.values():
            if found.kind in property.kinds and property.id not in ("name", "latitude", "longitude"):
                texts = [_text(one, words) for one in facts.values(property)][:5]
                if texts:
                    lines.append((words.properties.get(property.id, property.id), " · ".join(texts)[:300]))
        return lines

    def _facts(self, found: Found) -> Facts:
        return Facts(self._publication, self._candidates.index, found)

    def _values(self, facts: Facts | None, name: str, words: Words) -> list[dict[str, Any]]:
        if facts is None:
            return []
        made: list[dict[str, Any]] = []
        for one in facts.values(PROPERTIES[name]):
            if one.number is not None:
                made.append({"float": one.number})
            elif one.key.partition("/")[0] in KINDS:
                made.append({"id": one.key, "name": words.best(one.names or {}, one.key)})
            else:
                made.append({"str": _text(one, words)})
        return made

    def _told(self, found: Found, words: Words) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": found.key,
            "name": words.best(found.labels, found.names[0] if found.names else found.key),
            "type": [{"id": found.kind, "name": words.kinds[found.kind]}],
        }
        if about := self._about(found, words):
            told["description"] = about
        return told

    def _about(self, found: Found, words: Words) -> str:
        """Tell namesakes apart: years of life, where, when."""
        parts = [words.kinds[found.kind]]
        if found.kind == "person":
            name = uris.parse("", f"id/{found.key}")
            document = self._publication.document(name) if name else None
            said = document.statements if document else b""
            years = [year[1].decode() if (year := pattern.search(said)) else "" for pattern in _LIFE]
            if any(years):
                parts.append("–".join(years))
        elif found.first:
            parts.append("–".join(dict.fromkeys((found.first[:4], (found.last or found.first)[:4]))))
        if found.kind in ("venue", "organization"):
            uri = f"{self._publication.base}id/{found.key}"
            within = self._publication.repertoire.placed([uri]).get(uri, (None,))[0]
            labels = self._publication.labels([within] if within else [])
            parts += [words.best(one) for one in labels.values()]
        return ", ".join(parts)


_LIFE = tuple(
    re.compile(rb"^<[^>#]*> <https://schema.org/%b> \"(\d{4})" % name, re.M) for name in (b"birthDate", b"deathDate")
)


def _text(value: Value, words: Words) -> str:
    return value.text or words.best(value.names or {}, value.key)

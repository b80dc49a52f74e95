"""The finishing stage: chunks of sorted lines become settled, ruled and packed documents, in worker processes."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from dip_lod import uris
from dip_lod.documents.earlier import Earlier
from dip_lod.documents.envelope import envelope
from dip_lod.documents.places import is_province
from dip_lod.documents.settling import Conflict, Settled, documents
from dip_lod.literals import text
from dip_lod.mapping.query import Query
from dip_lod.publication.packed import Packed, Packer
from dip_lod.publication.repertoire.rows import Reader, Rows
from dip_lod.rules.ruleset import RuleSet
from dip_lod.vocabulary import expand, shorten

_HINT = f" <{expand('build:')}"
_TYPE = f"<{expand('rdf:type')}>"
_LABEL = f"<{expand('rdfs:label')}>"
_NAME = f"<{expand('schema:name')}>"
_START = f"<{expand('schema:startDate')}>"
_MODIFIED = f"<{expand('schema:dateModified')}>"
_NAMING = (_LABEL, _NAME)
_JSON = json.JSONEncoder(ensure_ascii=False).encode
_slug = lru_cache(4096)(uris.slug)


@dataclass(slots=True)
class Finished:
    """What a chunk gave, in the order of its documents."""

    documents: list[Packed] = field(default_factory=list)
    names: list[tuple[str, str | None, str | None, str]] = field(default_factory=list)
    """URI, labels (a JSON object by language tag), types (prefixed names) and what it is sorted by in lists."""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Target, predicate and source, where both are ours."""
    terms: set[tuple[str, str]] = field(default_factory=set)
    """Keys of terms that are pointed to, each with a dataset that does."""
    provinces: set[tuple[str, str]] = field(default_factory=set)
    """Keys of provinces that are pointed to, likewise."""
    conflicts: list[Conflict] = field(default_factory=list)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    """What rules could not do: the document's key, the URI of its record, and the sentence."""
    repertoire: Rows = field(default_factory=Rows)
    """What played, where, and who took part."""
    orphans: list[str] = field(default_factory=list)
    """Keys of documents whose thing no record describes: they are left out."""


@dataclass(frozen=True, slots=True)
class FinishPlan:
    """What each worker is given once."""

    rules: tuple[Query, ...]
    base: str
    as_of: date
    rda: tuple[Query, ...] = ()
    earlier: Path | None = None
    """The journal: a document that has not changed keeps the date that it had."""


class Finisher:
    """Settles, rules and packs documents."""

    def __init__(self, plan: FinishPlan) -> None:
        self._plan = plan
        self._rules = RuleSet({"main": plan.rules, "rda": plan.rda}, plan.base, plan.as_of)
        self._earlier = Earlier(plan.earlier, plan.base, plan.as_of) if plan.earlier else None
        self._space = f"<{plan.base}id/"
        self._repertoire = Reader(plan.base)
        self._packer = Packer(plan.base)

    def finish(self, settled: Iterable[Settled]) -> Finished:
        """Finish settled documents."""
        result = Finished()
        kept = {}
        for document in settled:
            thing = f"{self._space}{document.key}> {_TYPE} "
            if document.marks and any(line.startswith(thing) for line in document.statements):
                kept[document.key] = document
            else:
                result.orphans.append(document.key)
        derived, failed = self._rules.derive({key: one.statements for key, one in kept.items()})
        if failed:
            result.failures = list(self._traced(kept))
        for key, document in kept.items():
            said = {line for line in document.statements if _HINT not in line} | derived["main"][key]
            said |= envelope(self._plan.base, key, said, document.marks, self._plan.as_of)
            lines = sorted(said)
            view = sorted(derived["rda"][key])
            if self._earlier:
                lines = self._earlier.dated(key, lines, _encoded(view))
            self._pack(result, key, lines, view, [mark.dataset for mark in document.marks])
            result.conflicts += document.conflicts
        result.names.sort()
        return result

    def repack(self, result: Finished, key: str, lines: list[str], view: list[str], datasets: Collection[str]) -> None:
        """Pack a document that was finished before, and has lost statements since; its date follows."""
        dated = self._earlier.dated(key, lines, _encoded(view)) if self._earlier else lines
        self._pack(result, key, dated, view, datasets)

    def pack_again(
        self, result: Finished, key: str, lines: list[str], view: list[str], datasets: Collection[str]
    ) -> None:
        """Pack a document that was finished before, as it is."""
        self._pack(result, key, lines, view, datasets)

    def _traced(self, documents: Mapping[str, Settled]) -> Iterator[tuple[str, str, str]]:
        """Find which documents the rules failed on, by asking one at a time."""
        for key, document in documents.items():
            _, failed = self._rules.derive({key: document.statements})
            entity = min((mark.entity for mark in document.marks), default="")
            yield from ((key, entity, sentence) for sentence in failed)

    def _pack(self, result: Finished, key: str, lines: list[str], view: list[str], datasets: Collection[str]) -> None:
        labels: dict[str, dict[str, str]] = {}
        names: dict[str, dict[str, str]] = {}
        types: dict[str, list[str]] = {}
        modified = start = None
        space, thing = self._space, f"{self._space}{key}>"
        own = (thing, thing[:-1] + "#")
        split = [line.split(" ", 2) for line in lines]
        for subject, predicate, rest in split:
            if rest[0] == '"':
                if predicate in _NAMING:
                    said = (labels if predicate == _LABEL else names).setdefault(subject, {})
                    said[_language(rest)] = text(rest)
                elif predicate == _MODIFIED:
                    modified = text(rest)
                elif predicate == _START and subject == thing:
                    start = text(rest)
            elif predicate == _TYPE:
                types.setdefault(subject, []).append(shorten(rest[1:-3]))
            elif rest.startswith(space) and subject.startswith(space) and not rest.startswith(own):
                target = rest[1:-3]
                result.links.append((target, predicate[1:-1], subject[1:-1]))
                name = target[len(space) - 1 :]
                if name.startswith("term/"):
                    result.terms.update((name[5:], dataset) for dataset in datasets)
                elif name.startswith("place/") and is_province(name):
                    result.provinces.update((name, dataset) for dataset in datasets)
        for node in types.keys() | labels.keys() | names.keys():
            if node.startswith(space):
                shown = names.get(node, {}) | labels.get(node, {})
                label = _JSON(shown) if shown else None
                kinds = " ".join(types.get(node, ()))
                result.names.append((node[1:-1], label, kinds or None, _sort(key, start, shown)))
        packed = self._packer.pack(key, modified, lines, view, datasets)
        result.documents.append(packed)
        seen = (point[5:] for point in packed.points if point.startswith("term/"))  # no other view may name it
        result.terms.update((term, dataset) for term in seen for dataset in datasets)
        self._repertoire.add_split(result.repertoire, key, split)


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _sort(key: str, start: str | None, labels: dict[str, str]) -> str:
    """Say by what a thing or a part of it stands in lists: runs, then performances by their start, the rest by label.

    >>> _sort("run/1", "2025-10-02", {}), _sort("performance/1.2", "2025-10-03", {})
    ('0 2025-10-02 ', '1 2025-10-03 ')
    >>> _sort("person/2", None, {"nl": "Anna Berg"})
    '2 anna-berg'
    """
    label = _slug(labels.get("nl") or next(iter(labels.values()), "")) if labels else ""
    if start is None:
        return f"2 {label}"
    return f"{0 if key.startswith('run/') else 1} {start} {label}"


def _language(rest: str) -> str:
    """Read the language of a literal at the end of a line of N-Triples; empty where it has none.

    >>> _language('"De Kersentuin"@nl .')
    'nl'
    """
    tag = rest[rest.rindex('"') + 1 : -2]
    return tag[1:] if tag.startswith("@") else ""


_finisher: list[Finisher] = []
"""The finisher of this process, made by `prepare`."""


def prepare(plan: FinishPlan) -> None:
    """Make this process's finisher."""
    _finisher[:] = [Finisher(plan)]


def finish_chunk(chunk: bytes) -> Finished:
    """Finish a chunk of sorted lines."""
    return _finisher[0].finish(documents(chunk))

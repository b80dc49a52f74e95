"""The finishing stage: chunks of documents become settled, ruled and packed documents, in worker processes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dip_lod.documents.chunks import Chunk
from dip_lod.documents.earlier import Earlier
from dip_lod.documents.envelope import envelope
from dip_lod.documents.places import is_province
from dip_lod.documents.settling import Conflict, Settled, documents
from dip_lod.literals import text
from dip_lod.mapping.query import Query
from dip_lod.publication import told
from dip_lod.publication.links import LinkRows, Links
from dip_lod.publication.names import Name, names
from dip_lod.publication.packed import Packed, Packer
from dip_lod.publication.repertoire.rows import Reader, Rows
from dip_lod.rules.ruleset import RuleSet
from dip_lod.vocabulary import expand

_HINT = f" <{expand('build:')}"
_TYPE = f"<{expand('rdf:type')}>"
_MODIFIED = f"<{expand('schema:dateModified')}>"


@dataclass(slots=True)
class Finished:
    """What a chunk gave, in the order of its documents."""

    documents: list[Packed] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    links: LinkRows = field(default_factory=LinkRows)
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
        self._links = Links(plan.base)
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
            said = derived["main"][key]
            said.update([line for line in document.statements if _HINT not in line])
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
        said = told.read(lines)
        modified = None
        for of in said.values():
            for value in of.get(_MODIFIED, ()):
                modified = text(value)
        for target in self._links.add(result.links, key, said):
            name = target[len(self._space) - 1 :]
            if name.startswith("term/"):
                result.terms.update([(name[5:], dataset) for dataset in datasets])
            elif name.startswith("place/") and is_province(name):
                result.provinces.update([(name, dataset) for dataset in datasets])
        result.names += names(self._space, key, said)
        packed = self._packer.pack(key, modified, lines, view, datasets)
        for point in packed.points:
            if point.startswith("term/"):  # which no other view may name
                result.terms.update([(point[5:], dataset) for dataset in datasets])
        result.documents.append(packed)
        self._repertoire.add_told(result.repertoire, key, said)


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


_finisher: list[Finisher] = []
"""The finisher of this process, made by `prepare`."""


def prepare(plan: FinishPlan) -> None:
    """Make this process's finisher."""
    _finisher[:] = [Finisher(plan)]


def finish_chunk(chunk: Chunk) -> Finished:
    """Finish the documents of a chunk."""
    return _finisher[0].finish(documents(chunk.lines()))

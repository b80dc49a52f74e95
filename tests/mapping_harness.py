"""What a mapping gives for some records: the statements of the dump, by way of every stage between reading and it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from dip_lod import resources
from dip_lod.documents import places, terms
from dip_lod.documents.settling import Settled
from dip_lod.documents.settling import documents as settled_documents
from dip_lod.identity.passing import Pass
from dip_lod.mapping.query import read as queries
from dip_lod.mapping.record import Mapped, SourceMapping
from dip_lod.pipeline.finishing import Finished, Finisher, FinishPlan
from dip_lod.sources import description, reading
from dip_lod.sources.record import Entry, Fault, RdfRecord, Record

BASE = "https://data.example.org/"
AS_OF = date(2026, 3, 2)
VIEWS = ("schema", "crm")


def folder(name: str) -> Path:
    """Give the folder of a mapping."""
    return resources.folder("mappings") / name


def read(source: str, *files: Path) -> list[Entry]:
    """Read the records of some files as the build does."""
    return list(reading.read(description.load(folder(source)), files))


def mapped(source: str, entries: Iterable[Entry], as_of: date = AS_OF, base: str = BASE) -> list[Mapped]:
    """Map records, each with what is wrong with it."""
    described = description.load(folder(source))
    keys = Pass()
    held = list(keys.add(described, entries))
    mapping = SourceMapping(described, queries(folder(source)), base, as_of, keys.table())
    return [mapping.map(entry) for entry in held if isinstance(entry, (Record, RdfRecord)) and not entry.deleted]


def faults(source: str, entries: Iterable[Entry], as_of: date = AS_OF, base: str = BASE) -> list[Fault]:
    """Give what is wrong with some records."""
    return [fault for one in mapped(source, entries, as_of, base) for fault in one.faults]


def documents(source: str, entries: Iterable[Entry], as_of: date = AS_OF, base: str = BASE) -> dict[str, set[str]]:
    """Give whole documents by key (`run/NL-24-017-0001234`), those of terms and of the dataset among them."""
    described = description.load(folder(source))
    rules = [rule for view in VIEWS for rule in queries(folder("rules") / view)]
    finisher = Finisher(FinishPlan(tuple(rules), base, as_of))
    about = terms.dataset(base, described.name, described.title, described.description, described.licence)
    result = finisher.finish(_settled([*_lines(mapped(source, entries, as_of, base)), *about]))
    found = _bodies(result)
    pointed = result.terms
    result = finisher.finish(places.provinces(base, result.provinces))
    found |= _bodies(result)
    pointed |= result.terms
    while new := {key: sets for key, sets in terms.needed(pointed).items() if f"term/{key}" not in found}:
        result = finisher.finish(terms.term(base, key, sets) for key, sets in sorted(new.items()))
        found |= _bodies(result)
        pointed |= result.terms
    return found


def statements(source: str, entries: Iterable[Entry], as_of: date = AS_OF, base: str = BASE) -> set[str]:
    """Give what the dump holds of some records."""
    return {line for lines in documents(source, entries, as_of, base).values() for line in lines}


def _lines(records: Iterable[Mapped]) -> Iterator[str]:
    for record in records:
        yield from record.lines


def _settled(lines: Iterable[str]) -> Iterable[Settled]:
    return settled_documents([line.rstrip("\n").encode() for line in sorted(set(lines))])


def _bodies(finished: Finished) -> dict[str, set[str]]:
    assert not finished.failures, finished.failures
    return {one.key: set(one.statements.decode().splitlines()) for one in finished.documents}


def compare(found: set[str], expected: set[str]) -> Sequence[str]:
    """List what is missing and what is too much, sorted by subject."""
    return [f"- {line}" for line in sorted(expected - found)] + [f"+ {line}" for line in sorted(found - expected)]

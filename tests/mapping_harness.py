"""What a mapping gives for some records: the statements of the dump, by way of every stage between reading and it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from dip_lod import resources, schemes
from dip_lod.documents.settling import Mark, Settled, settle
from dip_lod.identity.passing import Pass
from dip_lod.mapping.query import read as queries
from dip_lod.mapping.record import Mapped, SourceMapping
from dip_lod.pipeline.finishing import Finished, Finisher, FinishPlan
from dip_lod.sources import description, reading
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.record import Entry, Fault, RdfRecord, Record
from dip_lod.vocabulary import expand

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
    first = finisher.finish(_settled(mapped(source, entries, as_of, base)))
    found = _bodies(first)
    ground = [_dataset(described, base)]
    wanted = {f"term/{key}" for key, _ in first.terms}
    ground += _terms({key.removeprefix("term/") for key in wanted - found.keys()}, described, base)
    return found | _bodies(finisher.finish(ground))


def statements(source: str, entries: Iterable[Entry], as_of: date = AS_OF, base: str = BASE) -> set[str]:
    """Give what the dump holds of some records."""
    return {line for lines in documents(source, entries, as_of, base).values() for line in lines}


def _settled(records: Iterable[Mapped]) -> Iterator[Settled]:
    grouped: dict[str, list[list[str]]] = {}
    for line in sorted({line.rstrip("\n") for one in records for line in one.lines}):
        key, *words = line.split("\t")
        grouped.setdefault(key, []).append(words)
    return (settle(key, lines) for key, lines in grouped.items())


def _bodies(finished: Finished) -> dict[str, set[str]]:
    assert not finished.failures, finished.failures
    return {one.key: set(one.statements.decode().splitlines()) for one in finished.documents}


def _terms(wanted: set[str], source: SourceDescription, base: str) -> Iterator[Settled]:
    """Give the terms that something points to, what is broader than they are, and their schemes."""
    seen: set[str] = set()
    while wanted:
        seen |= wanted
        concepts = [schemes.concepts()[key] for key in sorted(wanted) if key in schemes.concepts()]
        for concept in concepts:
            yield Settled(f"term/{concept.key}", _term(concept, base), [_mark(source)])
        broader = {key for concept in concepts for key in concept.broader}
        wanted = (broader | {concept.key.partition("/")[0] for concept in concepts}) - seen


def _term(concept: schemes.Concept, base: str) -> set[str]:
    uri = f"<{base}id/term/{concept.key}>"
    kind = expand("skos:ConceptScheme" if concept.scheme else "skos:Concept")
    said = [f"{uri} <{expand('rdf:type')}> <{one}> ." for one in (kind, *concept.types)]
    said += [f"{uri} <{expand('skos:prefLabel')}> {_quoted(text)}@{tag} ." for tag, text in concept.labels.items()]
    said += [f"{uri} <{match}> <{target}> ." for match, target in concept.matches]
    said += [f"{uri} <{expand('skos:broader')}> <{base}id/term/{key}> ." for key in concept.broader]
    if not concept.scheme:
        said.append(f"{uri} <{expand('skos:inScheme')}> <{base}id/term/{concept.key.partition('/')[0]}> .")
    return set(said)


def _dataset(source: SourceDescription, base: str) -> Settled:
    uri = f"<{base}id/dataset/{source.name}>"
    said = [f"{uri} <{expand('rdf:type')}> <{expand('schema:Dataset')}> ."]
    said += [f"{uri} <{expand('schema:name')}> {_quoted(text)}@{tag} ." for tag, text in source.title.items()]
    said.append(f"{uri} <{expand('rdfs:label')}> {_quoted(source.title['nl'])}@nl .")
    if source.licence:
        said.append(f"{uri} <{expand('schema:license')}> <{source.licence}> .")
    return Settled(f"dataset/{source.name}", set(said), [_mark(source)])


def _mark(source: SourceDescription) -> Mark:
    return Mark(source.name, "", None, None)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def compare(found: set[str], expected: set[str]) -> Sequence[str]:
    """List what is missing and what is too much, sorted by subject."""
    return [f"- {line}" for line in sorted(expected - found)] + [f"+ {line}" for line in sorted(found - expected)]

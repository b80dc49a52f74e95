"""The parts of a source's description: which record, which rules for JSON, XML, CSV and RDF, which keys."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EntityKey:
    """Say which entity's `#record` fragment stands for the record."""

    kind: str
    key: str
    prefix: str


@dataclass(frozen=True, slots=True)
class RecordPaths:
    """Say where a record has its id, date, deletion mark and licence: paths, or IRIs of predicates for RDF."""

    id: str | None = None
    date: str | None = None
    deleted: str | None = None
    licence: str | None = None
    entity: EntityKey | None = None


@dataclass(frozen=True, slots=True)
class JsonRules:
    """Say where the records of a JSON file are, and how its keys and its mixed text are read."""

    records: str | None = None
    rename: dict[str, str] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class XmlRules:
    """Say which element is a record, and how elements become keys."""

    record: str | None = None
    rename: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    separate: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvRules:
    """Say how a table is written, and how its columns are renamed."""

    delimiter: str | None = None
    quote: str | None = None
    encoding: str = "utf-8"
    rename: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RdfRules:
    """Say of which class the subjects are that count as records."""

    record: str | None = None


@dataclass(frozen=True, slots=True)
class LiftRules:
    """Say what is dropped, what is split, and what is kept whole."""

    null: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()
    split: dict[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyRule:
    """Say where a record has the keys of the entities that it describes."""

    kind: str
    path: str
    prefix: str = ""
    into: str | None = None
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SameRule:
    """Say where names and identifiers stand together, to find one identifier on two names."""

    kind: str
    path: str
    name: str
    identifier: str
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)

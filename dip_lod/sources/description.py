"""The description of a source: its source.toml, checked."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from dip_lod.errors import ConfigurationError
from dip_lod.sources.rules import (
    CsvRules,
    EntityKey,
    JsonRules,
    KeyRule,
    LiftRules,
    RdfRules,
    RecordPaths,
    SameRule,
    XmlRules,
)
from dip_lod.sources.table import Table

FILE = "source.toml"
FORMATS = ("json", "ndjson", "geojson", "xml", "csv", "tsv", "rdf")
NAME = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """Hold everything that source.toml says of a source (docs/reference/sources.md)."""

    folder: Path
    name: str
    title: dict[str, str]
    description: dict[str, str]
    licence: str | None
    language: str
    delivery: Literal["snapshot", "delta"]
    rank: int
    format: str | None
    record: RecordPaths
    json: JsonRules
    xml: XmlRules
    csv: CsvRules
    rdf: RdfRules
    lift: LiftRules
    keys: tuple[KeyRule, ...]
    same: tuple[SameRule, ...]


def load(folder: Path) -> SourceDescription:
    """Read and check the source.toml of a mapping folder, which must hold queries too."""
    file = folder / FILE
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: is no folder; name the folder that holds {FILE} and the queries")
    if not file.is_file():
        raise ConfigurationError(f"{folder}: has no {FILE}; write one that says what a record of this source is")
    if not any(folder.glob("*.rq")):
        raise ConfigurationError(f"{folder}: has no queries (*.rq); write at least one CONSTRUCT query")
    return parse(file.read_bytes(), file)


def parse(content: bytes, file: Path) -> SourceDescription:
    """Check the content of a source.toml; `file` is for messages and for the folder."""
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}; repair it") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    with Table(values, file) as top:
        return _description(top, file)


def _description(top: Table, file: Path) -> SourceDescription:
    rdf = _rdf(top.table("rdf"))
    record = _record(top.table("record"))
    chosen = top.choice("format", FORMATS, None)
    if chosen == "rdf" and rdf.record is None:
        raise top.error("rdf.record", "is missing", "name the class whose subjects are the records")
    if record.id is None and rdf.record is None:
        raise top.error("record.id", "is missing", "name the path of the identifier of a record")
    lift = _lift(top.table("lift"))
    for path in lift.restricted:
        if record.id is not None and f"{record.id}.".startswith(f"{path}."):
            raise top.error("lift.restricted", "covers the path of the record's id", "take it from the list")
    return SourceDescription(
        folder=file.parent,
        name=_matching(top, "name", top.text("name"), NAME, "use small letters, digits and hyphens"),
        title=_by_language(top, "title", required=True),
        description=_by_language(top, "description", required=False),
        licence=_licence(top),
        language=_matching(top, "language", top.text("language", "und"), LANGUAGE, "use a tag such as nl or en-GB"),
        delivery=cast('Literal["snapshot", "delta"]', top.choice("delivery", ("snapshot", "delta"), "snapshot")),
        rank=top.number("rank", 1),
        format=chosen,
        record=record,
        json=_json(top.table("json")),
        xml=_xml(top.table("xml")),
        csv=_csv(top.table("csv")),
        rdf=rdf,
        lift=lift,
        keys=tuple(_key(table) for table in top.tables("keys")),
        same=tuple(_same(table) for table in top.tables("same")),
    )


def _record(record: Table) -> RecordPaths:
    with record:
        entity = None
        if "entity" in record.names():
            with record.table("entity") as inner:
                entity = EntityKey(inner.text("kind"), inner.text("key"), inner.text("prefix", ""))
        else:
            record.table("entity")
        return RecordPaths(
            record.optional_text("id"),
            record.optional_text("date"),
            record.optional_text("deleted"),
            record.optional_text("licence"),
            entity,
        )


def _json(json: Table) -> JsonRules:
    with json:
        return JsonRules(json.optional_text("records"), _rename(json), json.words("mixed"))


def _xml(xml: Table) -> XmlRules:
    with xml:
        return XmlRules(
            xml.optional_text("record"),
            _rename(xml),
            xml.texts("text"),
            xml.words("lists"),
            xml.words("separate"),
            xml.words("mixed"),
        )


def _csv(csv: Table) -> CsvRules:
    with csv:
        delimiter = csv.text("delimiter", "")
        quote = csv.text("quote", "") if "quote" in csv.names() else None
        csv.text("quote", "")
        rules = CsvRules(delimiter or None, quote, csv.text("encoding", "utf-8"), _rename(csv))
        if quote is not None and len(quote) > 1:
            raise csv.error("quote", "must be one character, or empty for none", "use '\"' or ''")
        if len(delimiter) > 1:
            raise csv.error("delimiter", "must be one character", 'use "," or ";" or "\\t"')
        try:
            "".encode(rules.encoding)
        except LookupError:
            raise csv.error("encoding", f"is '{rules.encoding}'", "use utf-8, windows-1252 or iso-8859-1") from None
        return rules


def _rdf(rdf: Table) -> RdfRules:
    with rdf:
        record = rdf.optional_text("record")
        if record is not None and (":" not in record or set(record) & set(' <>"{}|\\^`')):
            raise rdf.error("record", "is not an IRI", "write the IRI of the class in full")
        return RdfRules(record)


def _lift(lift: Table) -> LiftRules:
    with lift:
        rules = LiftRules(lift.words("null"), lift.words("restricted"), lift.texts("split"), lift.words("whole"))
        if "" in rules.split.values():
            raise lift.error("split", "has an empty separator", 'name what stands between the values, such as ";"')
        return rules


def _key(key: Table) -> KeyRule:
    with key:
        return KeyRule(
            key.text("kind"),
            key.text("path"),
            key.text("prefix", ""),
            key.optional_text("into"),
            key.lists("when"),
            key.lists("unless"),
        )


def _same(same: Table) -> SameRule:
    with same:
        return SameRule(
            same.text("kind"), same.text("path"), same.text("name"), same.text("identifier"), same.lists("when")
        )


def _rename(table: Table) -> dict[str, str]:
    renames = table.texts("rename")
    for path, key in renames.items():
        if not key or "." in key:
            raise table.error("rename", f"gives '{path}' the key '{key}'", "give the new last key alone, without dots")
    return renames


def _by_language(top: Table, key: str, *, required: bool) -> dict[str, str]:
    texts = top.texts(key)
    if required and not texts:
        raise top.error(key, "is missing", 'write it by language: { nl = "…", en = "…" }')
    for tag in texts:
        _matching(top, f"{key}.{tag}", tag, LANGUAGE, "use a language tag such as nl or en-GB")
    return texts


def _licence(top: Table) -> str | None:
    licence = top.optional_text("licence")
    if licence is None:
        return None
    return _matching(top, "licence", licence, ABSOLUTE, "give the URI of the licence, or leave it out")


def _matching(top: Table, key: str, value: str, pattern: re.Pattern[str], remedy: str) -> str:
    if not pattern.fullmatch(value):
        raise top.error(key, f"is '{value}'", remedy)
    return value

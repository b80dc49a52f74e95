"""Reading a source: from its files to its records, in an order that is always the same."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from dip_lod.errors import ConfigurationError, SourceError
from dip_lod.sources import csv, delivery, faults, json_tree, ndjson, rdf, xml
from dip_lod.sources.description import FILE, SourceDescription
from dip_lod.sources.formats import extension, format_of, labelled
from dip_lod.sources.limits import id_flaw, too_long
from dip_lod.sources.opening import Stream, open_stream
from dip_lod.sources.paths import texts, values
from dip_lod.sources.raw import MAX_DEPTH, BrokenFileError, Flaw, Raw, RawRecord
from dip_lod.sources.record import Entry, Record, Value
from dip_lod.sources.tree import Cleaner, TooDeepError
from dip_lod.sources.xml_tree import TreeMaker

DELETED = {"true": True, "1": True, "false": False, "0": False}
FEATURES = "features.item"
DELIMITERS = {"csv": ",", "tsv": "\t"}


def read(description: SourceDescription, files: Sequence[Path], gone: delivery.Gone = len) -> Iterator[Entry]:
    """Yield the records and faults of a source's files, in code-point order of their names.

    A file that is not there, cannot be opened or has no known format is a `SourceError` before the first record.
    A file that turns bad gives the records before that place and one fault; the next file is read. `gone` is told
    the ids of records that say they have been deleted.
    """
    formats = inspect(description, files)
    if description.delivery == "delta":
        return delivery.delta(_delta_entries(description, formats), gone)
    return delivery.snapshot(_entries(description, formats), gone)


def inspect(description: SourceDescription, files: Sequence[Path]) -> list[tuple[str, Path, str]]:
    """Label the files and tell their formats; raises SourceError and ConfigurationError for what cannot be read."""
    if not files:
        raise SourceError(f"{description.name}: has no files; name them in dip-lod.toml")
    formats = [(label, path, format_of(path, description.format)) for label, path in labelled(files)]
    for label, path, form in formats:
        with open_stream(path, label):
            _check_form(description, path, form)
    return formats


def _check_form(description: SourceDescription, path: Path, form: str) -> None:
    file = description.folder / FILE
    if form == "rdf" and description.rdf.record is None:
        raise ConfigurationError(
            f"{file}: 'rdf.record' is missing, and {path.name} is RDF; name the class whose subjects are the records"
        )
    if form != "rdf" and description.record.id is None:
        raise ConfigurationError(
            f"{file}: 'record.id' is missing, and {path.name} is {form}; name the path of the identifier of a record"
        )


def _entries(description: SourceDescription, files: Sequence[tuple[str, Path, str]]) -> Iterator[Entry]:
    graph = [(path, label, extension(path)) for label, path, form in files if form == "rdf"]
    trees = (_tree_entries(description, *file) for file in files if file[2] != "rdf")
    yield from chain.from_iterable(trees)
    if graph:
        yield from rdf.read(description, graph)


def _delta_entries(description: SourceDescription, files: Iterable[tuple[str, Path, str]]) -> Iterator[Entry]:
    """Read file by file: in a delta, each RDF file is a graph of its own."""
    for file in files:
        yield from _entries(description, [file])


def _tree_entries(description: SourceDescription, label: str, path: Path, form: str) -> Iterator[Entry]:
    cleaner = _cleaner(description, form)
    try:
        with open_stream(path, label) as stream:
            for raw in _raw_records(description, stream, form):
                yield from _cleaned(description, cleaner, raw)
    except BrokenFileError as error:
        yield faults.make(description.name, error.flaw)


def _raw_records(description: SourceDescription, stream: Stream, form: str) -> Iterator[Raw]:
    match form:
        case "ndjson":
            return ndjson.read(stream)
        case "json":
            return json_tree.read(stream, description.json.records)
        case "geojson":
            return json_tree.read(stream, description.json.records or FEATURES)
        case "xml":
            maker = TreeMaker(description.xml, frozenset(description.lift.restricted))
            return xml.read(stream, description.xml.record, maker)
        case _:
            return csv.read(stream, description.csv, DELIMITERS[form])


def _cleaner(description: SourceDescription, form: str) -> Cleaner:
    """Make the cleaner for a form; XML was renamed while its tree was made."""
    if form in DELIMITERS:
        return Cleaner(description.lift, description.csv.rename)
    if form == "xml":
        return Cleaner(description.lift, {})
    return Cleaner(description.lift, description.json.rename, description.json.mixed)


def _cleaned(description: SourceDescription, cleaner: Cleaner, raw: Raw) -> Iterator[Entry]:
    if isinstance(raw, Flaw):
        yield faults.make(description.name, raw)
        return
    try:
        tree = cleaner.clean(raw.tree)
    except TooDeepError:
        what = f"is nested deeper than {MAX_DEPTH} levels"
        yield faults.make(description.name, Flaw(raw.place, what, "check where the records are in source.toml"))
        return
    record = _record(description, raw, tree)
    if isinstance(record, Flaw):
        yield faults.make(description.name, record)
        return
    for path in cleaner.guessed:
        what = f"{path} is mixed text whose order the file has lost"
        flaw = Flaw(raw.place, what, "take the record from XML if there is any", "warning")
        yield faults.make(description.name, flaw, record.id)
    for path in cleaner.long:
        yield faults.make(description.name, too_long(raw.place, path), record.id)
    for wrong in cleaner.garbled:
        flaw = Flaw(raw.place, wrong.what, wrong.remedy, "warning", wrong.full)
        yield faults.make(description.name, flaw, record.id)
    for path in cleaner.hollow:
        flaw = Flaw(raw.place, f"{path} has an entry with nothing in it", "fill it in, or take it out", "warning")
        yield faults.make(description.name, flaw, record.id)
    yield record


def _record(description: SourceDescription, raw: RawRecord, tree: dict[str, Value]) -> Record | Flaw:
    paths = description.record
    found = list(values(tree, paths.id or ""))
    if len(found) != 1:
        what = f"has {len(found)} ids at {paths.id}" if found else f"has no id at {paths.id}"
        return Flaw(raw.place, what, "give each record one id, or check [record] id in source.toml")
    if not isinstance(found[0], str):
        return Flaw(raw.place, f"has an id at {paths.id} that is no text", "check [record] id in source.toml")
    if wrong := id_flaw(found[0], raw.place):
        return wrong
    marks = {DELETED.get(mark.lower()) for mark in texts(tree, paths.deleted)} if paths.deleted else set()
    if None in marks or len(marks) > 1:
        return Flaw(raw.place, f"has a mark at {paths.deleted} that is neither true nor false", "write true or false")
    date = next(iter(texts(tree, paths.date)), None) if paths.date else None
    return Record(description.name, found[0], date, raw.place, tree, deleted=True in marks)

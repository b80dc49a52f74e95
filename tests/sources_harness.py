"""What the tests of the readers share: descriptions from a few lines of TOML, and sources from texts."""

from collections.abc import Callable
from pathlib import Path

from dip_lod.sources import description, reading
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.record import Fault, RdfRecord, Record

Reader = Callable[..., tuple[list[Record], list[Fault]]]


def describe(toml: str = "") -> SourceDescription:
    """Make a description: name, title and `[record] id = "id"` are there unless `toml` says otherwise."""
    tables = "" if "[record]" in toml or "[rdf]" in toml else '[record]\nid = "id"\n'
    first = "" if toml.lstrip().startswith("name =") else 'name = "test"\ntitle = { nl = "Proef" }\n'
    return description.parse(f"{first}{toml}\n{tables}".encode(), Path("mappings/test/source.toml"))


def read_files(source: SourceDescription, *files: Path) -> tuple[list[Record], list[Fault]]:
    """Read all of the files, apart as records and faults."""
    entries = list(reading.read(source, files))
    records = [entry for entry in entries if isinstance(entry, Record)]
    return records, [entry for entry in entries if isinstance(entry, Fault)]


def read_rdf(source: SourceDescription, *files: Path) -> tuple[list[RdfRecord], list[Fault]]:
    """Read all of the RDF files, apart as records and faults."""
    entries = list(reading.read(source, files))
    records = [entry for entry in entries if isinstance(entry, RdfRecord)]
    return records, [entry for entry in entries if isinstance(entry, Fault)]


def read_text(folder: Path, name: str, content: str | bytes, toml: str = "") -> tuple[list[Record], list[Fault]]:
    """Write a file and read it."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_files(describe(toml), file)

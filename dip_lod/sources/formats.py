"""Which reader a file is for: what source.toml says, or the name of the file."""

from collections.abc import Sequence
from os.path import commonpath
from pathlib import Path

from dip_lod.errors import SourceError
from dip_lod.sources import rdf

BY_EXTENSION = {
    "json": "json",
    "ndjson": "ndjson",
    "jsonl": "ndjson",
    "geojson": "geojson",
    "xml": "xml",
    "csv": "csv",
    "tsv": "tsv",
} | dict.fromkeys(("ttl", "nt", "nq", "trig", "jsonld", "rdf", "owl"), "rdf")


def extension(path: Path) -> str:
    """Give the extension of a file in small letters, without that of gzip.

    >>> extension(Path("season.NDJSON.gz"))
    'ndjson'
    """
    parts = path.name.lower().removesuffix(".gz").rpartition(".")
    return parts[2] if parts[1] else ""


def format_of(path: Path, chosen: str | None) -> str:
    """Give the format of a file: `chosen`, or by its extension.

    >>> format_of(Path("venues.geojson"), None)
    'geojson'
    """
    found = chosen or BY_EXTENSION.get(extension(path))
    if found is None:
        known = ", ".join(sorted(BY_EXTENSION))
        raise SourceError(f"{path}: is of no known format; name it by one of {known}, or say format in source.toml")
    if found == "rdf" and extension(path) not in rdf.FORMATS:
        raise SourceError(f"{path}: is RDF in no known form; name it by one of {', '.join(sorted(rdf.FORMATS))}")
    return found


def labelled(files: Sequence[Path]) -> list[tuple[str, Path]]:
    """Give each file the shortest name that tells it apart, in code-point order of those names.

    >>> labelled([Path("in/b.json"), Path("in/a.json")])
    [('a.json', PosixPath('in/a.json')), ('b.json', PosixPath('in/b.json'))]
    """
    if len({path.name for path in files}) == len(files):
        return sorted((path.name, path) for path in files)
    top = commonpath([path.absolute().parent for path in files])
    return sorted((path.absolute().relative_to(top).as_posix(), path) for path in files)

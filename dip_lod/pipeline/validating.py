"""The validation stage: the packed documents of a publication, checked before it is committed."""

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from dip_lod.pipeline import workers
from dip_lod.pipeline.progress import Step
from dip_lod.publication import layout
from dip_lod.validation import Report, lookup, run


def validate(publication: Path, output: Path, base: str, processes: int, step: Step) -> Report:
    """Check a publication's documents with all cores, and write the report's files into `output`."""
    store = ox.Store.read_only(str(publication / layout.STORE))
    with workers.executor(processes, workers.nothing) as pool:
        return run(
            _documents(publication, base, step),
            output,
            types=lookup.types(store),
            identifiers=lookup.identifiers(store),
            executor=pool,
        )


def _documents(publication: Path, base: str, step: Step) -> Iterator[tuple[str, bytes]]:
    file = (publication / layout.DOCUMENTS).absolute().as_uri() + "?mode=ro"
    connection = sqlite3.connect(file, uri=True)
    try:
        for key, body in connection.execute("SELECT key, body FROM document ORDER BY key"):
            step.update(1)
            yield f"{base}doc/{key}", zlib.decompress(body)
    finally:
        connection.close()

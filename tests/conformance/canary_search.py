"""Everything that a build leaves behind, opened, decompressed and in one case, for the search of canaries."""

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from dip_lod.journal import reading as journal
from dip_lod.publication import layout


def traces(data: Path) -> Iterator[tuple[str, str]]:
    """Yield what a data folder holds: where, and the text in small letters; of packed things what is in them."""
    for file in sorted(data.rglob("*")):
        name = str(file.relative_to(data))
        if file.is_dir():
            if (file / "CURRENT").exists():
                store = ox.Store.read_only(str(file))
                yield name, "\n".join(str(quad) for quad in store).lower()
        else:
            yield name, file.read_bytes().decode("utf-8", "replace").lower()
            if file.suffix == ".sqlite":
                yield from _rows(file, name)


def reports(data: Path) -> Iterator[tuple[str, str]]:
    """Yield what anybody may read of what is wrong, fault by fault."""
    for line in (journal.current(data) / layout.FAULTS).read_text("utf-8").splitlines():
        yield layout.FAULTS, line.lower()


def _rows(file: Path, name: str) -> Iterator[tuple[str, str]]:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    stored = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    tables = [table for (table,) in connection.execute(stored)]  # what a virtual table holds is in tables of its own
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                yield f"{name}: {table}", (_unpacked(value) if isinstance(value, bytes) else str(value)).lower()
    connection.close()


def _unpacked(value: bytes) -> str:
    try:
        return zlib.decompress(value).decode("utf-8", "replace")
    except zlib.error:
        return value.decode("utf-8", "replace")

"""The datasets that the outside judges see, each built as `dip-lod build` does, and their statements by subject."""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from dip_lod import sample
from dip_lod.config import Build, Config, Source
from dip_lod.journal.reading import current
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import layout
from dip_lod.vocabulary import expand

BASE = "https://data.example.org/"
MODEL_DAY = date(2026, 3, 2)
"""The day as of which the model's example was written."""

NYPHIL = "data/nyphil/2024-25_TO_NOW"
FILES: dict[str, dict[str, str]] = {
    "model-json": {"dip": "model/sample.json"},
    "model-xml": {"dip": "model/sample.xml"},
    "nyphil-xml": {"nyphil": f"{NYPHIL}.xml"},
    "nyphil-json": {"nyphil": f"{NYPHIL}.json"},
    "dutchdracor": {"dutchdracor": "data/dutchdracor/tei-headers/*.xml"},
    "rotterdams-publiek": {
        "rotterdams-publiek-venues": "data/rotterdams-publiek/locaties.geojson",
        "rotterdams-publiek-posters": "data/rotterdams-publiek/sa-*.ttl",
    },
}
"""The files of each dataset, by mapping, within the folder of real records; `dip` is a sample made for the test."""
DATASETS = ("dip", *FILES)


class Statement(NamedTuple):
    """A statement: URIs of subject and predicate, and the object as a term."""

    subject: str
    predicate: str
    object: ox.NamedNode | ox.BlankNode | ox.Literal

    def __str__(self) -> str:
        return f"<{self.subject}> <{self.predicate}> {self.object}"

    @classmethod
    def of(cls, quad: ox.Quad) -> "Statement":
        """Take a statement of the parser or of a store."""
        assert not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple)
        return cls(quad.subject.value, quad.predicate.value, quad.object)


@dataclass
class Dataset:
    """A built dataset, as its publication holds it."""

    name: str
    data: Path
    summary: Summary

    @property
    def folder(self) -> Path:
        """Give the folder of the publication."""
        return current(self.data)

    @cached_property
    def lines(self) -> list[str]:
        """Give the lines of the dump."""
        return (self.folder / layout.DUMP).read_text("utf-8").splitlines()

    @cached_property
    def statements(self) -> list[Statement]:
        """Give the statements of the dump."""
        parsed = ox.parse(path=str(self.folder / layout.DUMP), format=ox.RdfFormat.N_TRIPLES)
        return [Statement.of(quad) for quad in parsed]

    @cached_property
    def types(self) -> dict[str, frozenset[str]]:
        """Give the classes of every subject."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.statements:
            if one.predicate == expand("rdf:type"):
                found[one.subject].add(one.object.value)
        return {subject: frozenset(classes) for subject, classes in found.items()}

    @cached_property
    def about(self) -> dict[str, list[Statement]]:
        """Give the statements about every subject."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for one in self.statements:
            found[one.subject].append(one)
        return found

    def rows(self, query: str) -> list[tuple[str, bytes]]:
        """Ask documents.sqlite."""
        with closing(sqlite3.connect(f"{(self.folder / layout.DOCUMENTS).as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    def bodies(self) -> Iterator[tuple[str, bytes]]:
        """Yield the packed documents: key and statements."""
        with sqlite3.connect(f"{(self.folder / layout.DOCUMENTS).as_uri()}?mode=ro", uri=True) as connection:
            for key, body in connection.execute("SELECT key, body FROM document ORDER BY key"):
                yield key, zlib.decompress(body)
        connection.close()


Built = Callable[[str], Dataset]
"""What the fixture `built` gives: a dataset by its name."""


class Sketch(Dataset):
    """A few statements in Turtle in place of a build, to test the judges themselves."""

    @classmethod
    def of(cls, turtle: str) -> "Sketch":
        """Read Turtle whose relative URIs are of our own space."""
        sketch = cls("sketch", Path(), Summary())
        parsed = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=BASE)
        sketch.__dict__["statements"] = [Statement.of(quad) for quad in parsed]
        return sketch


def make(name: str, shared: Path, folder: Path) -> Dataset:
    """Build a dataset into a folder of its own; violations are left to the tests."""
    if name == "dip":
        sources = {"dip": str(sample.write(folder / "records", 40, 1, processes=1))}
    else:
        sources = {mapping: str(shared / files) for mapping, files in FILES[name].items()}
    return publish(name, sources, folder, MODEL_DAY if name.startswith("model-") else sample.AS_OF)


def publish(name: str, sources: dict[str, str], folder: Path, as_of: date) -> Dataset:
    """Build some files, by mapping, with two processes."""
    config = Config(
        base_uri=BASE,
        data=folder / "data",
        sources=tuple(Source(mapping, (files,)) for mapping, files in sources.items()),
        build=Build(processes=2, violations="report"),
    )
    return Dataset(name, config.data_folder, build(config, Options(as_of), Progress(quiet=True)))

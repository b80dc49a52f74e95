"""A publication made from RDF as the build writes it, for the tests of the serve side."""

import json
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import quality_harness
import store_servers

from dip_lod import uris
from dip_lod.config import Config, Limits
from dip_lod.figures import writing as figures
from dip_lod.journal import reading as journal
from dip_lod.journal import writing as committing
from dip_lod.journal.comparing import Judge
from dip_lod.pipeline.dumping_stage import dump
from dip_lod.pipeline.workers import Inline
from dip_lod.publication import layout
from dip_lod.publication.links import LinkRows
from dip_lod.publication.manifest import Manifest, SourceEntry
from dip_lod.publication.packed import Packed, Packer
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.rows import Reader, Rows
from dip_lod.publication.writing import Writer
from dip_lod.search import writing as search
from dip_lod.store import loading, publishing, remote
from dip_lod.store.publishing import View

BASE = "http://localhost:8000/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NAME = "https://schema.org/name"
SAMPLE = Path(__file__).parent / "web" / "edges.ttl"
MERGED = {"person/p.oud": "person/p.veel"}


def triples(*files: Path) -> list[ox.Triple]:
    """Read Turtle files, whatever base they name, as data of BASE."""
    found = []
    for file in files:
        text = file.read_text("utf-8").replace("https://data.example.org/", BASE)
        found += [
            ox.Triple(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=BASE)
        ]
    return found


def publish(
    data: Path,
    statements: list[ox.Triple],
    number: int = 1,
    merged: dict[str, str] = MERGED,
    judge: Judge | None = None,
    committed: str = "2026-03-02T12:00:00Z",
) -> Publication:
    """Write and commit a publication."""
    folder = data / journal.PUBLICATIONS / f"p{number}"
    folder.mkdir(parents=True)
    by_document: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    links = LinkRows()
    for one in statements:
        key = uris.thing(one.subject.value).partition("#")[0].removeprefix(BASE + "id/")
        by_document[key].add(f"{one.subject} {one.predicate} {one.object} .\n")
        if one.predicate.value == LABEL:
            labels[one.subject.value][one.object.language or ""] = one.object.value
        if one.predicate.value == NAME and one.subject.value.startswith(BASE + "id/term/"):
            labels[one.subject.value].setdefault(one.object.language or "", one.object.value)
        ours = isinstance(one.object, ox.NamedNode) and one.object.value.startswith(BASE + "id/")
        if ours and one.object.value.partition("#")[0] != BASE + "id/" + key and "/id/" in one.subject.value:
            links.add(one.object.value, one.predicate.value, one.subject.value)
    writer = Writer(folder, BASE)
    documents = [_packed(key, by_document[key]) for key in sorted(by_document)]
    names = [(uri, json.dumps(by_language), None, "") for uri, by_language in sorted(labels.items())]
    played = Rows()
    reader = Reader(BASE)
    for document in documents:
        reader.add(played, document.key, document.statements.decode().splitlines())
    writer.add(documents, names, links, played)
    writer.redirect(merged)
    writer.close()
    search.write(folder, BASE)
    dump(folder, BASE, Inline())
    loading.load(folder / layout.DUMP, folder / layout.STORE)
    loading.load(folder / layout.RDA_DUMP, folder / layout.RDA_STORE)
    source = SourceEntry("dip", {"nl": "Verzonnen", "en": "Made up"}, "https://example.org/licence", {}, 7, 0)
    manifest = Manifest(
        id=f"p{number}",
        base_uri=BASE,
        as_of="2026-03-02",
        committed=committed,
        software={},
        sources=(source, SourceEntry("bare", {"en": "Bare"}, None, {}, 1, 0)),
        documents=writer.documents,
        triples=writer.triples,
        kinds=dict(writer.kinds),
    )
    manifest.write(folder)
    quality_harness.write(folder, BASE)
    figures.write(folder, BASE, figures.Occasion(manifest.id, manifest.as_of, manifest.committed), {}, None)
    committing.commit(data, manifest, "", judge=judge)
    return Publication(folder)


def _packed(key: str, lines: set[str]) -> Packed:
    view = {line for line in lines if line.partition(">")[0].endswith("#rda")}
    body, rda = (sorted(line.rstrip("\n") for line in of) for of in (lines - view, view))
    return Packer(BASE).pack(key, None, body, rda)


def load(config: Config, publication: Publication) -> None:
    """Load a publication into the remote store that a configuration names."""
    where = remote.read(config, store_servers.WRITER)
    assert where is not None
    views = {layout.STORE: View(publication.folder / layout.DUMP, publication.manifest.triples)}
    publishing.RemoteStore(where, config.data_folder).load(publication.id, views, config.limits.rows, lambda _: None)


def config(data: Path) -> Config:
    """Configure a small installation, patient with a machine that has other work."""
    return Config(data=data, folder=data, limits=Limits(seconds=20, workers=1, wait_seconds=20))


def graph(text: bytes, format: ox.RdfFormat) -> set[tuple[str, str, str]]:
    """Read RDF as a set of triples, graph names left out."""
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ox.parse(text, format=format, base_iri=BASE)
    }

"""Small publications made by hand, for the tests of the journal."""

from collections.abc import Mapping
from pathlib import Path

from dip_lod.journal import writing
from dip_lod.journal.comparing import Judge
from dip_lod.journal.reading import PUBLICATIONS
from dip_lod.publication.links import LinkRows
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.packed import Packer
from dip_lod.publication.repertoire.rows import Rows
from dip_lod.publication.writing import Writer

BASE = "http://localhost:8000/"


def said(key: str, text: str) -> bytes:
    """Say one thing of a thing."""
    return f'<{BASE}id/{key}> <https://schema.org/name> "{text}"@und .\n'.encode()


def write(data: Path, number: int, texts: Mapping[str, str], merged: Mapping[str, str] | None = None) -> Manifest:
    """Write a publication in which each document says one text."""
    manifest = Manifest(
        id=f"p{number}",
        base_uri=BASE,
        as_of=f"2026-03-{number:02d}",
        committed=f"2026-03-{number:02d}T12:00:00+00:00",
        software={},
        sources=(),
        documents=len(texts),
        triples=len(texts),
    )
    folder = data / PUBLICATIONS / manifest.id
    folder.mkdir(parents=True)
    writer = Writer(folder, BASE)
    bodies = [(key, said(key, text)) for key, text in sorted(texts.items())]
    packer = Packer(BASE)
    packed = [packer.pack(key, manifest.as_of, body.decode().splitlines(), []) for key, body in bodies]
    writer.add(packed, [], LinkRows(), Rows())
    writer.redirect(merged or {})
    writer.close()
    manifest.write(folder)
    return manifest


def publish(
    data: Path,
    number: int,
    texts: Mapping[str, str],
    merged: Mapping[str, str] | None = None,
    judge: Judge | None = None,
) -> int:
    """Write a publication and commit it."""
    return writing.commit(data, write(data, number, texts, merged), "0" * 64, judge=judge)

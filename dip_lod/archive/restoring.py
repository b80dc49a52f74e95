"""A site rebuilt from bags alone: the same addresses, versions and tombstones; what was erased stays erased."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from dip_lod.archive import rebuilding
from dip_lod.archive.contents import PUBLICATION, SETTINGS
from dip_lod.archive.reading import Chain
from dip_lod.config import EMBEDDED, Config
from dip_lod.documents.erasing import Eraser
from dip_lod.documents.naming import Names
from dip_lod.errors import ArchiveError
from dip_lod.journal import archived, erasing, writing
from dip_lod.journal.archived import Archived
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS, Journal, current
from dip_lod.journal.schema import connect
from dip_lod.pipeline import committing, deriving, disk, parts, workers
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.loading_stage import Stores
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout, manifest


def settings(chain: Chain, folder: Path) -> None:
    """Put the settings of a site back into a folder; what is there already stays. Raises ArchiveError."""
    for name, file in chain.files().items():
        first, _, local = name.partition("/")
        target = folder / local
        if first == SETTINGS and not target.exists():
            with disk.sentences(target, "restore"):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)


def restore(config: Config, chain: Chain, known: Iterable[Path], progress: Progress) -> str:
    """Rebuild a site into a data folder without a journal, and give the publication's id; raises DipLodError.

    `known` are data folders whose erasures count too: an older bag brings nobody back who was erased there. Nothing
    in the data folder counts before the journal stands there, which comes last.
    """
    data, files = config.data_folder, chain.files()
    if (data / JOURNAL).exists():
        raise ArchiveError(
            f"{data}: has a journal; move that folder away, and name it with --erased so that what was erased stays so"
        )
    if config.base_uri != chain.last.base_uri:
        raise ArchiveError(
            f"{chain.last.id}: is of {chain.last.base_uri}, not of {config.base_uri}; set base_uri in dip-lod.toml"
        )
    forgotten = [pair for folder in known for pair in _erased(folder).items()]
    with writing.lock(data), disk.sentences(data, "restore"):
        scratch = data / PUBLICATIONS / f"building-{os.getpid()}"
        try:
            (scratch / PUBLICATIONS).mkdir(parents=True)
            _rebuild(config, chain, files, scratch, progress)
            _erase(config, forgotten, scratch, progress)
            return _publish(chain, scratch, data)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _rebuild(config: Config, chain: Chain, files: dict[str, Path], scratch: Path, progress: Progress) -> None:
    with progress.stage("journal"):
        rebuilding.rebuild(files, scratch, scratch / "documents")
    about = manifest.read(files[f"{PUBLICATION}/{layout.MANIFEST}"].parent)
    if current(scratch).name != about.id or about.id != chain.last.publication:
        raise ArchiveError(f"{chain.last.id}: journal and publication do not belong together; take another copy")
    folder = scratch / PUBLICATIONS / about.id
    folder.mkdir()
    with progress.stage("documents"):
        nobody = Eraser(about.base_uri, ())
        day = date.fromisoformat(about.as_of)
        derived = deriving.derive(scratch / "documents", folder, nobody, Names(), False, scratch / JOURNAL, day)
    if derived.checksum != about.checksums.get(layout.DUMP) or dict(derived.writer.kinds) != about.kinds:
        raise ArchiveError(f"{chain.last.id}: gives another dump than was published; take another copy of its bags")
    shutil.copyfile(files[f"{PUBLICATION}/{layout.FAULTS}"], folder / layout.FAULTS)
    made = replace(about, software=about.software | {"layout": layout.VERSION})
    with workers.executor(config.build.processes, workers.nothing) as pool:
        parts.make(config, folder, made, derived.writer, pool, Stores(folder), None, progress)
    _state(files, folder)  # what earlier publications left in them, no single one can make again
    shutil.rmtree(scratch / "documents")
    committing.seal(folder, made)
    with progress.stage("check"):
        wrong = next((check for check in verify(scratch, folder) if check.wrong), None)
    if wrong:
        raise ArchiveError(f"{chain.last.id}: {wrong.name}: {wrong.wrong}; take another copy of its bags")


def _state(files: dict[str, Path], folder: Path) -> None:
    for name, file in files.items():
        first, _, local = name.partition("/")
        if first == PUBLICATION and local != layout.MANIFEST:
            (folder / local).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / local)
            if local.endswith(".sqlite"):
                _sound(file)


def _sound(file: Path) -> None:
    """See whether tables that nothing else can make again are sound; raises ArchiveError."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as tables:
            (said,) = tables.execute("PRAGMA quick_check(1)").fetchone()
            if not tables.execute("SELECT 1 FROM sqlite_schema").fetchone():
                said = "it has no tables"
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        raise ArchiveError(f"{file}: is damaged ({said}); take another copy of the bag")


def _erased(folder: Path) -> dict[str, str]:
    if not (folder / JOURNAL).is_file():
        raise ArchiveError(f"{folder}: has no journal that tells of erasures; name a data folder")
    return erasing.erased(folder)


def _erase(config: Config, forgotten: Iterable[tuple[str, str]], scratch: Path, progress: Progress) -> None:
    """Erase what the receiving site has erased since the bag was made, or before it was ever in one."""
    aside = replace(config, data=scratch, store=EMBEDDED)
    for key, reason in forgotten:
        if key in erasing.erased(scratch):
            continue
        if Journal(scratch).state(key) is not None:
            erase(aside, key, reason, progress)
        else:
            with closing(connect(scratch)) as journal:
                rebuilding.forget(journal, [(key, reason)])


def _publish(chain: Chain, scratch: Path, data: Path) -> str:
    made = current(scratch).name
    now = datetime.now(UTC).isoformat(timespec="seconds")
    archived.add(data, [Archived(one, chain.last.number, now) for one in chain.ids])
    shutil.rmtree(data / PUBLICATIONS / made, ignore_errors=True)  # without a journal no folder is a publication
    (scratch / PUBLICATIONS / made).rename(data / PUBLICATIONS / made)
    with (scratch / JOURNAL).open("rb") as journal:
        os.fsync(journal.fileno())
    (scratch / JOURNAL).rename(data / JOURNAL)
    return made

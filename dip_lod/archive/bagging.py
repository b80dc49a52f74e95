"""Writing a bag: the payload beside its final place, then checksums, then its name."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import bagit

from dip_lod.archive import contents, crate, package, premis, readme
from dip_lod.archive.package import Lies, Package
from dip_lod.archive.reading import check
from dip_lod.config import Config
from dip_lod.errors import ArchiveError
from dip_lod.journal import archived
from dip_lod.journal.archived import Archived
from dip_lod.journal.reading import Journal, current
from dip_lod.pipeline.backing_up import held
from dip_lod.publication import manifest

CHECKSUMS = ["sha256", "sha512"]


@dataclass(frozen=True, slots=True)
class Made:
    """A bag that was made: what it is of, how many files it holds, and their bytes."""

    package: Package
    files: int
    bytes: int


def archive(config: Config, target: Path, since: Path | None = None, file: Path | None = None) -> Made:
    """Write a bag of what is published into a new folder, with `since` only what is new after another bag.

    `file` is the one that the configuration was read from. Raises ArchiveError and PublicationError; then there is no
    folder. Before it has its name it is written down among what was handed out, so that an erasure names it.
    """
    current(config.data_folder)  # raises where there is nothing to keep
    if target.exists():
        raise ArchiveError(f"{target}: is there already; name a new folder, so that no bag is lost")
    previous = check(since) if since else None
    try:
        with tempfile.TemporaryDirectory(prefix=".unfinished-bag-", dir=target.absolute().parent) as scratch:
            made = _write(config, file, Path(scratch), previous)
            (Path(scratch) / "bag").replace(target)
            return made
    except OSError as error:
        raise ArchiveError(
            f"{error.filename2 or error.filename or target}: {error.strerror or error}; make room or name another place"
        ) from None
    except bagit.BagError as error:
        raise ArchiveError(f"{target}: {error}; make room or mend the permissions") from None


def _write(config: Config, file: Path | None, scratch: Path, previous: Package | None) -> Made:
    payload, copy, data = scratch / "bag", scratch / "copy", config.data_folder
    copy.mkdir(mode=0o700)
    now = datetime.now(UTC).replace(microsecond=0)
    with held(data, copy) as publication:
        entry = Journal(copy).publications()[-1]
        contents.state(config, file, copy, publication, payload)
        shutil.rmtree(copy)
        sums = {file.relative_to(payload).as_posix(): _sha512(file) for file in _files(payload)}
        about = _package(publication, entry.number, entry.committed, sums, previous)
        for name, lies in about.files.items():
            if lies.bag != about.id:
                (payload / name).unlink()
        if previous is None:
            contents.dumped(publication, payload)
        described = manifest.read(publication)
    contents.model(payload)
    about.write(payload)
    readme.write(payload, about)
    premis.write(payload, about, now)
    crate.write(payload, about, described, config, now)
    for folder in sorted((one for one in payload.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    bag = bagit.make_bag(str(payload), _info(config, about, now), checksums=CHECKSUMS)
    size, _, count = str(bag.info["Payload-Oxum"]).partition(".")
    payload.chmod(0o700)
    for file in _files(payload):
        file.chmod(0o600)
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
    archived.add(data, [Archived(about.id, about.number, now.isoformat())])
    return Made(about, int(count), int(size))


def _package(publication: Path, number: int, committed: str, sums: dict[str, str], previous: Package | None) -> Package:
    before = previous.id if previous else None
    name = package.name(publication.name, sums, before)
    base = manifest.read(publication).base_uri
    files = {file: Lies(digest, name) for file, digest in sums.items()}
    if previous is not None:
        if previous.base_uri != base or previous.number > number:
            raise ArchiveError(f"{previous.id}: is no earlier bag of {base}; name the last bag of this site")
        if sums == {file: lies.sha512 for file, lies in previous.files.items()}:
            raise ArchiveError(f"{previous.id}: nothing is new since that bag; archive again after the next build")
        known = previous.files
        files |= {f: known[f] for f, digest in sums.items() if f in known and known[f].sha512 == digest}
    return Package(name, publication.name, number, committed, base, version("dip_lod"), before, files)


def _info(config: Config, about: Package, now: datetime) -> dict[str, str]:
    told = {
        "Source-Organization": config.publisher.name,
        "Contact-Name": config.publisher.contact,
        "Contact-Email": config.publisher.email,
        "External-Identifier": about.id,
        "External-Description": f"{config.dataset.name} / {config.dataset.name_en}: {about.base_uri}",
        "Internal-Sender-Identifier": about.publication,
        "Bagging-Date": f"{now:%Y-%m-%d}",
        "Bag-Software-Agent": f"dip_lod {about.software}, bagit.py {version('bagit')}",
        "Bag-Group-Identifier": about.base_uri,
    }
    return {label: text for label, text in told.items() if text}


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _sha512(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()

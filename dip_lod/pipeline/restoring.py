"""A back-up put back into an empty data folder: checked whole, its stores loaded, and committed as the last step."""

import hashlib
import json
import os
import re
import shutil
import tarfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from dip_lod.errors import PublicationError
from dip_lod.harvest import secret
from dip_lod.journal import writing
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS, current
from dip_lod.pipeline.backing_up import FOLDER, FORMAT, LIST, STORES
from dip_lod.publication import fingerprints, layout, manifest
from dip_lod.store import loading

_MEMBER = re.compile(rf"{JOURNAL}|{LIST}|{secret.NAME}|{FOLDER}(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){{1,3}}")
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_BLOCK = 1 << 20
_LIST_BYTES = 1_000_000


def restore(data: Path, source: Path) -> str:
    """Put a back-up back, and give the publication's id; raises PublicationError, and then the folder is as it was.

    The data folder has no journal yet. Nothing in it counts before the journal stands there, which comes last.
    """
    if (data / JOURNAL).exists():
        raise PublicationError(f"{data}: has a journal; move that folder away first, so that nothing is overwritten")
    with writing.lock(data):
        folder = data / PUBLICATIONS / f"building-{os.getpid()}"
        try:
            folder.mkdir()
            return _restore(data, source, folder)
        except OSError as error:
            where = error.filename or source
            raise PublicationError(f"{where}: {error.strerror or error}; mend that and restore again") from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _restore(data: Path, source: Path, folder: Path) -> str:
    about = _unpack(source, folder)
    publication = folder / FOLDER
    made = manifest.read(publication)
    if made.id != about["publication"] or not _ID.fullmatch(made.id) or current(folder).name != made.id:
        raise _wrong(source, "journal and publication do not belong together")
    stores = _load(source, publication, made)
    if made.files:  # a store that is loaded anew has other files, with the same statements
        kept = {name: mark for name, mark in made.files.items() if name.partition("/")[0] not in STORES}
        replace(made, files=kept | stores).write(publication)
    final = data / PUBLICATIONS / made.id
    shutil.rmtree(final, ignore_errors=True)  # without a journal no folder is a publication
    publication.rename(final)
    if (folder / secret.NAME).is_file():  # a back-up of before it was kept has none
        (folder / secret.NAME).replace(data / secret.NAME)
    (folder / JOURNAL).rename(data / JOURNAL)
    return made.id


def _load(source: Path, publication: Path, made: manifest.Manifest) -> dict[str, str]:
    """Load the stores from the dumps, and take the fingerprints of their files."""
    marks: dict[str, str] = {}
    for dump, store in ((layout.DUMP, layout.STORE), (layout.RDA_DUMP, layout.RDA_STORE)):
        if not (publication / dump).is_file():
            continue
        loaded = loading.load(publication / dump, publication / store)
        if dump == layout.DUMP and loaded != made.triples:
            raise _wrong(source, f"the dump has {loaded} triples where the manifest says {made.triples}")
        marks |= {f"{store}/{name}": mark for name, mark in fingerprints.take(publication / store).items()}
    return marks


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack the members that a back-up has, and compare each with its checksum."""
    sums: dict[str, str] = {}
    about: dict[str, Any] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                if not member.isreg() or not _MEMBER.fullmatch(member.name) or member.name in sums:
                    raise _wrong(source, f"holds '{member.name[:100]}', which no back-up does")
                stream = archive.extractfile(member)
                assert stream is not None
                if member.name == LIST:
                    about = json.loads(stream.read(_LIST_BYTES))
                    continue
                digest = hashlib.sha256()
                file = folder / member.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch(0o600 if member.name == secret.NAME else 0o666, exist_ok=False)
                with file.open("wb") as out:
                    while block := stream.read(_BLOCK):
                        digest.update(block)
                        out.write(block)
                sums[member.name] = digest.hexdigest()
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as error:
        raise _wrong(source, f"cannot be read to its end ({error})") from None
    if about.get("format") != FORMAT:
        raise _wrong(source, "is no back-up that this version knows")
    if about.get("sha256") != sums:
        raise _wrong(source, "differs from its checksums")
    return about


def _wrong(source: Path, what: str) -> PublicationError:
    return PublicationError(f"{source}: {what}; nothing was restored, take another back-up")

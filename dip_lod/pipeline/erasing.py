"""Erasing a thing for a person's sake: out of the publication, out of the past, and out of every build to come."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from dip_lod.config import Config
from dip_lod.documents.erasing import Eraser
from dip_lod.documents.naming import Names
from dip_lod.errors import PublicationError
from dip_lod.journal import archived, erasing, hiding, writing
from dip_lod.journal.comparing import Comparison, Fate
from dip_lod.journal.reading import JOURNAL, PUBLICATIONS, Journal, current
from dip_lod.pipeline import committing, deriving, parts, workers
from dip_lod.pipeline.deriving import Derived
from dip_lod.pipeline.disk import sentences
from dip_lod.pipeline.faults import STEWARD
from dip_lod.pipeline.loading_stage import Stores
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.storing import Storing
from dip_lod.publication import layout, manifest, stored_pages
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.stored_pages import PAGES
from dip_lod.publication.writing import sha256

_PATIENCE = 30.0
"""Seconds that we wait for readers to let go of older publications."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased, and what others may still have."""

    keys: list[str]
    publication: str
    changed: list[str]
    """Documents that lost statements."""
    versions: int
    """Earlier versions of documents that lost statements."""
    namesakes: list[str]
    """Documents in which the name was left: another bears it, or is called after it."""
    addresses: list[str]
    """Documents of others, gone ones too, whose address has the name in it."""
    handed_out: list[erasing.Handed]
    archives: list[archived.Archived] = field(default_factory=list)
    """Bags that hold the erased things, and that others may keep."""
    violations: int = 0
    """Of the new publication: they do not stop an erasure, but the next build."""
    telling: list[str] = field(default_factory=list)
    """The erased whose own address has the name in it: that stays, for it answers 410, and feeds tell of it."""


def erase(config: Config, key: str, reason: str, progress: Progress, patience: float = _PATIENCE) -> Erasure:
    """Erase a thing and all that has been merged into it; raises DipLodError. To be run again after a failure."""
    data = config.data_folder
    with writing.lock(data), sentences(data, "erase"):
        writing.tidy(data, config.build.keep)
        keys = erasing.with_merged(data, key)
        if Journal(data).state(key) is None:
            raise PublicationError(f"{key}: has never been published; check how it is spelled")
        if set(keys) <= erasing.erased(data).keys():
            made = Erasure(keys, current(data).name, [], 0, [], [], *_handed_out(data, keys))
        else:
            made = _commit(config, keys, reason, progress)
        with progress.stage("clean-up"):
            _forget(data, patience)
            _forget_pages(config)
            Storing(config).forget()
            erasing.compact(data)
    return made


def _commit(config: Config, keys: list[str], reason: str, progress: Progress) -> Erasure:
    data = config.data_folder
    last = current(data)
    eraser = deriving.with_halls(last, Eraser(manifest.read(last).base_uri, keys))
    keys = sorted(eraser.keys)
    names = Names(deriving.names_in(last, eraser) | _past_names(data, eraser))
    alone = deriving.shared(last, eraser, names)
    handed, bags = _handed_out(data, keys)
    folder = data / PUBLICATIONS / f"building-{os.getpid()}"
    folder.mkdir()
    try:
        made, derived = _derive(config, last, folder, eraser, names, alone, progress)
        counted: list[int] = []
        concerned = {one.key for one in derived.hidden}

        def within(connection: sqlite3.Connection, number: int) -> None:
            change = partial(_scrubbed, eraser, names, alone)
            counted.append(erasing.scrub(connection, number, keys, reason, change, handed))
            hiding.scrub(connection, keys, again)
            hiding.keep(connection, derived.hidden)

        def again(key: str, term: str) -> str:
            return term if alone and key not in concerned else eraser.term(term, names)

        def judge(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
            yield from ((gone, Fate("erased", reason)) for gone, _ in comparison.gone())

        with progress.stage("commit"):
            final = data / PUBLICATIONS / made.id
            committing.seal(folder, made)
            folder.rename(final)
            dump = made.checksums[layout.DUMP]
            writing.commit(data, made, dump, cause="erasure", judge=judge, within=within, clock=committing.visible)
            deriving.without_mentions(data / STEWARD, eraser, names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    addresses = [one for one in erasing.standing(data) if names.within(one)]
    changed, left = derived.changed, (derived.namesakes, addresses)
    telling = [one for one in keys if names.within(one)]
    return Erasure(keys, made.id, changed, counted[0], *left, handed, bags, made.violations, telling)


def _handed_out(data: Path, keys: list[str]) -> tuple[list[erasing.Handed], list[archived.Archived]]:
    """List the publications that had what is erased, and the bags that were made since the first of them."""
    handed = erasing.handed_out(data, keys)
    since = min((one.number for one in handed), default=0)
    return handed, [bag for bag in archived.read(data) if handed and bag.number >= since]


def _derive(
    config: Config, last: Path, folder: Path, eraser: Eraser, names: Names, alone: bool, progress: Progress
) -> tuple[Manifest, Derived]:
    """Make the folder of the new publication, all but its manifest."""
    data, about = config.data_folder, manifest.read(last)
    moment = committing.moment(data)
    with progress.stage("documents"):
        derived = deriving.derive(last, folder, eraser, names, alone, data / JOURNAL, moment.date())
    writer = derived.writer
    shutil.copy(last / layout.FAULTS, folder / layout.FAULTS)
    deriving.without_mentions(folder / layout.FAULTS, eraser, names)
    made = replace(
        about,
        id=f"{moment:%Y%m%dT%H%M%SZ}-{derived.checksum[:8]}",
        committed=moment.isoformat(timespec="seconds"),
        documents=writer.documents,
        triples=writer.triples,
        kinds=dict(sorted(writer.kinds.items())),
        sources=tuple(replace(one, documents=derived.of_source[one.name]) for one in about.sources),
        checksums={layout.DUMP: derived.checksum, layout.RDA_DUMP: sha256(folder / layout.RDA_DUMP)},
    )
    with workers.executor(config.build.processes, workers.nothing) as pool:
        reports = parts.make(config, folder, made, writer, pool, Stores(folder), last, progress)
    storing = Storing(config)
    if storing.remote:
        with progress.stage("remote store", "triples", writer.triples + writer.rda_triples) as step:
            storing.load(made.id, folder, step)
    return replace(made, violations=sum(report.violations for report in reports)), derived


def _past_names(data: Path, eraser: Eraser) -> set[str]:
    """Find the names that the erased things had in earlier versions."""
    journal, found = Journal(data), set()
    for key in eraser.keys:
        for change in journal.history(key):
            past = journal.version(key, change.number) if change.there else None
            found |= eraser.names(deriving.lines(past.statements)) if past else set()
    return found


def _scrubbed(eraser: Eraser, names: Names, alone: bool, statements: bytes) -> bytes:
    text = statements.decode()
    if not eraser.concerns(text) and (alone or not names.within(text)):
        return statements
    return "".join(f"{line}\n" for line in sorted(set(eraser.keep(deriving.lines(statements), names)))).encode()


def _forget_pages(config: Config) -> None:
    """Remove what is stored of pages of other publications: nobody reads those any more, so nobody adds to it."""
    folders = {config.data_folder / PAGES, config.pages_folder or config.data_folder / PAGES}
    for folder in sorted(folders):
        if left := stored_pages.remove(folder, but_of=current(config.data_folder).name):
            raise PublicationError(f"{left[0]}: holds pages of what was erased, and stays; remove it, and erase again")


def _forget(data: Path, patience: float) -> None:
    """Remove every older publication, rejected reports and what builds left; waits for readers, then says who holds."""
    newest = current(data)
    shutil.rmtree(data / "rejected", ignore_errors=True)
    for leftover in data.glob("scratch-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    until = time.monotonic() + patience
    for folder in sorted((data / PUBLICATIONS).iterdir()):
        if folder == newest or not folder.is_dir():
            continue
        while writing.read_by_somebody(folder):
            if time.monotonic() > until:
                raise PublicationError(
                    f"{folder}: holds what was erased, and is still being read; stop what reads it, and erase again"
                )
            time.sleep(0.2)
        shutil.rmtree(folder)

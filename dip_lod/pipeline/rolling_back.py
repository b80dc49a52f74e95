"""Going back to an earlier publication: a commit of its own, that points to a folder of before."""

from collections.abc import Iterator
from dataclasses import replace

from dip_lod.config import Config
from dip_lod.errors import PublicationError
from dip_lod.journal import writing
from dip_lod.journal.comparing import Comparison, Fate
from dip_lod.journal.reading import PUBLICATIONS, Entry, Journal
from dip_lod.pipeline import committing
from dip_lod.pipeline.disk import sentences
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.storing import Storing
from dip_lod.publication import layout, manifest


def roll_back(config: Config, publication: str | None, progress: Progress) -> Entry:
    """Make an earlier publication the current one (the one before, where none is named); raises DipLodError."""
    data = config.data_folder
    with writing.lock(data), sentences(data, "go back"):
        entries = Journal(data).publications()
        target = _target(config, entries, publication)
        about = manifest.read(data / PUBLICATIONS / target.folder)
        if about.base_uri != config.base_uri:
            raise PublicationError(
                f"{target.folder}: was built for {about.base_uri}, and base_uri is {config.base_uri}; build instead"
            )
        storing = Storing(config)
        if storing.remote and not storing.keeps(target.folder):
            with progress.stage("remote store", "triples", about.triples) as step:
                storing.load(target.folder, data / PUBLICATIONS / target.folder, step)
        moment = committing.moment(data).isoformat(timespec="seconds")
        made = replace(about, committed=moment)
        dump = about.checksums.get(layout.DUMP, "")
        writing.commit(data, made, dump, cause="rollback", judge=_taken_back, clock=committing.visible)
        return Journal(data).publications()[-1]


def _target(config: Config, entries: list[Entry], publication: str | None) -> Entry:
    """Find the publication that is meant, by its number or its folder."""
    there = [one for one in entries if (config.data_folder / PUBLICATIONS / one.folder / layout.MANIFEST).is_file()]
    earlier = [one for one in there if one.folder != entries[-1].folder]
    folders = ", ".join(f"{one.number} ({one.folder})" for one in earlier)
    if publication is None:
        if not earlier:
            raise PublicationError(
                f"{config.data_folder}: there is no earlier publication to go back to; build instead"
            )
        return earlier[-1]
    found = [one for one in earlier if publication in (str(one.number), one.folder)]
    if not found:
        known = f"choose from {folders}" if folders else "there is none; build instead"
        raise PublicationError(f"{publication}: is no earlier publication whose folder is still there; {known}")
    return found[-1]


def _taken_back(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
    yield from ((key, Fate("deleted", "rollback")) for key, _ in comparison.gone())

"""The remote store of a build, where the configuration names one: loaded before the commit, tidied after it."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from dip_lod import logs
from dip_lod.config import Config
from dip_lod.journal.reading import PUBLICATIONS, Journal
from dip_lod.pipeline.progress import Step
from dip_lod.publication import layout
from dip_lod.store import remote
from dip_lod.store.errors import StoreError
from dip_lod.store.publishing import RemoteStore, View

_DUMPS = {layout.STORE: layout.DUMP, layout.RDA_STORE: layout.RDA_DUMP}


class Storing:
    """What a build does to the remote store; nothing where the store is embedded. Methods raise StoreError."""

    def __init__(self, config: Config, environment: Mapping[str, str] = os.environ) -> None:
        """Read the configuration; raises ConfigurationError."""
        self._folder = config.data_folder / PUBLICATIONS
        self._rows = config.limits.rows
        where = remote.read(config, environment)
        self._store = RemoteStore(where, config.data_folder) if where else None

    @property
    def remote(self) -> bool:
        """Whether there is a remote store."""
        return self._store is not None

    def begin(self) -> None:
        """See whether the store answers, and remove what no publication needs any more."""
        if self._store is not None:
            self._store.check()
        self.tidy()

    def load(self, publication: str, folder: Path, step: Step) -> None:
        """Load a finished publication that is not committed yet."""
        if self._store is not None:
            self._store.load(publication, _views(folder), self._rows, step.update)

    def holds(self, publication: str) -> bool:
        """Say whether the store holds a committed publication whole, as an embedded one does by nature."""
        return self._store is None or self._store.holds(publication, _views(self._folder / publication))

    def keeps(self, publication: str) -> bool:
        """Say the same, and list the graphs as ours where they are there; for who has the build's lock."""
        there = self.holds(publication)
        if there and self._store is not None:
            self._store.claim([publication], _DUMPS)
        return there

    def tidy(self) -> None:
        """Remove the graphs of publications whose folders are gone; what fails is logged, and the next build tries."""
        try:
            self.remove()
        except StoreError as error:
            logs.event("build", f"an old graph stays in the store for now: {error}", level=logging.WARNING)

    def forget(self) -> None:
        """Remove every graph of an earlier publication, or raise: also those of a list that was lost."""
        if self._store is not None:
            past = {entry.folder for entry in Journal(self._folder.parent).publications()} - self._kept()
            self._store.claim(sorted(past), _DUMPS)
            self.remove()

    def remove(self) -> None:
        """Remove the graphs of publications whose folders are gone; raises StoreError."""
        if self._store is not None:
            self._store.tidy(self._kept())

    def _kept(self) -> set[str]:
        return {folder.name for folder in self._folder.iterdir()}


def _views(folder: Path) -> dict[str, View]:
    return {view: View(folder / dump, _lines(folder / dump)) for view, dump in _DUMPS.items()}


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))

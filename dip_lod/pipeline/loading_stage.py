"""The store stage: the dumps, each loaded into a store of its own, in a process beside those that do the rest."""

from concurrent.futures import Executor, Future
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from dip_lod.errors import PublicationError
from dip_lod.pipeline import workers
from dip_lod.publication import layout
from dip_lod.store import loading

STORES = ((layout.DUMP, layout.STORE), (layout.RDA_DUMP, layout.RDA_STORE))


class Stores:
    """The two stores of a publication: loaded already, or under way in a worker, and then waited for when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: Future[list[int]] | None = None

    def load(self, pool: Executor) -> None:
        """Begin to load, unless that has begun; one after the other, for two loaders would need twice the memory."""
        if self._loaded is None:
            self._loaded = pool.submit(_load, self._folder)

    def wait(self) -> list[int]:
        """Wait until both stores are there; give the number of triples in each that was loaded here."""
        with workers.named("store"):
            return self._loaded.result() if self._loaded else []

    @cached_property
    def main(self) -> ox.Store:
        """The store of the main view, opened for reading."""
        self.wait()
        return ox.Store.read_only(str(self._folder / layout.STORE))

    def check(self, *triples: int) -> None:
        """Compare each store with the number of triples of its dump; raises PublicationError."""
        for (_, store), loaded, expected in zip(STORES, self.wait(), triples, strict=True):
            if loaded != expected:
                raise PublicationError(
                    f"{self._folder / store}: holds {loaded} triples where the dump has {expected};"
                    " build again, and report this if it recurs"
                )


def _load(folder: Path) -> list[int]:
    return [loading.load(folder / dump, folder / store, lenient=True) for dump, store in STORES]

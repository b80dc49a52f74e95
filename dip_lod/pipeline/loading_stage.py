"""The store stage: the dumps, each in a store of its own, loaded side by side."""

from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.pipeline import workers
from dip_lod.publication import layout
from dip_lod.store import loading

STORES = ((layout.DUMP, layout.STORE), (layout.RDA_DUMP, layout.RDA_STORE))


def load(folder: Path, triples: tuple[int, int], processes: int) -> None:
    """Load the two dumps of a publication, and compare each store with the number of triples of its dump.

    In processes of their own, which give back the memory that the loader takes. Raises PublicationError.
    """
    with workers.executor(processes, workers.nothing) as pool, workers.named("store"):
        loads = [pool.submit(loading.load, folder / dump, folder / store) for dump, store in STORES]
        for (_, store), future, expected in zip(STORES, loads, triples, strict=True):
            if (loaded := future.result()) != expected:
                raise PublicationError(
                    f"{folder / store}: holds {loaded} triples where the dump has {expected};"
                    " build again, and report this if it recurs"
                )

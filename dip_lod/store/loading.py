"""Loading a dump into an embedded Oxigraph store."""

from pathlib import Path

import pyoxigraph as ox


def load(dump: Path, folder: Path) -> int:
    """Bulk-load N-Triples into a new store, and give the number of its triples."""
    store = ox.Store(str(folder))
    store.bulk_load(path=str(dump), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    return len(store)

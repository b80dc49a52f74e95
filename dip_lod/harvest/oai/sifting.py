"""What certainly has no record in a list, told without reading it: a set of few among many stays quick."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

from dip_lod.harvest.oai import sets
from dip_lod.harvest.oai.formats import Format
from dip_lod.harvest.oai.resumption import Place
from dip_lod.journal.reading import Change, Journal, opened
from dip_lod.publication import views
from dip_lod.publication.reading import Publication


def sift(
    journal: Journal, publication: Publication, changes: Sequence[Change], place: Place, format: Format
) -> list[Change]:
    """Leave out documents of today without the view or outside the dataset that is asked for.

    Those that say something else than when the list began, and those that said something else before, stay: they are
    read. Without a view or a dataset to ask for nothing is left out.
    """
    head, _, tail = place.set.partition(":")
    rda = views.RDA in (format.view, tail if head == sets.VIEW else "")
    dataset = tail if head == sets.DATASET else ""
    if not (rda or dataset):
        return list(changes)
    steady = {change.key for change in changes if change.there} - _with_more(journal, changes)
    fitting = publication.with_rda(steady) if rda else steady
    if dataset:
        fitting = _of(publication, dataset, fitting)
    return [change for change in changes if change.key in fitting or change.key not in steady]


def _of(publication: Publication, dataset: str, keys: set[str]) -> set[str]:
    if publication.knows_datasets:
        return publication.of_dataset(dataset, keys)
    packed = publication.packed(keys)
    return {key for key, said in packed if dataset in sets.datasets(publication.base, zlib.decompress(said))}


def _with_more(journal: Journal, changes: Sequence[Change]) -> set[str]:
    """Find the documents that have other changes than these, earlier or later."""
    found: set[str] = set()
    with opened(journal.file) as connection:
        for chunk in _chunks([change.key for change in changes]):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key FROM change WHERE key IN ({marks}) GROUP BY key HAVING count(*) > 1"
            found.update(key for (key,) in (connection.execute(query, chunk) if connection else ()))
    return found


def _chunks(keys: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    every = list(keys)
    yield from (every[start : start + size] for start in range(0, len(every), size))

"""The parts of a publication that follow from its dump, made beside each other in one pool of workers."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path

from dip_lod.audiences.delivery import Delivery
from dip_lod.config import Config
from dip_lod.pipeline import audience, figuring, statistics, workers
from dip_lod.pipeline.dumping_stage import dump
from dip_lod.pipeline.loading_stage import Stores
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.quality import telling
from dip_lod.pipeline.validating import validate
from dip_lod.publication import layout
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.writing import Writer
from dip_lod.search import writing as search
from dip_lod.validation import Report


def make(
    config: Config,
    folder: Path,
    made: Manifest,
    writer: Writer,
    pool: Executor,
    stores: Stores,
    earlier: Path | None,
    progress: Progress,
    delivery: Delivery | None = None,
) -> list[Report]:
    """Make all that stands in a publication's folder beside the dumps and the documents; give what validation found.

    The stores load in a worker, and a thread finishes the tables of the documents; then search index, figures and
    audiences are made in workers while those that are left do the rest: the seconds of their stages are those that were
    waited for them. `earlier` is the publication whose figures, audiences and history of quality go on; without a
    `delivery` nothing is counted anew of audiences.
    """
    base = made.base_uri
    stores.load(pool)

    def follow() -> tuple[Future[None], Future[int], Future[None]]:
        writer.close_tables()
        return (
            pool.submit(search.write, folder, base),
            pool.submit(figuring.write, config, folder, made, earlier),
            pool.submit(audience.write, folder, made, delivery, earlier),
        )

    with _beside(pool, writer) as beside:
        tables = beside.submit(follow)
        with progress.stage("statistics"):
            statistics.write(folder, base, _names(made), pool)
        with progress.stage("dumps"):
            dump(folder, base, pool, _names(made))
        with progress.stage("tables"):
            index, figures, audiences = tables.result()
    with (
        progress.stage("validation", "documents", writer.documents) as step,
        telling(folder, lambda: stores.main, base, made, earlier) as account,
    ):
        reports = validate(folder, folder, base, pool, step, config.build.validator, account, stores)
        account.faults(folder / layout.FAULTS)
    with progress.stage("search"), workers.named("search"):
        index.result()
    with progress.stage("figures"), workers.named("figures"):
        figures.result()
    with progress.stage("audiences"), workers.named("audiences"):
        audiences.result()
    with progress.stage("store"):
        stores.check(writer.triples, writer.rda_triples)
    return reports


@contextmanager
def _beside(pool: Executor, writer: Writer) -> Iterator[Executor]:
    """Give an executor for the tables; they are given up where something else fails."""
    try:
        with workers.beside(pool) as executor:
            try:
                yield executor
            finally:
                writer.interrupt()
    finally:
        writer.abandon()


def _names(made: Manifest) -> Iterable[str]:
    return [source.name for source in made.sources]

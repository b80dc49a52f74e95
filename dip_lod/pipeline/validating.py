"""The validation stage: the documents of a publication, checked before it is committed."""

from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dip_lod.pipeline import workers
from dip_lod.pipeline.loading_stage import Stores
from dip_lod.pipeline.progress import Step
from dip_lod.pipeline.quality import Telling
from dip_lod.publication import layout
from dip_lod.validation import Report, lookup, run, shapes
from dip_lod.validation import engine as engines
from dip_lod.validation.stretches import Stretches


class _View(NamedTuple):
    name: str
    dump: str
    shapes: tuple[str, ...]
    folder: str
    report: str
    """Path of the report's own URI."""


_VIEWS = (
    _View("main", layout.DUMP, ("schema", "crm"), ".", "quality"),
    _View("rda", layout.RDA_DUMP, ("rda",), layout.RDA_REPORTS, "quality/rda"),
)


def validate(
    publication: Path,
    output: Path,
    base: str,
    pool: Executor,
    step: Step,
    engine: str = engines.DEFAULT,
    telling: Telling | None = None,
    stores: Stores | None = None,
) -> list[Report]:
    """Check a publication's documents in a pool of workers: the main view, and the RDA view where it says anything.

    Writes `report.txt` and `report.ttl` into `output`, and those of the RDA view into its folder `rda`. What is found
    is also told to an account of quality. No store is needed until something is found.
    """
    reports = []
    stores = stores or Stores(publication)
    with workers.named("validation"):
        for view in _VIEWS:
            folder = output / view.folder
            folder.mkdir(exist_ok=True)
            of_view = shapes.shipped(view.shapes)
            report = run(
                Stretches(publication / view.dump, base, view.dump == layout.DUMP),
                folder,
                types=_types(publication, base, view),
                identifiers=lambda uris: lookup.identifiers(stores.main)(uris),
                shapes=of_view,
                engine=engine,
                executor=pool,
                uri=f"{base}{view.report}",
                each=partial(telling.finding, view=view.name, shapes=of_view) if telling else None,
                done=step.update,
            )
            reports.append(report)
    return reports


def _types(publication: Path, base: str, view: _View) -> lookup.Packed | lookup.Viewed:
    of = lookup.Packed if view.dump == layout.DUMP else lookup.Viewed
    return of(publication / layout.DOCUMENTS, base)

"""The stage as the pipeline calls it: documents in, report.ttl and report.txt in a folder, the report back."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

from dip_lod.errors import ValidationError
from dip_lod.in_flight import in_order
from dip_lod.validation import engine as engines
from dip_lod.validation import report as reports
from dip_lod.validation import shapes as shape_files
from dip_lod.validation.batches import SIZE, Batch, Document, Lookup, complete, cut
from dip_lod.validation.checking import Checked, Finding, check, complete_and_check, lines, read_and_check
from dip_lod.validation.lookup import Packed, Viewed
from dip_lod.validation.rdf import RdfReport
from dip_lod.validation.shapes import Shapes
from dip_lod.validation.stretches import Stretch, Stretches

WINDOW = 4
"""Batches handed to an executor and not yet taken back: enough to keep two cores busy, few enough to fit in memory."""


def run(
    documents: Iterable[tuple[str, bytes]] | Stretches,
    folder: Path,
    *,
    types: Lookup,
    identifiers: Lookup,
    shapes: Shapes | None = None,
    engine: str = engines.DEFAULT,
    executor: Executor | None = None,
    size: int = SIZE,
    uri: str = reports.URI,
    values: bool = False,
    language: str = "en",
    window: int = WINDOW,
    each: Callable[[Finding], None] | None = None,
    done: Callable[[int], object] | None = None,
) -> reports.Report:
    """Validate a stream of documents, write `report.ttl` and `report.txt` into `folder`, and give the report.

    `documents` are pairs of a document's URI and its N-Triples, or stretches that tasks read themselves. `types` looks
    up the classes of nodes, `identifiers` those of source records (see `lookup`). Without an executor the batches run
    here, one after the other; with one, as tasks of it, which look types up themselves where these are `Packed` or
    `Viewed`. `each` is told every finding, `done` how many documents a task has checked. The report is the
    same, byte for byte, at any batch size, with any executor and with either engine.
    """
    engines.find(engine)
    shapes = shapes or shape_files.shipped()
    try:
        with (folder / "report.ttl").open("w", encoding="utf-8", newline="\n") as turtle:
            rdf = RdfReport(turtle, uri, values)
            report = reports.Report(shapes, identifiers, rdf, values=values)
            groups = documents if isinstance(documents, Stretches) else cut(documents, size)
            for checked in _checked(groups, size, types, shapes, engine, executor, window):
                report.documents += checked.documents
                report.triples += checked.triples
                for finding in checked.findings:
                    report.add(finding)
                    if each is not None:
                        each(finding)
                if done is not None:
                    done(checked.documents)
            rdf.close(report.conforms)
        with (folder / "report.txt").open("w", encoding="utf-8", newline="\n") as text:
            report.write(text, language)
    except OSError as error:
        fault = f"{error.filename or folder}: cannot be read or written ({error.strerror})"
        raise ValidationError(f"{fault}; look at space and rights") from error
    except BrokenExecutor as error:
        raise ValidationError("validation: a worker process died, perhaps for memory; use smaller batches") from error
    return report


Group = tuple[Document, ...] | Stretch


def _checked(
    groups: Iterable[Group],
    size: int,
    types: Lookup,
    shapes: Shapes,
    engine: str,
    executor: Executor | None,
    window: int,
) -> Iterator[Checked]:
    """Check groups of documents in their order, at most `window` of them under way."""
    if executor is None:
        for group in groups:
            if isinstance(group, Stretch):
                yield read_and_check(group, types, shapes, engine)
            else:
                yield complete_and_check(group, size, types, shapes, engine)
        return
    yield from in_order((_begin(executor, group, size, types, shapes, engine) for group in groups), window)


def _begin(executor: Executor, group: Group, size: int, types: Lookup, shapes: Shapes, engine: str) -> Future[Checked]:
    if isinstance(group, Stretch):
        return executor.submit(read_and_check, group, types, shapes, engine)
    if isinstance(types, Packed | Viewed):
        return executor.submit(complete_and_check, group, size, types, shapes, engine)
    return executor.submit(_check, complete(tuple(group), types), shapes, engine)


def _check(batch: Batch, shapes: Shapes, engine: str) -> Checked:
    return Checked(len(batch.documents), lines(batch.documents), check(batch, shapes, engine))

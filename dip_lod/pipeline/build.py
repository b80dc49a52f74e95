"""The build: every stage in its order, and the commit at the end."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dip_lod.config import Config
from dip_lod.documents import chunks, places, runs, terms
from dip_lod.documents.erased_lines import without
from dip_lod.documents.erasing import Eraser
from dip_lod.documents.runs import Run
from dip_lod.identity.passing import Pass
from dip_lod.identity.table import IdentityTable
from dip_lod.journal import comparing
from dip_lod.journal import reading as journal
from dip_lod.journal import writing as journal_writing
from dip_lod.mapping.query import Query
from dip_lod.pipeline import (
    audience,
    checks,
    committing,
    fates,
    finishing,
    inputs,
    mapping_stage,
    overrides,
    parts,
    rejecting,
    workers,
)  # fmt: skip
from dip_lod.pipeline.disk import sentences
from dip_lod.pipeline.faults import STEWARD, FaultFile
from dip_lod.pipeline.guarding import FOLLOWING, Outcome, guard
from dip_lod.pipeline.inputs import SourceInput
from dip_lod.pipeline.loading_stage import Stores
from dip_lod.pipeline.progress import Progress, Step
from dip_lod.pipeline.storing import Storing
from dip_lod.pipeline.summary import Summary
from dip_lod.pipeline.withheld import withheld
from dip_lod.publication import layout
from dip_lod.publication.writing import Writer
from dip_lod.sources import kept, reading
from dip_lod.sources.kept import Kept
from dip_lod.sources.record import Fault


@dataclass(frozen=True, slots=True)
class Options:
    """What one build may be told."""

    as_of: date
    confirm_loss: bool = False


def build(config: Config, options: Options, progress: Progress) -> Summary:
    """Build a publication and commit it; raises DipLodError, and then the last publication stays as it was."""
    data = config.data_folder
    with journal_writing.lock(data), sentences(data), workers.seldom_searched():
        if config.build.processes != 1:
            workers.serve()
        journal_writing.tidy(data, config.build.keep)
        folder = data / journal.PUBLICATIONS / f"building-{os.getpid()}"
        scratch = data / f"scratch-{os.getpid()}"
        for leftover in data.glob("scratch-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        folder.mkdir()
        scratch.mkdir()
        try:
            with ExitStack() as open_files:
                return _Build(config, options, progress, folder, scratch, open_files).run()
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


class _Build:
    """One build under way."""

    def __init__(
        self,
        config: Config,
        options: Options,
        progress: Progress,
        folder: Path,
        scratch: Path,
        open_files: ExitStack,
    ) -> None:
        self.config = config
        self.options = options
        self.progress = progress
        self.folder = folder
        self.scratch = scratch
        self.summary = Summary()
        self.faults = FaultFile(folder / layout.FAULTS, config.data_folder / STEWARD)
        open_files.callback(self.faults.close)
        self.open_files = open_files
        self.read: dict[str, tuple[int, int]] = {}
        self.storing = Storing(config)
        self.deleted: set[str] = set()
        """Ids of records that say they have been deleted."""
        self.kept: dict[str, list[Kept]] = {}
        """The records of each source, in batches."""
        self.runs: list[Run] = []
        """The lines of all documents."""
        self.of_source: Counter[str] = Counter()
        """Documents of each source."""

    def run(self) -> Summary:
        """Run every stage."""
        data, processes = self.config.data_folder, self.config.build.processes
        with self.progress.stage("check"):
            sources = inputs.sources(self.config)
            stamps = inputs.stamps(sources)
            rules, rda = inputs.rules(*inputs.MAIN), inputs.rules("rda")
            tasks = [(query, "record") for source in sources for query in source.queries]
            tasks += [(rule, "document") for rule in (*rules, *rda)]
            checks.check_all(tasks, data, processes)
            self.storing.begin()
            delivery = audience.read(self.config)
        with self.progress.stage("identity"):
            identities = self._identities(sources)
        with self.progress.stage("mapping", "records") as step:
            self._map(sources, identities, step)
        with self.progress.stage("documents", "documents") as step:
            writer = self._finish(rules, rda, identities, step)
        previous = committing.previous(data)
        pool = self.open_files.enter_context(workers.executor(processes, workers.nothing))
        stores = Stores(self.folder)
        with self.progress.stage("dump"):
            checksum = writer.close_dumps()
            if not previous or checksum != previous.checksums.get(layout.DUMP):
                stores.load(pool)
            for source, target in writer.dangling():
                self._warn(source, f"links to {target}, which is not there", "mend the record or the mapping")
        self.summary.documents, self.summary.triples = writer.documents, writer.triples
        self.summary.kinds = dict(sorted(writer.kinds.items()))
        judge = fates.judge(self.config.base_uri, identities, self.deleted)
        with comparing.compare(data, self.folder / layout.DOCUMENTS) as comparison:
            comparison.judge(judge)
            if previous and not self.options.confirm_loss:
                guard(previous, sources, Outcome(self.read, self.summary.kinds), comparison, self.config.build.vanished)
            changes = comparison.counts()
        self.faults.close()
        known = (self.read, self.summary, checksum, self.of_source)
        made = committing.describe(self.config, self.options.as_of, self.folder, sources, *known)
        inputs.unchanged(sources, stamps)
        if previous and committing.same(previous, made) and not changes and self.storing.keeps(previous.id):
            self.summary.changed, self.summary.publication = False, previous.id
            self.summary.seconds = self.progress.seconds
            return self.summary
        earlier = journal.current(data) if previous else None
        given = (self.config, self.folder, made, writer, pool, stores, earlier, self.progress, delivery)
        rejecting.judge(self.config, self.folder, self.summary, parts.make(*given))
        if self.storing.remote:
            with self.progress.stage("remote store", "triples", writer.triples + writer.rda_triples) as step:
                self.storing.load(made.id, self.folder, step)
        with self.progress.stage("commit"):
            final = replace(made, violations=self.summary.violations)
            committing.commit(data, self.folder, final, self.config.build.keep, judge)
            self.storing.tidy()
        self.summary.publication = made.id
        self.summary.seconds = self.progress.seconds
        return self.summary

    def _identities(self, sources: list[SourceInput]) -> IdentityTable:
        keys = Pass()
        for number, source in enumerate(sources):
            about = source.description
            entries = keys.add(about, reading.read(about, source.files, self.deleted.add))
            file = self.scratch / f"records-{number}"
            self.kept[about.name] = kept.keep(about.name, entries, file, self.config.build.batch)
        table = keys.table()
        for fault in keys.faults:
            self._count(fault)
        return table

    def _map(self, sources: list[SourceInput], identities: IdentityTable, step: Step) -> None:
        hidden = withheld(self.config.data_folder, identities)
        for fault in hidden.faults:
            self._count(fault)
        plan = mapping_stage.Plan(
            tuple((source.description, source.queries) for source in sources),
            self.config.base_uri,
            self.options.as_of,
            identities,
            self.scratch,
            hidden.keys,
            hidden.said,
        )
        with workers.executor(self.config.build.processes, mapping_stage.prepare, plan) as pool:
            batches = (batch for source in sources for batch in self._batches(source.description.name))
            for result in workers.ordered(pool, mapping_stage.map_batch, batches):
                self.runs += result.runs
                self.summary.mapped += result.mapped
                self.summary.erased += result.erased
                for fault in result.faults:
                    self._count(fault)
                step.update(result.records)
            large, small = runs.grouped(self.runs)
            self.runs = [*large, *workers.ordered(pool, mapping_stage.join, small)]
        lines: list[str] = []
        for source in sources:
            about = source.description
            lines += terms.dataset(self.config.base_uri, about.name, about.title, about.description, about.licence)
        eraser = Eraser(plan.base, hidden.keys, hidden.said)
        own, _, left_out = without(eraser, list(overrides.lines(self.config)), [])
        self.summary.erased += left_out
        self.runs.append(runs.write([*lines, *own], self.scratch / "lines-datasets.txt"))

    def _batches(self, source: str) -> Iterator[Kept]:
        """Give the batches of a source's records, and count its faults as they come."""
        records = errors = 0
        for batch in self.kept[source]:
            for fault in kept.faults(batch):
                errors += fault.severity == "error"
                self._count(fault)
            records += batch.records
            if batch.records:
                yield batch
        self.summary.records[source] = records + errors
        self.read[source] = (records, errors)

    def _finish(
        self, rules: tuple[Query, ...], rda: tuple[Query, ...], identities: IdentityTable, step: Step
    ) -> Writer:
        writer = Writer(self.folder, self.config.base_uri)
        self.open_files.callback(writer.abandon)
        plan = finishing.FinishPlan(rules, self.config.base_uri, self.options.as_of, rda, self._earlier())
        pointed: set[tuple[str, str]] = set()
        with workers.executor(self.config.build.processes, finishing.prepare, plan) as pool:
            provinces: set[tuple[str, str]] = set()
            for result in workers.ordered(pool, finishing.finish_chunk, chunks.chunks(self.runs)):
                self._add(writer, result)
                pointed |= result.terms
                provinces |= result.provinces
                step.update(len(result.documents))
            own = finishing.Finisher(plan)
            result = own.finish(places.provinces(self.config.base_uri, provinces))
            self._add(writer, result)
            pointed |= result.terms
            done: set[str] = set()
            while new := {key: sets for key, sets in terms.needed(pointed).items() if key not in done}:
                done |= set(new)
                settled = [terms.term(self.config.base_uri, key, sets) for key, sets in sorted(new.items())]
                result = own.finish(settled)
                self._add(writer, result)
                pointed |= result.terms
        writer.redirect(fates.redirects(identities))
        return writer

    def _earlier(self) -> Path | None:
        """Find the journal: what has not changed keeps its date."""
        file = self.config.data_folder / journal.JOURNAL
        return file if committing.previous(self.config.data_folder) else None

    def _add(self, writer: Writer, result: finishing.Finished) -> None:
        for document in result.documents:
            if document.key.partition("/")[0] not in FOLLOWING:
                self.of_source.update(document.datasets)
        writer.add(result.documents, result.names, result.links, result.repertoire)
        self.summary.conflicts += len(result.conflicts)
        for conflict in result.conflicts:
            others = ", ".join(conflict.others)
            what = f"{conflict.predicate} differs between records {conflict.kept} (kept) and {others}"
            self._warn(conflict.document, what, "make the records agree", conflict.kept)
        for key, record, sentence in result.failures:
            self._warn(key, sentence, "mend the record or the rule", record)
        for key in result.orphans:
            self._warn(key, "is spoken of, but no record describes it", "add the record or mend the mapping")

    def _warn(self, place: str, what: str, remedy: str, record: str | None = None) -> None:
        self._count(Fault("", record, place, "documents", what, remedy, "warning"))

    def _count(self, fault: Fault) -> None:
        self.faults.add(fault)
        self.summary.failed += fault.severity == "error"
        self.summary.warnings += fault.severity != "error"

"""What the metrics tell beside the requests: the publication served, the last build, the SPARQL workers."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from dip_lod.config import Limits
from dip_lod.errors import PublicationError
from dip_lod.publication import last_build
from dip_lod.publication.quality.tables import FAULTS, SEVERITIES
from dip_lod.sparql import federation
from dip_lod.sparql.ledger import Ledger, ledger_path
from dip_lod.web.page.site import Site
from dip_lod.web.quality.accounts import account
from dip_lod.web.stored import identity
from dip_lod.web.stored.store import State


class PublicationMeasures(Collector):
    """The publication that this worker serves."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterator[Metric]:
        """Give its age and its counts."""
        about = self._site.publications.current().manifest
        info = Gauge("dip_lod_publication_info", "The publication that is served.", labels=["publication", "as_of"])
        info.add_metric([about.id, about.as_of], 1)
        yield info
        committed = datetime.fromisoformat(about.committed).timestamp()
        yield Gauge("dip_lod_publication_committed_timestamp_seconds", "When it was committed.", committed)
        yield Gauge("dip_lod_publication_triples", "Its statements.", about.triples)
        documents = Gauge("dip_lod_publication_documents", "Its documents.", labels=["kind"])
        for kind, count in sorted(about.kinds.items()):
            documents.add_metric([kind], count)
        yield documents
        records = Gauge("dip_lod_publication_records", "Records that it was made from.", labels=["source"])
        faults = Gauge("dip_lod_publication_failed_records", "Records that could not be read.", labels=["source"])
        for source in about.sources:
            records.add_metric([source.name], source.records)
            faults.add_metric([source.name], source.faults)
        yield records
        yield faults
        yield Gauge("dip_lod_publication_violations", "Results of validation that are violations.", about.violations)
        yield from self._cases()

    def _cases(self) -> Iterator[Metric]:
        try:
            counts = account(self._site.publications.current()).counts()
        except (PublicationError, sqlite3.Error):  # of a version before there were accounts; or broken
            return
        cases = Gauge("dip_lod_publication_quality_cases", "What is wrong, by severity.", labels=["severity"])
        for severity in (*SEVERITIES, *FAULTS):
            cases.add_metric([severity], counts.get(severity, 0))
        yield cases


class StoreMeasures(Collector):
    """The stored pages of the publication that this worker serves, as of today."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterator[Metric]:
        """Give how many there are, what they take of the disk, and whether that is all."""
        manifest = self._site.publications.current().manifest
        store = identity.store(self._site, manifest, date.today().isoformat())
        if store is None:
            return
        state = store.state() or State(0, 0, 0.0, done=False)
        yield Gauge("dip_lod_pages_stored", "Pages that are stored for all workers.", state.pages)
        yield Gauge("dip_lod_pages_stored_bytes", "What they take of the disk.", state.bytes)
        yield Gauge("dip_lod_pages_stored_complete", "1: all that are to be stored are.", float(state.done))
        if state.watched:
            read = "When the tables and reports of the publication were last read whole."
            yield Gauge("dip_lod_publication_read_whole_timestamp_seconds", read, state.watched)
            wrong = "Tables and reports that are not as committed."
            yield Gauge("dip_lod_publication_damaged_files", wrong, len(state.damaged))


class BuildMeasures(Collector):
    """The last build, where it was on this machine."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterator[Metric]:
        """Give how and when it ended, and the seconds of its stages."""
        build = last_build.read(self._site.config.data_folder)
        if build is None:
            return
        yield Gauge("dip_lod_build_ended_timestamp_seconds", "When the last build ended.", build.ended)
        done = float(build.outcome != last_build.FAILED)
        yield Gauge("dip_lod_build_success", "1: the last build went well; 0: it failed.", done)
        yield Gauge("dip_lod_build_exit_code", "What the last build ended with (docs/reference).", build.exit_code)
        seconds = Gauge("dip_lod_build_stage_seconds", "Seconds of each stage of the last build.", labels=["stage"])
        for stage, spent in build.seconds.items():
            seconds.add_metric([stage], spent)
        yield seconds


class WorkerMeasures(Collector):
    """The workers of the SPARQL endpoint, as their ledger shows them at this moment."""

    def __init__(self, socket: Path | None, limits: Limits) -> None:
        self._socket = socket
        self._limits = limits

    def collect(self) -> Iterator[Metric]:
        """Give how many there are, and how many are at work."""
        if self._socket is None:
            return
        busy = idle = 0
        for path, limits in federation.pools(self._socket, self._limits).items():
            try:
                ledger = Ledger(ledger_path(path), limits.workers)
            except (OSError, ValueError):  # the supervisor is starting, or has gone
                continue
            at_work = sum(ledger.at_hand(slot)[0] != 0 for slot in range(limits.workers))
            ledger.close()
            busy, idle = busy + at_work, idle + limits.workers - at_work
        states = Gauge("dip_lod_sparql_workers", "SPARQL workers by what they do.", labels=["state"])
        states.add_metric(["busy"], busy)
        states.add_metric(["idle"], idle)
        yield states

"""A build that leaves a record of itself: last-build.json, and events in the log."""

import time
from contextlib import suppress

from dip_lod import logs
from dip_lod.config import Config
from dip_lod.errors import DipLodError, LockedError
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import last_build
from dip_lod.publication.last_build import COMMITTED, FAILED, UNCHANGED, LastBuild


def recorded(config: Config, options: Options, progress: Progress) -> Summary:
    """Build, and write down how it went, also where it fails; what another build holds off leaves no record."""
    began = time.time()
    try:
        summary = build(config, options, progress)
    except LockedError:
        raise
    except DipLodError as error:
        _keep(config, LastBuild(began, time.time(), FAILED, error.exit_code, "", progress.seconds))
        raise
    outcome = COMMITTED if summary.changed else UNCHANGED
    _keep(config, LastBuild(began, time.time(), outcome, 0, summary.publication, summary.seconds))
    if config.log.form == "json":  # people read the summary
        fields = {
            "outcome": outcome,
            "publication": summary.publication,
            "records": sum(summary.records.values()),
            "failed": summary.failed,
            "warnings": summary.warnings,
            "documents": summary.documents,
            "triples": summary.triples,
            "violations": summary.violations,
            "seconds": round(sum(summary.seconds.values()), 1),
        }
        logs.event("build", "built", fields)
    return summary


def _keep(config: Config, what: LastBuild) -> None:
    with suppress(OSError):  # a full disk has been said already, and nothing depends on this file
        last_build.write(config.data_folder, what)

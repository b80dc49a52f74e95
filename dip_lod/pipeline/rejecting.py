"""Stopping a build whose publication breaks the rules."""

import shutil
from pathlib import Path

from dip_lod.config import Config
from dip_lod.errors import ValidationError
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import layout
from dip_lod.validation import Report


def judge(config: Config, folder: Path, summary: Summary, reports: list[Report]) -> None:
    """Stop where violations are to stop a build, and keep the reports that say why."""
    violations = summary.violations = sum(report.violations for report in reports)
    summary.validation_warnings = sum(report.warnings for report in reports)
    if violations and config.build.violations == "stop":
        kept = config.data_folder / "rejected"
        shutil.rmtree(kept, ignore_errors=True)
        (kept / layout.RDA_REPORTS).mkdir(parents=True)
        for view in ("", layout.RDA_REPORTS):
            for name in (layout.REPORT_TEXT, layout.REPORT_RDF):
                shutil.copy(folder / view / name, kept / view / name)
        shutil.copy(folder / layout.FAULTS, kept / layout.FAULTS)
        of = zip((kept, kept / layout.RDA_REPORTS), reports, strict=True)
        told = " and ".join(str(reported / layout.REPORT_TEXT) for reported, report in of if report.violations)
        raise ValidationError(
            f"{told}: {violations} violations stop the commit; mend them, or set"
            ' violations = "report" in [build] to publish with the report'
        )

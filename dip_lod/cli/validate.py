"""`dip-lod validate`."""

import sys
import tempfile
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.errors import ValidationError
from dip_lod.journal.reading import current
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.validating import validate
from dip_lod.publication import layout, manifest


@click.command("validate")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to keep the report's files.")
@click.pass_obj
def command(config: Path, output: Path | None) -> None:
    """Check the current publication with SHACL, and print the report."""
    settings = configuration.load(config)
    publication = current(settings.data_folder)
    about = manifest.read(publication)
    with tempfile.TemporaryDirectory() as scratch:
        folder = output or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with Progress(sys.stderr).stage("validation", "documents", about.documents) as step:
            report = validate(publication, folder, about.base_uri, settings.build.processes, step)
        click.echo((folder / layout.REPORT_TEXT).read_text("utf-8"))
    if report.violations:
        raise ValidationError(f"{publication.name}: {report.violations} violations; see the report above")

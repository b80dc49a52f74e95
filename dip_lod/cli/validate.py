"""`dip-lod validate`."""

import tempfile
from pathlib import Path

import click

from dip_lod.errors import ValidationError


@click.command("validate")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to keep the report's files.")
@click.option("--engine", type=click.Choice(["shacl", "pyshacl"]), help="In place of the configured one.")
@click.pass_obj
def command(config: Path, output: Path | None, engine: str | None) -> None:
    """Check the current publication with SHACL, and print the report."""
    from dip_lod.journal.reading import current
    from dip_lod.pipeline import logged, workers
    from dip_lod.pipeline.validating import validate
    from dip_lod.publication import layout, manifest

    settings = logged.settings(config)
    publication = current(settings.data_folder)
    about = manifest.read(publication)
    with tempfile.TemporaryDirectory() as scratch:
        folder = output or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with (
            workers.executor(settings.build.processes, workers.nothing) as pool,
            logged.progress(settings).stage("validation", "documents", about.documents) as step,
        ):
            reports = validate(
                publication,
                folder,
                about.base_uri,
                pool,
                step,
                engine or settings.build.validator,
            )
        for view in ("", layout.RDA_REPORTS):
            click.echo((folder / view / layout.REPORT_TEXT).read_text("utf-8"))
    violations = sum(report.violations for report in reports)
    if violations:
        raise ValidationError(f"{publication.name}: {violations} violations; see the report above")

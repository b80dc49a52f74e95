"""`dip-lod restore`."""

from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.pipeline.restoring import restore


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def command(config: Path, source: Path) -> None:
    """Put a back-up back into a data folder without a journal."""
    settings = configuration.load(config)
    publication = restore(settings.data_folder, source)
    click.echo(f"{settings.data_folder}: {publication} is published again; erasures since must be repeated")

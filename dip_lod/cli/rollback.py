"""`dip-lod rollback`."""

import sys
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.rolling_back import roll_back


@click.command("rollback")
@click.argument("publication", required=False)
@click.pass_obj
def command(config: Path, publication: str | None) -> None:
    """Go back to an earlier publication: the one before, or PUBLICATION (its number or folder)."""
    entry = roll_back(configuration.load(config), publication, Progress(sys.stderr, quiet=True))
    click.echo(f"publication {entry.number}: back to {entry.folder}")

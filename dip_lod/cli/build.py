"""`dip-lod build`."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.functions.times import zone
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress


@click.command("build")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that decides what has taken place; today in Amsterdam if left out.",
)
@click.option("--confirm-loss", is_flag=True, help="Commit although many records of a snapshot have vanished.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def command(config: Path, as_of: datetime | None, confirm_loss: bool, as_json: bool) -> None:
    """Build a publication from the sources, and commit it."""
    day: date = as_of.date() if as_of else datetime.now(zone("Europe/Amsterdam")).date()
    settings = configuration.load(config)
    summary = build(settings, Options(day, confirm_loss), Progress(quiet=as_json))
    if as_json:
        click.echo(json.dumps(summary.as_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(summary.lines()))

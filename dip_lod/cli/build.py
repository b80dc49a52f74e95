"""`dip-lod build`."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import click

_SHOWN = 10
"""How many faults the summary tells; the file has them all."""

_YEARS = range(1000, 9999)
"""Of days that the functions of the mappings can work with."""


@click.command("build")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day that decides what has taken place (2026-11-22); today in Amsterdam if left out.",
)
@click.option("--confirm-loss", is_flag=True, help="Commit although many records of a snapshot have vanished.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def command(config: Path, as_of: datetime | None, confirm_loss: bool, as_json: bool) -> None:
    """Build a publication from the sources, and commit it."""
    from dip_lod.functions.times import zone
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.build import Options
    from dip_lod.pipeline.faults import STEWARD
    from dip_lod.pipeline.recording import recorded

    if as_of and as_of.year not in _YEARS:
        raise click.BadParameter(f"give a day from {_YEARS[0]} to {_YEARS[-1]}.", param_hint="'--as-of'")
    day: date = as_of.date() if as_of else datetime.now(zone("Europe/Amsterdam")).date()
    settings = logged.settings(config)
    summary = recorded(settings, Options(day, confirm_loss), logged.progress(settings, quiet=as_json))
    if as_json:
        click.echo(json.dumps(summary.as_dict(), indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(summary.lines()))
    if summary.failed + summary.warnings:
        faults = settings.data_folder / STEWARD
        click.echo("\n".join([f"faults      {faults}", *(f"  {line}" for line in islice(_sentences(faults), _SHOWN))]))


def _sentences(faults: Path) -> Iterator[str]:
    with faults.open(encoding="utf-8") as stream:
        for fault in map(json.loads, stream):
            record = f" (record {fault['record']})" if fault["record"] else ""
            yield f"{fault['place']}{record}: {fault['what']}; {fault['remedy']}"

"""`dip-lod sample`."""

from pathlib import Path

import click


@click.command("sample")
@click.option("--productions", type=click.IntRange(1), default=40, show_default=True, help="How many productions.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option(
    "--form", type=click.Choice(["ndjson", "json", "xml"]), default="ndjson", show_default=True, help="Of the records."
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(productions: int, seed: int, form: str, folder: Path) -> None:
    """Write a made-up season of any size into FOLDER."""
    from dip_lod.sample import write

    click.echo(f"{write(folder, productions, seed, form)}: {productions} productions, all made up")

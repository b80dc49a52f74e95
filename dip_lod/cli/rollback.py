"""`dip-lod rollback`."""

from pathlib import Path

import click


@click.command("rollback")
@click.argument("publication", required=False)
@click.pass_obj
def command(config: Path, publication: str | None) -> None:
    """Go back to an earlier publication: the one before, or PUBLICATION (its number or folder)."""
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.rolling_back import roll_back

    settings = logged.settings(config)
    entry = roll_back(settings, publication, logged.progress(settings, quiet=True))
    click.echo(f"publication {entry.number}: back to {entry.folder}")

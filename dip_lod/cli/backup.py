"""`dip-lod backup`."""

from pathlib import Path

import click


@click.command("backup")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def command(config: Path, target: Path) -> None:
    """Write the journal and the current publication into a new file, TARGET."""
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.backing_up import backup

    settings = logged.settings(config)
    publication = backup(settings.data_folder, target)
    click.echo(f"{target}: {publication}, {target.stat().st_size / 1e6:.1f} MB")

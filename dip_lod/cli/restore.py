"""`dip-lod restore`."""

from pathlib import Path

import click


@click.command("restore")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--erased",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Data folder whose erasures count too, for bags.",
)
@click.pass_obj
def command(config: Path, sources: tuple[Path, ...], erased: tuple[Path, ...]) -> None:
    """Put a back-up, or all bags of a chain, back into a data folder without a journal.

    A back-up is a file, a bag a folder. Where there is no dip-lod.toml, that of the bags is put back too.
    """
    from dip_lod.archive import restoring
    from dip_lod.archive.reading import Chain
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.restoring import restore

    if all(source.is_dir() for source in sources):
        chain = Chain(sources)
        if not config.exists():
            restoring.settings(chain, config.absolute().parent)
        settings = logged.settings(config)
        publication = restoring.restore(settings, chain, erased, logged.progress(settings))
        click.echo(f"{settings.data_folder}: {publication} is published again")
        return
    if len(sources) != 1 or erased:
        raise click.UsageError("name one back-up, or bags alone; --erased is for bags")
    settings = logged.settings(config)
    publication = restore(settings.data_folder, sources[0])
    click.echo(f"{settings.data_folder}: {publication} is published again; erasures since must be repeated")

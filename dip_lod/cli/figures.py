"""`dip-lod figures`."""

from pathlib import Path

import click

from dip_lod import config as configuration


@click.command("figures")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(config: Path, folder: Path) -> None:
    """Write the figures of the current publication into FOLDER.

    Of each cube: Turtle (RDF Data Cube), CSV with its metadata (CSV on the Web), and JSON-stat in Dutch and English.
    """
    from dip_lod.figures.forms import files
    from dip_lod.figures.forms.rdf import About
    from dip_lod.figures.reading import Figures
    from dip_lod.journal import reading as journal
    from dip_lod.publication import manifest

    settings = configuration.load(config)
    current = journal.current(settings.data_folder)
    figures = Figures(current)
    about = About(manifest.read(current).base_uri, settings.publisher.name, settings.licence)
    for path in files.write(folder, files.every(figures, about)):
        click.echo(path)
    if not any(figures.observations("trends")):
        click.echo("no performance that counts is published, so there are no figures", err=True)

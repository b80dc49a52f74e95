"""`dip-lod audiences`."""

from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.config import Config


@click.command("audiences")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(config: Path, folder: Path | None) -> None:
    """Write the audiences of the current publication into FOLDER, or try what is delivered.

    Of each scheme: its cube as Turtle (RDF Data Cube), CSV with its metadata (CSV on the Web) and JSON-stat in Dutch
    and English, and its groups as SKOS; and the crosswalk as SSSOM. Without FOLDER nothing is written: the delivery
    that dip-lod.toml names is read, and refused or summed up.
    """
    settings = configuration.load(config)
    if folder is None:
        _try(settings)
    else:
        _write(settings, folder)


def _try(settings: Config) -> None:
    from dip_lod.audiences import delivery

    found = delivery.read(settings)
    if found is None:
        click.echo("no audiences are configured: add [audiences] to dip-lod.toml")
        return
    for code, scheme in found.schemes.items():
        visits = found.visits.get(code, ())
        seasons = sorted({one.season for one in visits if one.season})
        of = f", of {', '.join(seasons)}" if seasons else ""
        by = f", {sum(bool(one.performance) for one in visits)} by performance" if visits else ""
        click.echo(f"{code}: {len(scheme.groups)} groups, {len(visits)} rows{by}{of}")
    click.echo(f"{len(found.matches)} matches between groups")


def _write(settings: Config, folder: Path) -> None:
    from dip_lod.audiences.forms import files
    from dip_lod.audiences.forms.names import About
    from dip_lod.audiences.reading import Audiences
    from dip_lod.figures.forms.files import write
    from dip_lod.journal import reading as journal
    from dip_lod.publication import manifest

    current = journal.current(settings.data_folder)
    audiences = Audiences(current)
    about = About(manifest.read(current).base_uri, settings.publisher.name, settings.licence)
    for path in write(folder, files.every(audiences, about)):
        click.echo(path)
    if not any(audiences.seasons(scheme) for scheme in audiences.schemes):
        click.echo("no visits can be given yet, so there are no numbers", err=True)

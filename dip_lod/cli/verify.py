"""`dip-lod verify`."""

from pathlib import Path

import click

from dip_lod.errors import PublicationError


@click.command("verify")
@click.argument("publication", required=False)
@click.option("--whole", is_flag=True, help="Look every statement up in the stores, not a sample.")
@click.pass_obj
def command(config: Path, publication: str | None, whole: bool) -> None:
    """Check a publication and the journal: the current one, or PUBLICATION (its number or folder)."""
    from dip_lod.journal.reading import PUBLICATIONS, Journal, current
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.storing import Storing
    from dip_lod.pipeline.verifying import verify

    settings = logged.settings(config)
    data = settings.data_folder
    folder = current(data)
    if publication is not None:
        named = {str(one.number): one.folder for one in Journal(data).publications()}
        folder = data / PUBLICATIONS / named.get(publication, publication)
        if folder.parent != data / PUBLICATIONS or not folder.is_dir():
            raise PublicationError(f"{publication}: no such publication in {data}; see {data / PUBLICATIONS}")
    failed = 0
    for check in verify(data, folder, Storing(settings), whole=whole):
        failed += bool(check.wrong)
        click.echo(f"{'FAILED' if check.wrong else 'ok    '}  {check.name}{': ' if check.wrong else ''}{check.wrong}")
    if failed:
        raise PublicationError(
            f"{folder.name}: {failed} checks failed; go back with 'dip-lod rollback', or build again"
        )

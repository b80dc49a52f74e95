"""`dip-lod archive`."""

from pathlib import Path

import click


@click.command("archive")
@click.argument("bags", metavar="BAG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--since",
    metavar="BAG",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Only what is new after that bag.",
)
@click.option("--verify", is_flag=True, help="Compare every file of bags with its checksums, and whether none lacks.")
@click.pass_obj
def command(config: Path, bags: tuple[Path, ...], since: Path | None, verify: bool) -> None:
    """Write what is published, with its whole history, into a new folder, BAG: a package for an e-depot.

    With --verify check a bag, or all bags of a chain.
    """
    from dip_lod.archive.bagging import archive
    from dip_lod.archive.reading import Chain
    from dip_lod.pipeline import logged

    if verify:
        chain = Chain(bags)
        for bag, about in zip(bags, chain.packages, strict=True):
            after = f", goes on from {about.previous}" if about.previous else ""
            click.echo(f"{bag}: {about.id} is whole{after}")
        if len(bags) > 1 or chain.last.previous is None:
            click.echo(
                f"{len(chain.files())} files make a site of {chain.last.base_uri}, publication {chain.last.number}"
            )
        return
    if len(bags) != 1:
        raise click.UsageError("name one new bag; several are for --verify")
    made = archive(logged.settings(config), bags[0], since, config)
    kind = "whole" if since is None else f"goes on from {made.package.previous}"
    click.echo(f"{bags[0]}: {made.package.id}, {made.files} files, {made.bytes / 1e6:.1f} MB, {kind}")

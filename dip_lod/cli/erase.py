"""`dip-lod erase`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dip_lod.cli.history import key_of
from dip_lod.pipeline.grounds import REASONS

if TYPE_CHECKING:
    from dip_lod.pipeline.erasing import Erasure


@click.command("erase")
@click.argument("uri")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="The ground, which is told in public.")
@click.option("--yes", is_flag=True, help="Do it: nothing brings it back.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def command(config: Path, uri: str, reason: str, yes: bool, as_json: bool) -> None:
    """Erase a thing for good: from publications, history and every build to come."""
    from dip_lod.pipeline import logged
    from dip_lod.pipeline.erasing import erase

    settings = logged.settings(config)
    key = key_of(settings, uri)
    if not yes:
        click.confirm(f"Erase {key}, its history and all that names it, for good?", abort=True, err=True)
    made = erase(settings, key, reason, logged.progress(settings, quiet=as_json))
    if as_json:
        told = asdict(made) | {"handed_out": [one._asdict() for one in made.handed_out]}
        told["archives"] = [one._asdict() for one in made.archives]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_lines(made)))


def _lines(made: "Erasure") -> list[str]:
    lines = [
        f"erased      {', '.join(made.keys)}",
        f"changed     {len(made.changed)} documents, and {made.versions} earlier versions",
        *(f"  {key}" for key in made.changed),
    ]
    if made.namesakes:
        lines += ["left alone  the name stands here too, for another has it; look whether it is meant"]
        lines += [f"  {key}" for key in made.namesakes]
    if made.addresses:
        lines += ["addresses   these have the name in them; erase those too where they are meant"]
        lines += [f"  {key}" for key in made.addresses]
    if made.telling:
        lines += ["own address it has the name in it, and is told on: it answers 410, and the feeds list it as erased"]
        lines += [f"  {key}" for key in made.telling]
    if made.violations:
        lines.append(
            f"violations  {made.violations}, which will stop the next build; see its report.txt, and mend them"
        )
    lines.append(f"publication {made.publication}")
    lines.append(f"handed out  {len(made.handed_out)} publications, of which others may have copies")
    lines += [f"  {one.number} of {one.committed}, dump {one.dump}" for one in made.handed_out]
    if made.archives:
        lines.append(f"archived    in {len(made.archives)} bags; tell whoever keeps them, and archive anew")
        lines += [f"  {one.id} of {one.made}" for one in made.archives]
    return lines

"""`dip-lod history`."""

import json
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod import uris
from dip_lod.errors import ConfigurationError, PublicationError
from dip_lod.journal.reading import Journal, current


@click.command("history")
@click.argument("uri")
@click.option("--diff", type=int, nargs=2, metavar="OLD NEW", help="Show what differs between two publications.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.pass_obj
def command(config: Path, uri: str, diff: tuple[int, int] | None, as_json: bool) -> None:
    """Show what became of a document, and what it said when."""
    settings = configuration.load(config)
    key = key_of(settings, uri)
    journal = Journal(settings.data_folder)
    changes = journal.history(key)
    if not changes:
        current(settings.data_folder)  # raises where nothing has been published at all
        raise PublicationError(f"{uri}: has never been published; check how it is spelled")
    if diff:
        before, after = (dict.fromkeys(_statements(journal, key, number)) for number in diff)
        lines = [f"- {one}" for one in before if one not in after] + [f"+ {one}" for one in after if one not in before]
        click.echo("\n".join(lines))
    elif as_json:
        click.echo(json.dumps([one._asdict() for one in changes], indent=2, ensure_ascii=False))
    else:
        click.echo("publication  at                         change   because")
        for one in changes:
            because = one.why or (f"it is now {one.survivor}" if one.survivor else "")
            click.echo(f"{one.number:11}  {one.at:25}  {one.change:7}  {because}".rstrip())


def key_of(config: configuration.Config, uri: str) -> str:
    """Read a URI of ours, or `kind/key`, as a key of the journal; raises ConfigurationError."""
    name = uris.parse(config.base_uri, uri) or uris.parse("", f"id/{uri}")
    if name is None:
        raise ConfigurationError(f"{uri}: is no URI of ours; write {config.base_uri}id/person/… or person/…")
    try:
        return uris.path(*name, prefix="")[1:]
    except uris.UriError as error:
        raise ConfigurationError(f"{uri}: {error}") from None


def _statements(journal: Journal, key: str, number: int) -> list[str]:
    version = journal.version(key, number)
    if version is None:
        raise PublicationError(f"{key}: was not there as of publication {number}; see 'dip-lod history {key}'")
    return (version.statements + version.rda).decode().split("\n")[:-1]

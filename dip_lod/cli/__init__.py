"""The command line: one file a command, in the order of the flow, each imported only when it is used."""

import importlib
import os
import sys
from pathlib import Path

import click

from dip_lod.errors import DipLodError

_COMMANDS = {
    "sample": "Write a made-up season of any size.",
    "build": "Build a publication from the sources, and commit it.",
    "validate": "Check the current publication with SHACL.",
    "serve": "Serve the current publication: pages, data and SPARQL.",
    "history": "Show what became of a document, and what it said when.",
    "erase": "Erase a thing for good: from publications, history and every build to come.",
    "rollback": "Go back to an earlier publication.",
    "verify": "Check a publication and the journal.",
    "check": "Check any site as NDE does, from outside: its five ticks and more.",
    "query": "Ask the current publication a SPARQL query, or a question by name.",
    "figures": "Write the figures of the current publication into FOLDER.",
    "audiences": "Write the audiences of the current publication into FOLDER, or try what is delivered.",
    "accounts": "Count the performances of a company in a calendar year, as its main producer.",
    "backup": "Write the journal and the current publication into a new file.",
    "archive": "Write what is published, with its whole history, into a new folder, BAG: a package for an e-depot.",
    "restore": "Put a back-up, or all bags of a chain, back into a data folder without a journal.",
}


_REMEDY = "see that it is there, that you may use it, and that there is room, and try again"


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"dip_lod.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dip_lod")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=lambda: Path(os.environ.get("DIP_LOD_CONFIG", "dip-lod.toml")),
    metavar="FILE",
    show_default="dip-lod.toml",
    help="The configuration file; DIP_LOD_CONFIG names it too.",
)
@click.pass_context
def _group(ctx: click.Context, config: Path) -> None:
    """Publish the performing arts as linked open data."""
    ctx.obj = config


def main() -> None:
    """Run the command line; what goes wrong is one sentence and an exit code (docs/reference/commands.md)."""
    try:
        _group.main(standalone_mode=False)
    except DipLodError as error:
        _say(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except OSError as error:  # what the system refuses: a folder of another user, an output without room
        _say(DipLodError(f"{error.filename or 'dip-lod'}: {error.strerror or error}; {_REMEDY}"))
        sys.exit(DipLodError.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; the last publication stays as it was", err=True)
        sys.exit(130)


def _say(error: DipLodError) -> None:
    """Say what went wrong: as an event where a log has been set up, else as a plain line."""
    import logging

    log = logging.getLogger("dip_lod")
    if log.handlers:
        log.error("%s", error, extra={"fields": {}})
    else:
        click.echo(str(error), err=True)

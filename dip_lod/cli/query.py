"""`dip-lod query`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.errors import QueryError

_UNBOUNDED = 1 << 62
"""The rows and bytes of an answer: who asks here pays for them."""

_NOTHING = (
    "query: the RDA view has no answer to this; it knows RDA's classes and properties alone, so ask without --rda,"
    " or a question that is written for it (dip-lod query --list)"
)

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "jsonld", "ntriples", "rdfxml", "nquads", "trig")


@click.command("query")
@click.argument("what", required=False, metavar="[QUESTION|FILE|QUERY|-]")
@click.option("--list", "listed", is_flag=True, help="List the questions and their parameters.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Fill in a parameter of a question.")
@click.option("--show", is_flag=True, help="Print the query, and do not run it.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="A table, or Turtle for a graph, if left out.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--rda", is_flag=True, help="Ask the RDA view.")
@click.option("--seconds", type=click.FloatRange(0.1), default=60, show_default=True, help="The longest it may take.")
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of --list and of names."
)
@click.pass_obj
def command(
    config: Path,
    what: str | None,
    listed: bool,
    values: tuple[str, ...],
    show: bool,
    form: str | None,
    output: Path | None,
    rda: bool,
    seconds: float,
    language: str,
) -> None:
    """Ask the current publication a SPARQL query, or a question by name.

    QUESTION is a name of --list, FILE holds a query, QUERY is one, and - reads it from standard input.
    """
    from dip_lod.questions import asking, listing

    if listed:
        click.echo("\n".join(listing.lines(language)))
        return
    if what is None:
        raise click.UsageError("say what to ask: the name of a question, a file, a query, or - (see --list)")
    settings = configuration.load(config)
    asked = asking.find(what, _values(values), settings.base_uri, language)
    if show:
        click.echo(asked.text, nl=False)
        return
    limits = replace(settings.limits, seconds=seconds, workers=1, rows=_UNBOUNDED, result_bytes=_UNBOUNDED)
    view = "rda" if rda else asked.view
    try:
        if output is None:
            rows = asking.ask(asked, view, form, settings, limits, sys.stdout.buffer)
        else:
            with output.open("wb") as file:
                rows = asking.ask(asked, view, form, settings, limits, file)
        if rda and not rows and asked.view != "rda":
            click.echo(_NOTHING, err=True)
    except BrokenPipeError:  # `dip-lod query … | head`: nobody reads on, and that is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise QueryError(f"{output or 'output'}: cannot be written ({error.strerror}); choose --output") from None


def _values(written: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for one in written:
        name, sign, value = one.partition("=")
        if not sign:
            raise click.UsageError(f"--set {one}: write it as NAME=VALUE")
        found[name] = value
    return found

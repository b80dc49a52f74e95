"""`dip-lod accounts`."""

from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.errors import QueryError


@click.command("accounts")
@click.argument("company")
@click.argument("year", type=click.IntRange(1000, 9999))
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--declared",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A CSV of declared numbers (what, of, place, declared), to set beside those published.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.pass_obj
def command(config: Path, company: str, year: int, form: str, declared: Path | None, output: Path | None) -> None:
    """Count the performances of a company in a calendar year, as its main producer.

    COMPANY is the key of an organization, or of a person who is a main producer, as in its address, or its URI.
    """
    from dip_lod import uris
    from dip_lod.accounts import account, forms, lines, rows
    from dip_lod.accounts.declared import compare, read
    from dip_lod.journal import reading as journal
    from dip_lod.publication import manifest

    if declared and form == "json":
        raise click.UsageError("--declared goes with a table or CSV, for JSON has only what is published")
    folder = journal.current(configuration.load(config).data_folder)
    made_of = manifest.read(folder)
    try:
        uri = company if ":/" in company else uris.mint(made_of.base_uri, "organization", company)
    except uris.UriError as error:
        raise QueryError(f"accounts: {error}") from None
    with rows.opened(folder) as database:
        found = account.account(database, made_of, uri, f"{year:04}")
        if found is None and ":/" not in company:
            person = uris.mint(made_of.base_uri, "person", company)
            found = account.account(database, made_of, person, f"{year:04}")
    if found is None:
        raise QueryError(f"accounts: no organization {uri} is published; take the key from the address of its page")
    compared = compare(found, read(declared)) if declared else None
    if form == "json":
        text = forms.document(found).decode()
    else:
        text = forms.table(found, compared) if form == "csv" else lines.text(found, compared)
    try:
        if output:
            output.write_text(text, "utf-8", newline="")
        else:
            click.echo(text, nl=False)
    except OSError as error:
        raise QueryError(f"{output}: cannot be written ({error.strerror}); choose another --output") from None
    if not found.counted:
        click.echo(f"nothing that counts for {found.company} in {year} is published, as of {found.as_of}", err=True)

"""`dip-lod check`."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import click

from dip_lod.checking.finding import AMBER, AREAS, LEVELS, RED, TICKS, Finding, worst
from dip_lod.errors import CheckError, ConfigurationError

_MARKS = {"red": "✗", "amber": "!", "green": "✓", "none": "–"}


@click.command("check")
@click.argument("base")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--strict", is_flag=True, help="End with 10 where something is amber, too.")
@click.option("--quiet", is_flag=True, help="Show only what is amber or red.")
@click.option(
    "--ca",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A certificate authority of your own (PEM).",
)
@click.option(
    "--shapes",
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Judge the sampled records by these shapes too (Turtle): NDE's own, say.",
)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 300), default=20.0, show_default=True, help="Wait so long for an answer."
)
def command(
    base: str, as_json: bool, strict: bool, quiet: bool, ca: Path | None, files: tuple[Path, ...], seconds: float
) -> None:
    """Check any site as NDE does, from outside: its five ticks and more.

    BASE is the address of the site, of its catalogue or of a dataset. One request at a time; nothing is changed.
    """
    import json

    from dip_lod.checking.checking import check
    from dip_lod.checking.fetching import Fetcher
    from dip_lod.validation.shapes import load

    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ConfigurationError(f"{base}: is no address of a site; write it in full, as https://data.example.org/")
    shapes = load(files) if files else None
    found: list[Finding] = []
    for one in check(Fetcher(seconds, ca=ca), base if parts.path else f"{base}/", shapes):
        found.append(one)
        if not as_json:
            _show(found, quiet)
    if as_json:
        said = {
            "base": base,
            "ticks": _levels(found, TICKS),
            "areas": _levels(found, AREAS),
            "findings": [asdict(one) for one in found],
        }
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        click.echo("")
        for area, title in AREAS.items():
            click.echo(f"{_MARKS[level := _levels(found, [area])[area]]} {level:6} {title}")
    failed = [one for one in found if one.level == RED or (strict and one.level == AMBER)]
    if failed:
        raise CheckError(
            f"{base}: {len(failed)} of {len(found)} checks failed; do what is said with each, and check again"
        )


def _levels(found: list[Finding], areas: Iterable[str]) -> dict[str, str]:
    return {area: worst(one for one in found if one.area == area) for area in areas}


def _show(found: list[Finding], quiet: bool) -> None:
    """Show the last finding, under its area where it is the first of it."""
    one = found[-1]
    if quiet and one.level not in LEVELS[:2]:
        return
    if not any(other.area == one.area for other in found[:-1]):
        click.echo(f"\n{AREAS[one.area]}")
    click.echo(f"  {_MARKS[one.level]} {one.name}: {_safe(one.got)}")
    if one.level in LEVELS[:2]:
        click.echo(f"      asked: {_safe(one.asked)}")
        click.echo(f"      to do: {one.remedy}")


def _safe(text: str) -> str:
    """Take out what a terminal would obey: the text is a stranger's."""
    return "".join(one if one.isprintable() else "·" for one in text)

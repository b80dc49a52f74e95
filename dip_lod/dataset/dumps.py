"""The files of the dumps as distributions of a dataset."""

from collections.abc import Iterable, Mapping

from dip_lod.dataset.description import Distribution
from dip_lod.dataset.words import words
from dip_lod.publication.dumps import files
from dip_lod.publication.dumps.files import DumpFile
from dip_lod.vocabulary import prefixes

PROFILE = "https://docs.nde.nl/schema-profile/"
"""NDE's, of the view in schema.org."""


def distributions(dumps: Iterable[DumpFile], base: str, *views: str) -> list[Distribution]:
    """Describe the files of some views."""
    return [_distribution(one, base, words("dumps", one.view)) for view in views for one in dumps if one.view == view]


def of_a_part(dumps: Iterable[DumpFile], base: str, source: str) -> list[Distribution]:
    """Describe the file that holds the documents of one source."""
    return [_distribution(one, base, words("part", "dump")) for one in dumps if one.view == files.of_source(source)]


def _distribution(one: DumpFile, base: str, described: Mapping[str, str]) -> Distribution:
    named = {"nl": one.form.name}
    return Distribution(
        name=f"{one.view}-{one.extension}",
        url=f"{base}dumps/{one.name}",
        title=words("dump", f"name_{one.view if one.view in files.VIEWS else 'part'}", form=named),
        description=described,
        media_type=one.media_type,
        size=one.bytes,
        sha256=one.sha256,
        documentation=f"{base}downloads",
        profiles={"schema": (PROFILE,), "crm": (prefixes()["crm"],)}.get(one.view, ()),
    )

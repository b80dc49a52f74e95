"""The page of the downloads: each view in each form, what it weighs, and how to check it."""

from collections.abc import Iterator
from typing import NamedTuple

from dip_lod.journal.reading import PUBLICATIONS
from dip_lod.publication.dumps import files
from dip_lod.publication.dumps.files import DumpFile
from dip_lod.publication.reading import Publication
from dip_lod.web.page.site import Site
from dip_lod.web.words import dates, sizes
from dip_lod.web.words.visitor import Visitor

EARLIER = 10
"""Earlier publications that the page names, at most."""


class Listed(NamedTuple):
    """A view with its files."""

    view: str
    title: str
    about: str
    triples: int
    files: list[DumpFile]


def page(site: Site, reader: Visitor, published: dict[str, str]) -> str:
    """Make the page; `published` tells of each publication when it was committed."""
    publication = site.publications.current()
    listed = [
        Listed(view, title, about, of_view[0].triples, of_view)
        for view, title, about in _views(publication, reader)
        if (of_view := [one for one in publication.dumps if one.view == view])
    ]
    folder = site.publications.journal.data / PUBLICATIONS
    earlier = [
        (name, dates.moment(committed, reader.texts))
        for name, committed in sorted(published.items(), key=lambda one: one[1], reverse=True)
        if name != publication.id and (folder / name / files.FOLDER / files.LIST).is_file()
    ]
    return site.page(
        "downloads.html",
        reader,
        views=listed,
        publication=publication.id,
        committed=dates.moment(publication.manifest.committed, reader.texts),
        earlier=earlier[:EARLIER],
        sums=files.SUMS,
        base=publication.base,
        size=lambda octets: sizes.size(octets, reader.texts),
    )


def _views(publication: Publication, reader: Visitor) -> Iterator[tuple[str, str, str]]:
    """Yield each view, and each source, with its title and what it is."""
    words = reader.texts.tables["downloads"]
    yield from ((view, str(words["views"][view]), str(words["about"][view])) for view in files.VIEWS)
    for source in publication.manifest.sources:
        title = reader.texts.told(source.title, source.name)
        yield files.of_source(source.name), str(words["source"]).format(source=title), str(words["of_source"])

"""Bylines: by whom a work, a production or a poster is, as lists name it beside the title."""

from collections.abc import Iterable, Sequence

from dip_lod.publication.reading import Publication
from dip_lod.web.words import links, values
from dip_lod.web.words.visitor import Visitor

_MOST = 3
_KINDS = ("poster/", "production/", "work/")


def makers(publication: Publication, uris: Iterable[str]) -> dict[str, list[str]]:
    """List the authors of works, the companies behind productions and the makers of posters; of all else nobody."""
    space = f"{publication.base}id/"
    wanted = [uri for uri in uris if uri.removeprefix(space).startswith(_KINDS)]
    found: dict[str, list[str]] = {}
    for credit in publication.repertoire.makers(wanted) if wanted else ():
        found.setdefault(credit.subject, []).append(credit.agent)
    return found


def bylines(publication: Publication, uris: Iterable[str], reader: Visitor) -> dict[str, str]:
    """Name the makers of each in a few words; what has none is left out."""
    found = makers(publication, uris)
    named = links.named((agent for agents in found.values() for agent in agents), publication.labels, reader)
    return {uri: few([values.spoken(named[agent]) for agent in agents]) for uri, agents in found.items()}


def few(names: Sequence[str]) -> str:
    """Write the first of some names.

    >>> few(["Howard Ashman", "Alan Menken"]), few(["Een", "Twee", "Drie", "Vier"])
    ('Howard Ashman, Alan Menken', 'Een, Twee, Drie …')
    """
    return ", ".join(names[:_MOST]) + (" …" if len(names) > _MOST else "")

"""What tells the things that a search found apart: who made it, as what someone is known, where it stands."""

from collections.abc import Iterable, Mapping, Sequence

from dip_lod.publication.reading import Publication
from dip_lod.search.reading import Found, Index
from dip_lod.web.pictures.pictures import shortened
from dip_lod.web.words import bylines, texts
from dip_lod.web.words.visitor import Visitor

_LONGEST = 80
"""Letters of a name."""
_TOLD = {"person": "role", "organization": "role", "venue": "place", "hall": "place", "festival": "place"}
"""The facet that tells things of a kind apart; of productions, works and posters it is their makers."""
_SPACES = {"role": "term/role/", "place": "place/"}


def tell(index: Index, found: Sequence[Found], publication: Publication, reader: Visitor) -> list[str]:
    """Say of each thing in a few words what it is; empty where nothing is known."""
    known = _makers(found, publication)
    for number, facet, key in index.values(one.number for one in found):
        kind = next(one.kind for one in found if one.number == number)
        if _TOLD.get(kind) == facet:
            known.setdefault(number, []).append(f"{publication.base}id/{_SPACES[facet]}{key}")
    labels = publication.labels(uri for uris in known.values() for uri in uris)
    told = [(one, _words(known.get(one.number, ()), labels, reader)) for one in found]
    return ["" if any(name.endswith(f", {words}") for name in one.labels.values()) else words for one, words in told]


def _makers(found: Sequence[Found], publication: Publication) -> dict[int, list[str]]:
    numbers = {f"{publication.base}id/{one.key}": one.number for one in found}
    return {numbers[uri]: agents for uri, agents in bylines.makers(publication, numbers).items()}


def _words(uris: Iterable[str], labels: Mapping[str, Mapping[str, str]], reader: Visitor) -> str:
    names = [best[0] for uri in dict.fromkeys(uris) if (best := texts.best(labels.get(uri, {}), reader.language))]
    return bylines.few([shortened(name, _LONGEST) for name in names])

"""Things of one name in a list, told apart by where they are, when they were, or their key."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dip_lod.publication.reading import Publication
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Labels, Value
from dip_lod.web.words.visitor import Visitor


def told_apart(publication: Publication, uris: Sequence[str], labels: Labels, reader: Visitor) -> list[Value]:
    """Make links; those that would read the same get a note: the place around, the years, else the key."""
    made = {uri: values.node(uri, labels, reader) for uri in uris}
    alike = _repeated({uri: one.text.casefold() for uri, one in made.items()})
    if not alike:
        return list(made.values())
    told = publication.repertoire.placed(alike)
    around = publication.labels(where for where, _, _ in told.values() if where)
    notes = {}
    for uri in alike:
        where, first, last = told.get(uri, (None, None, None))
        place = values.node(where, around, reader).text if where else ""
        notes[uri] = ", ".join(part for part in (place, dates.span(first, last)) if part)
    same = {uri: (made[uri].text.casefold() + "\0" + notes[uri]) for uri in alike}
    for uri in {*_repeated(same), *(uri for uri in alike if not notes[uri])}:
        notes[uri] = ", ".join(part for part in (notes[uri], uri.rpartition("/")[2]) if part)
    return [one._replace(note=Value(notes[uri])) if uri in notes else one for uri, one in made.items()]


def _repeated(texts: Mapping[str, str]) -> list[str]:
    often = Counter(texts.values())
    return [uri for uri, text in texts.items() if often[text] > 1]

"""Things of one name in a list, told apart by who made them, where they are, when they were, or their key."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dip_lod.publication.reading import Publication
from dip_lod.web.words import bylines, dates, values
from dip_lod.web.words.shown import Labels, Value
from dip_lod.web.words.visitor import Visitor


def told_apart(publication: Publication, uris: Sequence[str], labels: Labels, reader: Visitor) -> list[Value]:
    """Make links, works and productions with their makers as a note.

    Those that would read the same get a further one: the place around, the years, else the key.
    """
    made = {uri: values.node(uri, labels, reader) for uri in uris}
    by = bylines.bylines(publication, uris, reader)
    read = {uri: f"{one.text}\0{by.get(uri, '')}".casefold() for uri, one in made.items()}
    notes = _further(publication, _repeated(read), read, reader)
    notes = by | {uri: ", ".join(part for part in (by.get(uri), note) if part) for uri, note in notes.items()}
    return [one._replace(note=Value(notes[uri])) if uri in notes else one for uri, one in made.items()]


def _further(
    publication: Publication, alike: Sequence[str], read: Mapping[str, str], reader: Visitor
) -> dict[str, str]:
    """Say of things that read the same where they are and when they were, else their key."""
    if not alike:
        return {}
    told = publication.repertoire.placed(alike)
    around = publication.labels(where for where, _, _ in told.values() if where)
    notes = {}
    for uri in alike:
        where, first, last = told.get(uri, (None, None, None))
        place = values.node(where, around, reader).text if where else ""
        notes[uri] = ", ".join(part for part in (place, dates.span(first, last)) if part)
    same = {uri: f"{read[uri]}\0{notes[uri]}" for uri in alike}
    for uri in {*_repeated(same), *(uri for uri in alike if not notes[uri])}:
        notes[uri] = ", ".join(part for part in (notes[uri], uri.rpartition("/")[2]) if part)
    return notes


def _repeated(texts: Mapping[str, str]) -> list[str]:
    often = Counter(texts.values())
    return [uri for uri, text in texts.items() if often[text] > 1]

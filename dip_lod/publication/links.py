"""Who points to whom within our space, as a document tells: rows of the table `link`, and the terms it is about."""

from collections.abc import Iterator

from dip_lod.publication.told import Told
from dip_lod.vocabulary import expand

_TYPE = f"<{expand('rdf:type')}>"
_REMEMBERED = 20_000


Link = tuple[str, str, str]
"""A row of `link`, with URIs for numbers: target, predicate, source."""


class Links:
    """Finds links; URIs that it has seen are the same objects again, so that they are handed on once."""

    def __init__(self, base: str) -> None:
        self._space = f"<{base}id/"
        self._known: dict[str, str] = {}

    def of(self, key: str, told: Told) -> Iterator[Link]:
        """Give the links of a document to others."""
        space, known = self._space, self._known
        thing = f"{space}{key}>"
        own = (thing, f"{thing[:-1]}#")
        if len(known) > _REMEMBERED:
            known.clear()
        for subject, properties in told.items():
            if not subject.startswith(space):
                continue
            source = subject[1:-1]
            for predicate, values in properties.items():
                if predicate == _TYPE:
                    continue
                for value in values:
                    if value.startswith(space) and not value.startswith(own):
                        target = known.get(value) or known.setdefault(value, value[1:-3])
                        yield target, known.get(predicate) or known.setdefault(predicate, predicate[1:-1]), source

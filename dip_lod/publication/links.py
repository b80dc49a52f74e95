"""Who points to whom within our space, as documents tell: rows of the table `link`."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from dip_lod.publication.told import Told
from dip_lod.vocabulary import expand

_TYPE = f"<{expand('rdf:type')}>"
_REMEMBERED = 20_000


@dataclass(slots=True)
class LinkRows:
    """Links of some documents, each URI once: a link is three numbers of URIs."""

    uris: dict[str, int] = field(default_factory=dict)
    """Every URI with its number, which is its place."""
    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    """Of one link after another: target, predicate, source."""

    def add(self, target: str, predicate: str, source: str) -> None:
        """Add a link."""
        uris = self.uris
        self.numbers.extend([uris.setdefault(uri, len(uris)) for uri in (target, predicate, source)])

    def triples(self) -> Iterator[tuple[int, int, int]]:
        """Give the links as numbers."""
        return zip(self.numbers[::3], self.numbers[1::3], self.numbers[2::3], strict=True)


class Links:
    """Finds links; it remembers URIs that it has seen, so that they are cut from their lines once."""

    def __init__(self, base: str) -> None:
        self._space = f"<{base}id/"
        self._known: dict[str, str] = {}

    def add(self, rows: LinkRows, key: str, told: Told) -> set[str]:
        """Add the links of a document to others; give what it points to."""
        space, known = self._space, self._known
        thing = f"{space}{key}>"
        own = (thing, f"{thing[:-1]}#")
        pointed: set[str] = set()
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
                        pointed.add(target)
                        rows.add(target, known.get(predicate) or known.setdefault(predicate, predicate[1:-1]), source)
        return pointed

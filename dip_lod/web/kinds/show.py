"""What pictures are made from: the sums of one thing, or of everything, and who looks."""

from collections.abc import Iterable
from dataclasses import dataclass

from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.reading import Repertoire
from dip_lod.web.words import links
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Show:
    """The pictures of a thing under way; `of` is its URI, empty for everything."""

    publication: Publication
    visitor: Visitor
    of: str = ""

    @property
    def repertoire(self) -> Repertoire:
        """The sums."""
        return self.publication.repertoire

    @property
    def as_of(self) -> str:
        """The day up to which the publication knows what took place."""
        return self.publication.as_of

    @property
    def season(self) -> int:
        """The year in which the season of that day began: seasons run from August to July."""
        return int(self.as_of[:4]) - (self.as_of[5:7] < "08")

    def words(self, key: str, **given: object) -> str:
        """Find a sentence about pictures."""
        return str(self.visitor.texts.tables["picture"][key]).format_map(given)

    def number(self, value: int) -> str:
        """Write a number as the reader does."""
        return self.visitor.texts.number(value)

    def named(self, wanted: Iterable[str]) -> dict[str, Value]:
        """Name things with links, all at once."""
        return links.named(wanted, self.publication.labels, self.visitor)


def season(year: int) -> str:
    """Write a season by the year in which it began.

    >>> season(2025), season(1999)
    ('2025/26', '1999/00')
    """
    return f"{year}/{(year + 1) % 100:02}"

"""A question to the search index: words as someone types them, and a value a facet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dip_lod.search import folding
from dip_lod.search.tables import COLUMNS, FACETS

LONGEST = 200
"""Characters of a question that count."""

WORDS = 12
"""Words of a question that count."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked."""

    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """Of facets, by name, in the order of FACETS."""

    @property
    def words(self) -> list[str]:
        """The folded words, each once."""
        return list(dict.fromkeys(folding.fold(self.text)))[:WORDS]

    @property
    def hopeless(self) -> bool:
        """Whether something was typed in which there is no word, so that nothing can be found."""
        return bool(self.text) and not self.words

    @property
    def gathered(self) -> bool:
        """Whether a list leaves showings to what they show and to where they are: something is asked by name alone."""
        return bool(self.words) and not self.values

    def with_value(self, facet: str, value: str | None) -> "Query":
        """Ask the same with another value of a facet, or with none."""
        return replace(self, values=_ordered({**self.values, facet: value or ""}))

    def parameters(self) -> list[tuple[str, str]]:
        """Write it as parameters of an address, in their one order."""
        return [("q", self.text)] * bool(self.text) + list(self.values.items())


def read(given: Iterable[tuple[str, str]]) -> Query:
    """Read parameters of an address; the first of each name counts, and what is none of ours is left aside.

    >>> read([("season", "nl-2025-2026"), ("q", " Wat  nu? "), ("kind", "run"), ("x", "y"), ("q", "z")]).parameters()
    [('q', 'Wat nu?'), ('kind', 'run'), ('season', 'nl-2025-2026')]
    """
    first: dict[str, str] = {}
    for name, value in given:
        first.setdefault(name, " ".join(value.replace("\0", " ").split())[:LONGEST].strip())
    return Query(first.get("q", ""), _ordered(first))


def match(words: Sequence[str], values: Iterable[int], gathered: bool = False) -> str:
    """Write the expression of FTS5: each word begins one of a name, or ends a compound; each value is there.

    Where showings are `gathered`, those are left out that are only called by what they show, or only by where they are.
    The words come from `folding.fold`: letters and digits alone, so nothing in them is syntax.

    >>> match(["kersen"], [3])
    '({own show place both own_tails show_tails place_tails both_tails} : "kersen" *) AND facets : "v3"'
    """
    if gathered and len(words) == 1:
        return " AND ".join([_in(words[0], ("own",)), *(f'facets : "v{value}"' for value in values)])
    asked = [_in(word, COLUMNS) for word in words]
    if gathered:
        for beyond in (("own", "place"), ("own", "show")):
            asked.append("(" + " OR ".join(_in(word, beyond) for word in words) + ")")
    return " AND ".join([*asked, *(f'facets : "v{value}"' for value in values)])


def _in(word: str, columns: Sequence[str]) -> str:
    tails = [f"{one}_tails" for one in columns] if len(word) >= folding.TAIL else []
    return f'({{{" ".join([*columns, *tails])}}} : "{word}" *)'


def _ordered(values: Mapping[str, str]) -> dict[str, str]:
    return {facet: values[facet] for facet in FACETS if values.get(facet)}

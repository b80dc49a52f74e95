"""What a search found, as its page shows it and as its data list it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from dip_lod.publication.reading import Publication
from dip_lod.search import folding
from dip_lod.search.query import Query
from dip_lod.search.reading import SHOWN, Count, Found, Index, Total
from dip_lod.search.tables import FACETS
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Labels, Value
from dip_lod.web.words.texts import Texts
from dip_lod.web.words.visitor import Visitor

PAGE = 20
"""Things on a page."""

_SPACES = {"genre": "term/genre", "role": "term/role", "season": "season", "province": "place", "place": "place"}

_opened = lru_cache(4)(Index)
_counted = lru_cache(256)(lambda folder, query: _opened(folder).facets(Query(query[0], dict(query[1:]))))


@dataclass(frozen=True, slots=True)
class Line:
    """A thing on the page."""

    kind: str
    name: Value
    also: str
    """The name that it was found by, where that is another."""
    days: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what it is called, how many have it, and where it leads; chosen, it leads back."""

    name: str
    total: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the most frequent first."""

    name: str
    choices: list[Choice]
    more: list[Choice]


def index(publication: Publication) -> Index:
    """Open the index of a publication, once; raises PublicationError where it has none."""
    return _opened(publication.folder)


def address(query: Query, after: str = "", view: str = "") -> str:
    """Write the one address of a search, from the root of the site.

    >>> address(Query("'t huis", {"kind": "venue"}), "venue/v.1")
    'search?q=%27t+huis&kind=venue&after=venue%2Fv.1'
    """
    parameters = [*query.parameters(), *([("after", after)] if after else []), *([("view", view)] if view else [])]
    return "search" + ("?" + urlencode(parameters) if parameters else "")


def lines(found: Iterable[Found], query: Query, publication: Publication, reader: Visitor) -> list[Line]:
    """Show things."""
    return [_line(one, query, publication, reader) for one in found]


def _line(one: Found, query: Query, publication: Publication, reader: Visitor) -> Line:
    uri = f"{publication.base}id/{one.key}"
    name = values.node(uri, {uri: one.labels} if one.labels else {}, reader)
    return Line(one.kind, name, _also(one, name.text, query), _days(one, reader.texts))


def _also(one: Found, shown: str, query: Query) -> str:
    """Choose the name that was asked for, where the one shown is not."""
    words = query.words
    fits = [name for name in (shown, *one.names) if all(_has(name, word) for word in words)]
    return "" if not words or not fits or fits[0] == shown else fits[0]


def _has(name: str, word: str) -> bool:
    words, ends = folding.indexed(name)
    return f" {word}" in f" {words} {ends}"


def _days(one: Found, words: Texts) -> str:
    days = [dates.moment(day, words) for day in dict.fromkeys((one.first, one.last)) if day]
    return " – ".join(days)


def facets(publication: Publication, query: Query, reader: Visitor, view: str = "") -> list[Facet] | None:
    """Count the values of each facet among what fits; None where there is too much to count."""
    found = counts(publication, query)
    if found is None:
        return None
    labels = publication.labels(uri for one in found if (uri := _uri(publication, one)))
    made = []
    for facet in FACETS:
        if facet == query.values.get("kind"):  # of venues each is in itself alone
            continue
        choices = [_choice(one, publication, labels, query, reader, view) for one in found if one.facet == facet]
        if choices:
            made.append(Facet(facet, choices[:SHOWN], choices[SHOWN : 10 * SHOWN]))
    return made


def counts(publication: Publication, query: Query) -> list[Count] | None:
    """Count, and remember what was counted: a publication does not change."""
    return _counted(publication.folder, (query.text, *query.values.items()))


def _choice(one: Count, publication: Publication, labels: Labels, query: Query, reader: Visitor, view: str) -> Choice:
    chosen = query.values.get(one.facet) == one.key
    href = reader.path(address(query.with_value(one.facet, None if chosen else one.key), view=view))
    return Choice(_name(one, publication, labels, reader), one.total, href, chosen)


def _name(one: Count, publication: Publication, labels: Labels, reader: Visitor) -> str:
    if one.facet == "kind":
        return reader.texts.kind(one.key, many=True)
    if one.facet == "school":
        return str(reader.texts.tables["search"]["school_yes"])
    return reader.texts.told(labels.get(_uri(publication, one), {}), one.key)


def _uri(publication: Publication, one: Count) -> str:
    if one.facet in ("kind", "school"):
        return ""
    return f"{publication.base}id/{_SPACES.get(one.facet, one.facet)}/{one.key}"


def chosen(publication: Publication, query: Query, reader: Visitor, view: str = "") -> list[tuple[str, str, str]]:
    """List what is chosen: facet, value, and the search without it."""
    picked = [Count(facet, key, 0) for facet, key in query.values.items()]
    labels = publication.labels(uri for one in picked if (uri := _uri(publication, one)))
    return [
        (
            one.facet,
            _name(one, publication, labels, reader),
            reader.path(address(query.with_value(one.facet, None), view=view)),
        )
        for one in picked
    ]


def showings(index: Index, query: Query, listed: Total, reader: Visitor) -> tuple[str, list[tuple[str, str]]]:
    """Say how many are listed, and link to the runs and performances that are left to what they show."""
    words, mine = reader.texts, reader.texts.tables["search"]
    links = []
    for kind, total in index.showings(query):
        name = words.kind(kind, many=total.number > 1)
        amount = str(mine["amount"]) if total.whole else str(mine["amount_over"])
        href = reader.path(address(query.with_value("kind", kind)))
        links.append((amount.format(count=words.number(total.number), kind=name.lower()), href))
    sentence = str(mine["listed" if listed.whole else "listed_over"]).format(count=words.number(listed.number))
    return sentence, links


def every(index: Index, query: Query, after: int, limit: int) -> Iterator[Found]:
    """Yield what fits, a page at a time."""
    while limit and (page := index.find(query, after, min(limit, 1000))):
        yield from page
        after, limit = page[-1].number, limit - len(page)


def told(total: Total, words: Texts) -> str:
    """Say how many things fit."""
    mine = words.tables["search"]
    name = "none" if not total.number else "one" if total.number == 1 and total.whole else "many"
    return str(mine[name if total.whole else "over"]).format(count=words.number(total.number))

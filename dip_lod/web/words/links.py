"""Links to things, remembered: every page names the same terms, towns, companies and people."""

from collections.abc import Callable, Iterable

from dip_lod.web.words import values
from dip_lod.web.words.shown import Labels, Value
from dip_lod.web.words.visitor import Visitor

_MOST = 20_000
"""Links that are remembered of a language; more than that, and they are gathered anew."""


class Links:
    """The links of the current publication, by language and by whether it was chosen."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, bool], dict[str, Value]] = {}

    def of(self, publication: str, language: str, chosen: bool) -> dict[str, Value]:
        """Give those of a publication for a reader; those of another publication are forgotten."""
        key = (publication, language, chosen)
        found = self._made.get(key)
        if found is None:
            found = {}
            self._made = {other: made for other, made in self._made.items() if other[0] == publication} | {key: found}
        return found


def link(uri: str, labels: Labels, visitor: Visitor) -> Value:
    """Make a link of a URI with the label that the publication has for it."""
    made = visitor.links.get(uri)
    if made is None:
        made = values.node(uri, labels, visitor)
        if uri in labels:
            if len(visitor.links) >= _MOST:
                visitor.links.clear()
            visitor.links[uri] = made
    return made


def named(wanted: Iterable[str], labels: Callable[[list[str]], Labels], visitor: Visitor) -> dict[str, Value]:
    """Make links of several URIs; `labels` finds the labels of those that are not remembered, all at once."""
    found = dict.fromkeys(wanted)
    known = visitor.links
    made = {uri: one for uri in found if (one := known.get(uri)) is not None}
    if missing := [uri for uri in found if uri not in made]:
        there = labels(missing)
        made |= {uri: link(uri, there, visitor) for uri in missing}
    return made

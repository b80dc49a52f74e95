"""What a page of a kind is made from: the document, the repertoire, and who reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.events import Credit, Event
from dip_lod.publication.repertoire.reading import Repertoire
from dip_lod.web.kinds.show import Show
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words import links
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a thing under way."""

    publication: Publication
    said: Graph
    kind: str
    visitor: Visitor
    seen: dict[str, tuple[int, list[Event]]] = field(default_factory=dict, compare=False, repr=False)
    """What was looked up of it already, and how many at most."""

    @property
    def thing(self) -> str:
        """The URI of the thing."""
        return self.said.thing

    @property
    def show(self) -> Show:
        """What the pictures of the thing are made from."""
        return Show(self.publication, self.visitor, self.thing)

    @property
    def repertoire(self) -> Repertoire:
        """What played where, and who took part."""
        return self.publication.repertoire

    @property
    def as_of(self) -> str:
        """The day up to which the publication knows what took place."""
        return self.publication.as_of

    def words(self, key: str, **given: object) -> str:
        """Find a sentence for pages of kinds."""
        return str(self.visitor.texts.tables["page"][key]).format_map(given)

    def named(self, wanted: Iterable[str | None]) -> dict[str, Value]:
        """Name things with links, all at once."""
        return links.named(filter(None, wanted), self.publication.labels, self.visitor)

    def credits(self, subject: str) -> list[Credit]:
        """List who had which part in something; all performances of a run ask for the same."""
        return self.publication.recall(("credits", subject), lambda: self.repertoire.credits(subject))

    def event(self) -> Event | None:
        """Find the thing among the events."""
        return self.publication.recall(("event", self.thing), lambda: self.repertoire.event(self.thing))

    def reach(self) -> tuple[str, str] | None:
        """Find the first and the last day in the agenda of the thing; its calendars and its links ask for it."""
        return self.publication.recall(("reach", self.thing), lambda: self.repertoire.reach(self.thing))

    def performances(self, limit: int) -> list[Event]:
        """List the first performances of the thing; looked up once for its page."""
        known, found = self.seen.get("performances", (0, []))
        if known < limit:
            found = self.repertoire.events(self.thing, self.kind, limit=limit)
            self.seen["performances"] = (limit, found)
        return found[:limit]

    def nodes(self, predicate: str) -> list[str]:
        """List what the thing points to with a property of schema.org."""
        return self.said.nodes(self.thing, "https://schema.org/" + predicate)

    @property
    def local(self) -> str:
        """The path of the thing after `/id/`."""
        return _local(self.publication.base, self.thing)

    def list(self, name: str, after: str = "") -> str:
        """Spell the address of a whole list of this thing's, from the first page on or after a key."""
        return self.visitor.path(f"doc/{self.local}?list={name}" + (f"&after={after}" if after else ""))


@lru_cache(256)
def _local(base: str, thing: str) -> str:
    found = uris.parse(base, thing)
    assert found is not None
    return uris.path(*found)[3:]

"""What a page of a kind is made from: the document, the repertoire, and who reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.reading import Repertoire
from dip_lod.web.kinds.show import Show
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words.values import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a thing under way."""

    publication: Publication
    said: Graph
    kind: str
    visitor: Visitor

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
        return self.show.as_of

    def words(self, key: str, **given: object) -> str:
        """Find a sentence for pages of kinds."""
        return str(self.visitor.texts.tables["page"][key]).format_map(given)

    def named(self, wanted: Iterable[str | None]) -> dict[str, Value]:
        """Name things with links, all at once."""
        return self.show.named(uri for uri in wanted if uri)

    def nodes(self, predicate: str) -> list[str]:
        """List what the thing points to with a property of schema.org."""
        return self.said.nodes(self.thing, "https://schema.org/" + predicate)

    @property
    def local(self) -> str:
        """The path of the thing after `/id/`."""
        return uris.path(*self._name)[3:]

    def list(self, name: str, after: str = "") -> str:
        """Spell the address of a whole list of this thing's, from the first page on or after a key."""
        local = uris.path(*self._name, prefix="doc")
        return self.visitor.path(f"{local}?list={name}" + (f"&after={after}" if after else ""))

    @property
    def _name(self) -> uris.Name:
        found = uris.parse(self.publication.base, self.thing)
        assert found is not None
        return found

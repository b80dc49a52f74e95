"""The event stream (LDES, TREE): every version of every document as a member, on pages by the time of publication.

The root leads to years, a year to its publications, a publication to its changes in the order of their keys, a page at
a time. Only the root and the year that is under way ever get something new.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from dip_lod.harvest.activities import TYPES, Reasons, addresses, place
from dip_lod.harvest.ldes_node import Node, moment, said, term, texts
from dip_lod.journal import pages, versions
from dip_lod.journal.pages import Start
from dip_lod.journal.reading import Change, Entry, Journal, Version

SIZE = 200
"""Members on a page."""
POLLING = 3600
"""Seconds between two looks that make sense: there is a publication a night, and one now and then by day."""


class Stream:
    """The stream of a site: its pages, made from the journal."""

    def __init__(self, base: str, journal: Journal, reasons: Reasons) -> None:
        self.base = base
        self.root = f"{base}ldes"
        self._journal = journal
        self._reasons = reasons
        self._stream = ox.NamedNode(f"{self.root}#stream")

    def root_node(self, titles: dict[str, str], keeping: dict[str, str], licence: str) -> Node:
        """Make the root: what the stream is, and the years; `keeping` says in words what is kept."""
        node, entries = Node(self.root, closed=False), self._entries()
        root, policy = ox.NamedNode(self.root), ox.NamedNode(f"{self.root}#retention")
        source, shape = ox.NamedNode(f"{self.root}#source"), ox.NamedNode(f"{self.root}#shape")
        node.head += self._about(self._stream, shape, titles, licence)
        node.head += said(
            root,
            ("rdf:type", term("tree:Node")),
            ("tree:viewDescription", source),
            ("ldes:retentionPolicy", policy),
        )
        node.head += said(
            source, ("rdf:type", term("ldes:EventSource")), ("dcat:accessURL", root), ("ldes:retentionPolicy", policy)
        )
        node.head += said(policy, ("rdf:type", term("ldes:RetentionPolicy")), *texts("rdfs:comment", keeping))
        if entries:
            node.head += said(policy, ("ldes:startingFrom", moment(entries[0].committed)))
        for year in dict.fromkeys(entry.committed[:4] for entry in entries):
            bounds = (f"{year}-01-01T00:00:00Z", f"{int(year) + 1:04}-01-01T00:00:00Z")
            node.head += self._relation(root, f"{self.root}/year/{year}", *bounds, within="tree:LessThanRelation")
        return node

    def year(self, year: str) -> Node | None:
        """Make the page of a year: its publications; None where there are none."""
        entries = self._entries()
        of_year = [entry for entry in entries if entry.committed[:4] == year]
        if not of_year:
            return None
        node = self._node(f"{self.root}/year/{year}", closed=entries[-1].committed[:4] != year)
        changed = pages.tallies(self._journal, of_year[0].number, of_year[-1].number)
        for entry in of_year:
            if entry.number in changed:
                following = f"{self.root}/publication/{entry.number}"
                node.head += self._relation(ox.NamedNode(node.uri), following, entry.committed, entry.committed)
        return node

    def page(self, start: Start) -> Node | None:
        """Make a page of the changes of a publication; None where there is no such publication."""
        entry = next((one for one in self._entries() if one.number == start.number), None)
        if entry is None:
            return None
        node = self._node(f"{self.root}/publication/{place(*start)}", closed=True)
        page = pages.page(self._journal, start, SIZE)
        for change, version in versions.versions(self._journal, page.changes):
            if version or not change.there:  # what was lost before another took its place has nothing to say
                self._member(node, change, version)
        if page.next:
            following = f"{self.root}/publication/{place(*page.next)}"
            node.head += self._relation(ox.NamedNode(node.uri), following, entry.committed, entry.committed)
        return node

    def _entries(self) -> list[Entry]:
        return self._journal.publications()

    def _node(self, uri: str, closed: bool) -> Node:
        node = Node(uri, closed)
        node.head += said(ox.NamedNode(uri), ("rdf:type", term("tree:Node")))
        node.head += said(self._stream, ("tree:view", ox.NamedNode(self.root)))
        if closed:
            node.head += said(ox.NamedNode(uri), ("ldes:immutable", ox.Literal(True)))
        return node

    def _member(self, node: Node, change: Change, version: Version | None) -> None:
        at = addresses(self.base, change.key, change.number)
        member = ox.NamedNode(at.version)
        node.head += said(self._stream, ("tree:member", member))
        node.head += said(
            member,
            *(("rdf:type", term(f"as:{kind}")) for kind in TYPES[change.change]),
            ("dcterms:isVersionOf", ox.NamedNode(at.document)),
            ("dcterms:created", moment(change.at)),
            ("as:object", ox.NamedNode(at.thing)),
            *texts("as:summary", self._reasons(change)),
        )
        if change.survivor:
            node.head += said(member, ("as:target", ox.NamedNode(f"{self.base}id/{change.survivor}")))
        if version:
            node.members.append((at.version, version.statements))

    def _about(
        self, stream: ox.NamedNode, shape: ox.NamedNode, titles: dict[str, str], licence: str
    ) -> Iterator[ox.Triple]:
        yield from said(
            stream,
            ("rdf:type", term("ldes:EventStream")),
            ("tree:view", ox.NamedNode(self.root)),
            ("tree:shape", shape),
            ("ldes:timestampPath", term("dcterms:created")),
            ("ldes:versionOfPath", term("dcterms:isVersionOf")),
            ("ldes:versionCreateObject", term("as:Create")),
            ("ldes:versionUpdateObject", term("as:Update")),
            ("ldes:versionDeleteObject", term("as:Delete")),
            ("ldes:pollingInterval", ox.Literal(POLLING)),
            ("dcterms:license", ox.NamedNode(licence)),
            *texts("dcterms:title", titles),
        )
        yield from said(shape, ("rdf:type", term("sh:NodeShape")))
        for path, kind in (("isVersionOf", "sh:nodeKind"), ("created", "sh:datatype")):
            node = ox.NamedNode(f"{shape.value}-{path}")
            yield from said(shape, ("sh:property", node))
            yield from said(
                node,
                ("rdf:type", term("sh:PropertyShape")),
                ("sh:path", term(f"dcterms:{path}")),
                ("sh:minCount", ox.Literal(1)),
                ("sh:maxCount", ox.Literal(1)),
                (kind, term("sh:IRI" if kind == "sh:nodeKind" else "xsd:dateTime")),
            )

    def _relation(
        self,
        source: ox.NamedNode,
        target: str,
        first: str,
        last: str,
        within: str = "tree:LessThanOrEqualToRelation",
    ) -> Iterator[ox.Triple]:
        """Lead to a page whose members are of a period: two relations, which clients take together."""
        for edge, kind, bound in (("from", "tree:GreaterThanOrEqualToRelation", first), ("until", within, last)):
            relation = ox.NamedNode(f"{source.value}#{edge}:{target.removeprefix(self.root + '/')}")
            yield from said(source, ("tree:relation", relation))
            yield from said(
                relation,
                ("rdf:type", term(kind)),
                ("tree:node", ox.NamedNode(target)),
                ("tree:path", term("dcterms:created")),
                ("tree:value", moment(bound)),
            )

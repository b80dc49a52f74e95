"""The shapes, read as documentation: what each kind of node has, in each view."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, SH, SKOS, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from dip_lod import resources

VIEWS = ("schema", "crm", "rda")
"""The folders of shapes/, and the columns of the tables. Other folders and files describe datasets, in schema.org."""

_OF_KIND = re.compile(r'"/id/(\w+)/')
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """What a value may be: a class, a datatype, one of a list, another shape, a pattern…"""

    form: str
    """class, datatype, in, shape, pattern, minimum, maximum, equals or kind."""
    text: str
    """A URI, or the text of a pattern or bound."""
    names: Texts
    """Of another shape: its names."""


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What is demanded of one property."""

    uri: str
    path: str
    names: Texts
    descriptions: Texts
    severity: str
    minimum: int
    maximum: int | None
    values: tuple[Value, ...]
    example: str

    @property
    def cardinality(self) -> str:
        """How many values there are, as UML writes it."""
        return f"{self.minimum}..{'n' if self.maximum is None else self.maximum}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that values may have."""
        return tuple(value.text for value in self.values if value.form == "class")


@dataclass(frozen=True, slots=True)
class NodeShape:
    """What is demanded of the nodes that it targets."""

    uri: str
    view: str
    of_description: bool
    """It is about the description of a dataset, a graph beside the data."""
    names: Texts
    descriptions: Texts
    severity: str
    targets: frozenset[str]
    """The classes of its nodes."""
    kind: str | None
    """The kind of its nodes, where the target is all things of a kind."""
    subjects_of: frozenset[str]
    classes: tuple[str, ...]
    """What its nodes are to be, one of these or each."""
    properties: tuple[PropertyShape, ...]
    example: str
    is_type: bool
    """It targets nothing: other shapes name it as a form of values."""


@cache
def read() -> tuple[NodeShape, ...]:
    """Read every node shape of shapes/, in the order of files and names."""
    folder = resources.folder("shapes")
    whole, tops = Graph(), dict[Node, str]()
    for file in sorted(folder.rglob("*.ttl")):
        one = Graph().parse(file)
        top = file.relative_to(folder).parts[0]
        tops.update((shape, top) for shape in sorted(one.subjects(RDF.type, SH.NodeShape), key=str))
        whole += one
    return tuple(_Reader(whole).node(shape, top) for shape, top in tops.items())


class _Reader:
    """Reads shapes from their graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def node(self, shape: Node, top: str) -> NodeShape:
        """Read a node shape from a folder of shapes/."""
        selects = [self._text(target, SH.select) for target in self._graph.objects(shape, SH.target)]
        kinds = [found[1] for select in selects if (found := _OF_KIND.search(select))]
        targets = frozenset(str(one) for one in self._graph.objects(shape, SH.targetClass))
        subjects_of = frozenset(str(one) for one in self._graph.objects(shape, SH.targetSubjectsOf))
        properties = [self.property(one) for one in self._graph.objects(shape, SH.property)]
        return NodeShape(
            uri=str(shape),
            view=top if top in VIEWS else VIEWS[0],
            of_description=top not in VIEWS,
            names=self._texts(shape, SH.name),
            descriptions=self._texts(shape, SH.description),
            severity=self._severity(shape),
            targets=targets,
            kind=kinds[0] if kinds else None,
            subjects_of=subjects_of,
            classes=tuple(value.text for value in self._values(shape) if value.form == "class"),
            properties=tuple(sorted((one for one in properties if one), key=lambda one: (one.path, one.uri))),
            example=self._text(shape, SKOS.example),
            is_type=not (selects or targets or subjects_of),
        )

    def property(self, shape: Node) -> PropertyShape | None:
        """Read a property shape; None where its path is no single property."""
        path = self._graph.value(shape, SH.path)
        if not isinstance(path, URIRef):
            return None
        return PropertyShape(
            uri=str(shape) if isinstance(shape, URIRef) else "",
            path=str(path),
            names=self._texts(shape, SH.name),
            descriptions=self._texts(shape, SH.description),
            severity=self._severity(shape),
            minimum=self._minimum(shape),
            maximum=self._number(shape, SH.maxCount),
            values=tuple({(one.form, one.text): one for one in self._values(shape)}.values()),
            example=self._text(shape, SKOS.example),
        )

    def _values(self, shape: Node) -> Iterable[Value]:
        none: Texts = {}
        for predicate, form in (
            (SH["class"], "class"),
            (SH.datatype, "datatype"),
            (SH.nodeKind, "kind"),
            (SH.pattern, "pattern"),
            (SH.minInclusive, "minimum"),
            (SH.maxInclusive, "maximum"),
            (SH.equals, "equals"),
            (SH.hasValue, "in"),
        ):
            for one in sorted(self._graph.objects(shape, predicate), key=str):
                yield Value(form, str(one), none)
        for one in sorted(self._graph.objects(shape, SH.node), key=str):
            yield Value("shape", str(one), self._texts(one, SH.name))
        for predicate, form in ((SH["in"], "in"), (SH.languageIn, "language")):
            for items in self._graph.objects(shape, predicate):
                for one in Collection(self._graph, items):
                    yield Value(form, str(one), none)
        for items in self._graph.objects(shape, SH["or"]):
            for one in Collection(self._graph, items):
                yield from self._values(one)
        for one in self._graph.objects(shape, SH.qualifiedValueShape):
            yield from self._values(one)

    def _minimum(self, shape: Node) -> int:
        least = self._number(shape, SH.minCount) or self._number(shape, SH.qualifiedMinCount)
        return least or len(set(self._graph.objects(shape, SH.hasValue)))

    def _texts(self, subject: Node, predicate: URIRef) -> Texts:
        found = [one for one in self._graph.objects(subject, predicate) if isinstance(one, Literal)]
        return {one.language or "": str(one) for one in sorted(found, key=lambda one: one.language or "")}

    def _text(self, subject: Node, predicate: URIRef) -> str:
        return min((str(one) for one in self._graph.objects(subject, predicate)), default="")

    def _severity(self, subject: Node) -> str:
        return (self._text(subject, SH.severity) or str(SH.Violation)).rpartition("#")[2]

    def _number(self, subject: Node, predicate: URIRef) -> int | None:
        found = self._text(subject, predicate)
        return int(found) if found else None

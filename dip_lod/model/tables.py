"""The properties of a kind in the three views side by side: a row for each thing that can be said (groups.toml)."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dip_lod import vocabulary
from dip_lod.model import kinds, shapes
from dip_lod.model.kinds import Kind
from dip_lod.model.shapes import VIEWS, NodeShape, PropertyShape, Texts

_OWN = "https://w3id.org/dip-lod/"
"""Our ontology and the profile itself: none of it is published in the data."""
REST: Texts = {"nl": "Overig", "en": "Other"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property in one view, with all that is demanded of it."""

    path: str
    demands: tuple[PropertyShape, ...]

    @property
    def is_wanted(self) -> bool:
        """Whether it may be there at all: a shape that sets 0 as the most only catches wrong combinations."""
        return any(one.maximum != 0 for one in self.demands)


@dataclass(frozen=True, slots=True)
class Row:
    """What can be said of one subject: its properties in each view."""

    names: Texts
    cells: tuple[tuple[Property, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Properties that say the same sort of thing."""

    names: Texts
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A class or property of the profile, and the pages where a shape says more of it."""

    uri: str
    is_class: bool
    kinds: tuple[str, ...]
    bearers: tuple[str, ...]
    """The classes whose nodes may bear it; none where any may."""

    @property
    def is_value(self) -> bool:
        """Whether it is one of schema.org's fixed values (`schema:EventScheduled`)."""
        name = vocabulary.shorten(self.uri)
        return not self.is_class and name.startswith("schema:") and name[7].isupper()


@cache
def groups() -> tuple[Group, ...]:
    """Read the groups."""
    rows = tomllib.loads((Path(__file__).parent / "groups.toml").read_text("utf-8"))["group"]
    return tuple(
        Group({"nl": row["nl"], "en": row["en"]}, tuple(vocabulary.expand(one) for one in row["properties"]))
        for row in rows
    )


def rows(kind: Kind) -> list[Row]:
    """Lay the properties of a kind out in rows and views."""
    found = [_properties(kind.shapes, view) for view in VIEWS]
    made = []
    for group in groups():
        cells = tuple(tuple(of[path] for path in group.properties if path in of) for of in found)
        made.append(Row(group.names, cells))
    grouped = {path for group in groups() for path in group.properties}
    made.append(Row(REST, tuple(tuple(of[path] for path in sorted(of) if path not in grouped) for of in found)))
    return [row for row in made if any(row.cells)]


def _properties(of: Sequence[NodeShape], view: str) -> dict[str, Property]:
    by_path: dict[str, list[PropertyShape]] = {}
    for shape in of:
        if shape.view == view:
            for one in shape.properties:
                if one not in by_path.setdefault(one.path, []):
                    by_path[one.path].append(one)
    made = {path: Property(path, tuple(demands)) for path, demands in by_path.items()}
    return {path: one for path, one in made.items() if one.is_wanted}


def rules(kind: Kind) -> list[NodeShape]:
    """List what is demanded of the nodes of a kind as a whole."""
    return sorted(kind.shapes, key=lambda shape: (VIEWS.index(shape.view), shape.uri))


def general() -> list[NodeShape]:
    """List what is demanded of nodes of any kind."""
    told = {shape.uri for kind in kinds.read().values() for shape in kind.shapes}
    told |= {shape.uri for shape in domains()}
    return [shape for shape in shapes.read() if not (shape.is_type or shape.uri in told or kinds.is_forbidding(shape))]


def domains() -> list[NodeShape]:
    """List the shapes that only say which classes bear a property."""
    return [shape for shape in shapes.read() if shape.subjects_of and shape.classes and not shape.properties]


def never() -> list[NodeShape]:
    """List what is never published."""
    return [shape for shape in shapes.read() if kinds.is_forbidding(shape)]


def published() -> list[Published]:
    """List every class and property that the profile lets us publish, and where the pages tell of it."""
    used: Mapping[str, list[str]] = _used(kinds.read().values())
    bearers = {path: shape.classes for shape in domains() for path in shape.subjects_of}
    return [
        Published(uri, term.is_class, tuple(used.get(uri, ())), bearers.get(uri, ()))
        for uri, term in sorted(vocabulary.terms().items(), key=lambda one: _order(one[0]))
        if not uri.startswith(_OWN)
    ]


def _used(of: Iterable[Kind]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind in of:
        terms = dict.fromkeys(kind.classes)
        terms |= dict.fromkeys(one.path for row in rows(kind) for cell in row.cells for one in cell)
        for uri in terms:
            found.setdefault(uri, []).append(kind.name)
    return found


def _order(uri: str) -> tuple[str, int, str]:
    """Order names as people do: P9 before P10."""
    prefix, _, local = vocabulary.shorten(uri).partition(":")
    number = "".join(char for char in local.partition("_")[0] if char.isdigit())
    return prefix, int(number or 0), local

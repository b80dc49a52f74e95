"""The pages of the model: the kinds of things, and the parts that things are made of (kinds.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dip_lod import vocabulary
from dip_lod.model import shapes
from dip_lod.model.shapes import NodeShape, PropertyShape


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing with URIs of its own, or a part of things: one page."""

    name: str
    is_part: bool
    classes: tuple[str, ...]
    """What its nodes may be, what says most first."""
    parts: tuple[str, ...]
    at: tuple[int, int] | None
    """Column and row in the diagram of the whole."""
    targets: Mapping[str, tuple[str, ...]]
    """Where a property points to, if the class of its values does not tell."""
    shapes: tuple[NodeShape, ...]

    def descriptions(self) -> Mapping[str, str]:
        """Say what it is, in each language: in the words of the shape that is most its own."""
        own = [shape for shape in self.shapes if shape.kind == self.name]
        own += [shape for one in self.classes for shape in self.shapes if shape.properties and one in shape.targets]
        own += [shape for one in self.classes for shape in self.shapes if one in shape.targets]
        return own[0].descriptions if own else {}


@dataclass(frozen=True, slots=True)
class Link:
    """A property that leads from one kind to another."""

    source: str
    path: str
    target: str


@cache
def read() -> Mapping[str, Kind]:
    """Read the kinds that a shape describes, by name."""
    rows = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    everywhere = rows.pop("everywhere")["to"]
    made = {name: _kind(name, {**row, "to": {**everywhere, **row.get("to", {})}}) for name, row in rows.items()}
    return {name: kind for name, kind in made.items() if kind.shapes}


def _kind(name: str, row: Mapping[str, object]) -> Kind:
    def names(of: object) -> tuple[str, ...]:
        return tuple(str(one) for one in of) if isinstance(of, list) else ()

    is_part = bool(row.get("part"))
    classes = tuple(vocabulary.expand(one) for one in names(row["classes"]))
    to, at = row.get("to"), row.get("at")
    narrowed = {vocabulary.expand(path): names(kinds) for path, kinds in to.items()} if isinstance(to, dict) else {}
    place = (int(at[0]), int(at[1])) if isinstance(at, list) else None
    own = None if is_part else name
    wanted = {"with": (True, False), "only": (True,)}.get(str(row.get("description")), (False,))
    told = [shape for shape in shapes.read() if shape.of_description in wanted]
    return Kind(name, is_part, classes, names(row.get("parts")), place, narrowed, _shapes(told, own, classes))


def _shapes(told: Sequence[NodeShape], kind: str | None, classes: tuple[str, ...]) -> tuple[NodeShape, ...]:
    """Find the shapes of a kind: those that target it or its classes, then those that target what these have."""
    own = [
        shape
        for shape in told
        if not is_forbidding(shape) and ((shape.kind and shape.kind == kind) or shape.targets.intersection(classes))
    ]
    paths = {one.path for shape in own for one in shape.properties}
    more = [
        shape
        for shape in told
        if not (shape.kind or shape.targets or shape.subjects_of or shape.is_type)
        and any(one.path in paths for one in shape.properties)
    ]
    return tuple(own + more)


def is_forbidding(shape: NodeShape) -> bool:
    """Tell whether a shape only says what is never published."""
    return (
        bool(shape.properties)
        and all(one.maximum == 0 for one in shape.properties)
        and not shape.is_type
        and bool(shape.subjects_of or shape.targets)
    )


@cache
def links() -> tuple[Link, ...]:
    """List what leads from one kind to another, in the views schema and crm."""
    kinds = read()
    found = {
        Link(kind.name, one.path, target): None
        for kind in kinds.values()
        for shape in kind.shapes
        if shape.view != "rda"
        for one in shape.properties
        if one.maximum != 0
        for target in _targets(kind, one, kinds)
    }
    return tuple(found)


def _targets(kind: Kind, one: PropertyShape, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    if one.path in kind.targets:
        return kind.targets[one.path]
    return tuple(name for name, other in kinds.items() if set(one.classes).intersection(other.classes))

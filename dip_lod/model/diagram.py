"""Diagrams of kinds and their links, as SVG: no scripts, no styles but class names, readable without colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dip_lod import vocabulary
from dip_lod.model import kinds
from dip_lod.model.kinds import Kind, Link

MAIN = (
    ("production", "schema:isBasedOn", "work"),
    ("run", "schema:workPerformed", "production"),
    ("performance", "schema:superEvent", "run"),
    ("performance", "schema:superEvent", "festival"),
    ("performance", "schema:location", "hall"),
    ("hall", "schema:containedInPlace", "venue"),
    ("venue", "schema:containedInPlace", "place"),
    ("run", "schema:keywords", "season"),
    ("work", "schema:author", "person"),
    ("production", "schema:creator", "organization"),
    ("poster", "schema:contentLocation", "venue"),
    ("poster", "schema:additionalType", "term"),
    ("poster", "schema:isPartOf", "dataset"),
)
"""The links in the diagram of the whole; the pages of the kinds have them all."""

_BOX = (150, 54)
_PITCH = (280, 124)
_EDGE = 14
_LINE = 17
_SHOWN = 2
"""Properties named in a box; more are counted."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A kind at the other end of some links."""

    name: str
    paths: tuple[str, ...]


def neighbours(kind: Kind) -> tuple[list[Neighbour], list[Neighbour]]:
    """List what points to a kind and what it points to, with the properties that lead there."""
    coming = [(link.source, link.path) for link in kinds.links() if link.target == kind.name]
    going = [(link.target, link.path) for link in kinds.links() if link.source == kind.name]
    return _gather(coming), _gather(going)


def _gather(pairs: Sequence[tuple[str, str]]) -> list[Neighbour]:
    order = list(kinds.read())
    found: dict[str, dict[str, None]] = {}
    for name, path in pairs:
        found.setdefault(name, {})[path] = None
    first = sorted(found, key=order.index)
    return [Neighbour(name, tuple(sorted(found[name], key=_rank))) for name in first]


def _rank(path: str) -> tuple[bool, str]:
    name = vocabulary.shorten(path)
    return not name.startswith("schema:"), name


def whole(names: Mapping[str, str], labels: Mapping[str, str], title: str) -> str:
    """Draw the kinds and how they hang together. `labels` are the words for the properties in MAIN."""
    places = {kind.name: kind.at for kind in kinds.read().values() if kind.at}
    columns, rows = (max(at[axis] for at in places.values()) for axis in (0, 1))
    width = columns * _PITCH[0] + _BOX[0] + 2 * _EDGE
    height = rows * _PITCH[1] + _BOX[1] + 2 * _EDGE
    drawn = [_link(places[source], places[target], labels[path]) for source, path, target in MAIN if target in places]
    for name, at in places.items():
        x, y = _corner(at)
        classes = vocabulary.shorten(kinds.read()[name].classes[0])
        drawn.append(_box(x, y, _BOX, names[name], [classes]))
    return _svg("whole", width, height, title, drawn)


def main_links() -> list[Link]:
    """List the links in the diagram of the whole."""
    return [Link(source, vocabulary.expand(path), target) for source, path, target in MAIN]


def around(kind: Kind, names: Mapping[str, str], title: str) -> str:
    """Draw a kind with what points to it at its left, and what it points to at its right."""
    left, right = (_column(_drawn(kind, side)) for side in neighbours(kind))
    box, gap = 330, 110
    height = max(_height(left), _height(right), _BOX[1]) + 2 * _EDGE
    middle = height / 2
    start = _EDGE + (box + gap if left else 0)
    width = start + _BOX[0] + (gap + box if right else 0) + _EDGE
    drawn: list[str] = []
    for column, x, inwards in ((left, _EDGE, True), (right, start + _BOX[0] + gap, False)):
        y = (height - _height(column)) / 2
        for neighbour, lines in column:
            tall = _tall(lines)
            near = (x + box, y + tall / 2) if inwards else (start + _BOX[0], middle)
            far = (start, middle) if inwards else (x, y + tall / 2)
            drawn.append(_curve(*near, *far))
            is_part = kinds.read()[neighbour.name].is_part
            drawn.append(_box(x, y, (box, tall), names[neighbour.name], lines, "part" if is_part else ""))
            y += tall + _EDGE
    drawn.append(_box(start, middle - _BOX[1] / 2, _BOX, names[kind.name], [], "centre"))
    return _svg("around", width, height, title, drawn)


def _drawn(kind: Kind, side: Sequence[Neighbour]) -> list[Neighbour]:
    """Leave out the parts that lead nowhere else: they have a line of their own above the diagram."""
    every = kinds.read()
    leading = {link.source for link in kinds.links() if link.target != "term" and not every[link.target].is_part}
    shown = [one for one in side if not every[one.name].is_part or one.name in leading]
    return list(side) if kind.is_part or not shown else shown


def _column(of: Sequence[Neighbour]) -> list[tuple[Neighbour, list[str]]]:
    made = []
    for one in of:
        lines = [vocabulary.shorten(path) for path in one.paths[:_SHOWN]]
        if len(one.paths) > _SHOWN:
            lines[-1] = f"{lines[-1]} +{len(one.paths) - _SHOWN}"
        made.append((one, lines))
    return made


def _tall(lines: Sequence[str]) -> int:
    return 30 + _LINE * len(lines)


def _height(column: Sequence[tuple[Neighbour, list[str]]]) -> int:
    return sum(_tall(lines) + _EDGE for _, lines in column) - _EDGE if column else 0


def _corner(at: tuple[int, int]) -> tuple[int, int]:
    return _EDGE + at[0] * _PITCH[0], _EDGE + at[1] * _PITCH[1]


def _link(source: tuple[int, int], target: tuple[int, int], label: str) -> str:
    """Draw an arrow between two boxes of the grid, side by side or one above the other, with its name."""
    (x1, y1), (x2, y2) = _corner(source), _corner(target)
    if source[1] == target[1]:
        y = y1 + _BOX[1] / 2
        start, end = (x1 + _BOX[0], x2) if x1 < x2 else (x1, x2 + _BOX[0])
        return _arrow(start, y, end, y) + _text((start + end) / 2, y - 7, label, "label")
    start, end = (y1 + _BOX[1], y2) if y1 < y2 else (y1, y2 + _BOX[1])
    x, to = x1 + _BOX[0] / 2, x2 + _BOX[0] / 2
    return _arrow(x, start, to, end) + _text((x + to) / 2 + 8, (start + end) / 2 + 4, label, "label beside")


def _arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" marker-end="url(#arrow)"/>'


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw an arrow that leaves and arrives level, so that many of them stay apart."""
    middle = (x1 + x2) / 2
    path = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    return f'<path class="curve" d="{path}" marker-end="url(#arrow)"/>'


def _box(x: float, y: float, size: tuple[float, float], name: str, lines: Sequence[str], form: str = "") -> str:
    middle = x + size[0] / 2
    top = y + (size[1] - _LINE * len(lines)) / 2 + 5
    made = [f'<rect class="box {form}" x="{x:g}" y="{y:g}" width="{size[0]:g}" height="{size[1]:g}" rx="8"/>']
    made.append(_text(middle, top, name, "name"))
    made += [_text(middle, top + _LINE * (place + 1), line, "path") for place, line in enumerate(lines)]
    return "".join(made)


def _text(x: float, y: float, text: str, form: str) -> str:
    return f'<text class="{form}" x="{x:g}" y="{y:g}">{escape(text)}</text>'


def _svg(form: str, width: float, height: float, title: str, drawn: Sequence[str]) -> str:
    marker = (
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L10 5L0 10z"/></marker></defs>'
    )
    return (
        f'<svg class="diagram {form}" role="img" aria-label="{escape(title)}" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}">{marker}{"".join(drawn)}</svg>'
    )

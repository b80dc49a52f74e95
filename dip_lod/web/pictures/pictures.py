"""A picture on a page: a drawing in SVG, and the table of what it shows."""

from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from dip_lod.web.words import borrowed
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.shown import Value

WIDE = 360
"""Units in the width of a drawing: about the pixels of a small telephone, so that letters stay readable there."""


class Spot(NamedTuple):
    """Where a row of the table is on the map."""

    latitude: float
    longitude: float
    size: int


class Row(NamedTuple):
    """A row of the table behind a picture: what it is about, and what the other columns say."""

    what: Value
    cells: tuple[str, ...]
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its heading and the table behind it."""

    name: str
    """For the ids on the page: letters alone."""
    heading: str
    drawings: tuple[Markup, ...]
    """One, or a month each."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    fine: str = ""
    """What only readers of the table need to know."""
    more: tuple[tuple[str, str], ...] = ()
    """Words and address of each link below it."""
    form: str = "chart"
    """`chart`, `map`, `map small`, `calendar` or `seasons`."""


@dataclass(slots=True)
class Drawing:
    """An SVG under way."""

    wide: float
    high: float
    parts: list[str] = field(default_factory=list)

    def add(self, markup: str) -> None:
        """Add an element as it stands; texts in it must be escaped."""
        self.parts.append(markup)

    def text(self, x: float, y: float, text: str, kind: str = "") -> None:
        """Add words."""
        mark = f' class="{kind}"' if kind else ""
        self.parts.append(f'<text x="{x:.4g}" y="{y:.4g}"{mark}>{escape(text)}</text>')

    def rectangle(self, x: float, y: float, wide: float, high: float, kind: str = "", title: str = "") -> None:
        """Add a bar, with what a mouse that rests on it is told."""
        mark = f' class="{kind}"' if kind else ""
        inside = f"><title>{escape(title)}</title></rect>" if title else "/>"
        self.parts.append(f'<rect x="{x:.5g}" y="{y:.5g}" width="{wide:.4g}" height="{high:.4g}"{mark}{inside}')

    def finish(self, label: str, kind: str, role: str = "img") -> Markup:
        """Close it; `label` is what a screen reader says in its place, or, of a group, before what is in it."""
        opening = f'<svg class="{kind}" viewBox="0 0 {self.wide:.5g} {self.high:.5g}" role="{role}"'
        return Markup(f'{opening} aria-label="{escape(label)}">{"".join(self.parts)}</svg>')


def shortened(text: str, longest: int) -> str:
    """Cut words that are too long for a drawing; the table has them whole.

    >>> shortened("Hedendaagse muziek", 12)
    'Hedendaagse…'
    """
    bare = borrowed.bare(text)
    return bare if len(bare) <= longest else bare[: longest - 1].rstrip() + "…"

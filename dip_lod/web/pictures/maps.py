"""Maps as SVG: dots as large as what was there, or provinces as dark; they stand without a script, and they print."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup

from dip_lod.web.pictures.outlines import FRAMES, NETHERLANDS, Frame, outlines
from dip_lod.web.pictures.pictures import Drawing, shortened
from dip_lod.web.words.escaping import escape

_NEARLY_ALL = 0.9
_NAMED = 5
"""Dots whose names stand on the map, where there is room."""
_LONGEST = 30
_LETTER = 7.6
"""Letters of a name on the map, and units of a letter; the table has names whole."""
_SHADES = 5


class Dot(NamedTuple):
    """A place on the map."""

    latitude: float
    longitude: float
    name: str
    size: int


def dots(given: Sequence[Dot], label: str, number: Callable[[int], str]) -> tuple[Markup, int]:
    """Draw dots, the largest first; gives also the sum of those that lie outside the drawing."""
    frame, inside = _framed(given)
    drawn, high = _ground(frame), frame.high
    most = max([one.size for one in inside], default=1)
    placed = [(one, *frame.place(one.latitude, one.longitude), 2 + 10 * sqrt(one.size / most)) for one in inside]
    for one, x, y, radius in placed:
        title = f"<title>{escape(one.name)}: {escape(number(one.size))}</title>"
        size = 6 if len(inside) == 1 else radius
        drawn.add(f'<circle class="dot" cx="{x:.4g}" cy="{y:.4g}" r="{size:.3g}">{title}</circle>')
    taken: list[tuple[float, float, float]] = []
    for one, x, y, radius in placed[:_NAMED]:
        room = max(x, drawn.wide - x) - radius - 6
        name = shortened(one.name, min(_LONGEST, int(room / _LETTER)))
        long = len(name) * _LETTER
        before = 2 * x > drawn.wide and x + radius + 3 + long > drawn.wide
        left, right = (x - radius - 3 - long, x + radius) if before else (x - radius, x + radius + 3 + long)
        free = all(abs(y - other) > 14 or left > end or right < start for start, end, other in taken)
        if free and 10 < y < high - 4:
            drawn.text(x - radius - 3 if before else x + radius + 3, y + 4, name, "named end" if before else "named")
            taken.append((left, right, y))
    return drawn.finish(label, "map"), sum([one.size for one in given]) - sum([one.size for one in inside])


def provinces(given: Mapping[str, int], label: str, number: Callable[[int], str]) -> Markup:
    """Draw the provinces, by their codes: the more there was, the darker; the number stands in each."""
    frame = NETHERLANDS
    drawn = Drawing(360, frame.high)
    most = max(given.values(), default=1)
    drawn.add(_neighbours())
    ours = [one for one in outlines(frame) if one.code.startswith("NL-")]
    for one in ours:
        total = given.get(one.code, 0)
        shade = 0 if not total else max(1, -(-total * _SHADES // most))
        drawn.add(f'<path class="shade{shade}" d="{one.path}"/>')
    for one in ours:
        drawn.text(one.middle[0], one.middle[1] + 4, number(given.get(one.code, 0)), "named middle")
    return drawn.finish(label, "map")


def _framed(given: Sequence[Dot]) -> tuple[Frame, list[Dot]]:
    """Choose the nearest frame in which nearly all is, and give what is in it."""
    total = sum([one.size for one in given])
    for frame in FRAMES:
        inside = [one for one in given if frame.holds(one.latitude, one.longitude)]
        if sum([one.size for one in inside]) >= _NEARLY_ALL * total:
            break
    return frame, inside


def _ground(frame: Frame) -> Drawing:
    drawn = Drawing(360, frame.high)
    drawn.add(_land(frame))
    return drawn


@lru_cache(8)
def _land(frame: Frame) -> str:
    kinds = {"country": "country", "province": "province"}
    return "".join(
        f'<path class="{kind}" d="{"".join(one.path for one in outlines(frame) if one.kind == name)}"/>'
        for name, kind in kinds.items()
    )


@lru_cache(1)
def _neighbours() -> str:
    away = "".join(one.path for one in outlines(NETHERLANDS) if not one.code.startswith("NL-"))
    return f'<path class="country" d="{away}"/>'

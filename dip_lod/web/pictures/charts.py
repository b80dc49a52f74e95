"""Charts as SVG: columns through time, strips of columns with one scale, and bars by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from dip_lod.web.pictures.pictures import WIDE, Drawing, shortened

_EDGE = 6
_LETTER = 7.4
"""Units of a letter in a label below a column, in the widest of the fonts that browsers take."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Every how many columns one has a label: as people count years."""
_FEW = 9
"""So many columns have their number above them; of more, only the highest and the last."""


class Column(NamedTuple):
    """A moment in time and how much there was; `open` where it is not over yet."""

    label: str
    title: str
    total: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of columns under a name."""

    name: str
    total: int | None
    """Written at its end; None: nothing is."""
    columns: Sequence[Column]


def columns(given: Sequence[Column], label: str, number: Callable[[int], str]) -> Markup:
    """Draw columns; what is not over yet is an open column, so that it needs no colour to be told apart."""
    drawn = Drawing(WIDE, 168)
    high, top = 118, 24
    most = max((one.total for one in given), default=0) or 1
    _stand(drawn, given, top, high, most)
    _under(drawn, given, top + high)
    step = (WIDE - 2 * _EDGE) / len(given)
    first = next(place for place, one in enumerate(given) if one.total == max(each.total for each in given))
    for place, one in enumerate(given):
        if one.total and (len(given) <= _FEW or place == first):
            x = _EDGE + (place + 0.5) * step
            inside = min(max(x, _EDGE + 14), WIDE - _EDGE - 14)
            drawn.text(inside, top + high - high * one.total / most - 5, number(one.total), "value")
    return drawn.finish(label, "chart")


def strips(given: Sequence[Strip], label: str, number: Callable[[int], str]) -> Markup:
    """Draw rows of columns under each other, on one scale: names stand beside them, so colour says nothing."""
    each, high = 50, 26
    drawn = Drawing(WIDE, each * len(given) + 28)
    most = max((one.total for strip in given for one in strip.columns), default=0) or 1
    for place, strip in enumerate(given):
        top = place * each + 18
        drawn.text(_EDGE, top - 5, shortened(strip.name, 38), "name")
        if strip.total is not None:
            drawn.text(WIDE - _EDGE, top - 5, number(strip.total), "end")
        _stand(drawn, strip.columns, top, high, most)
    _under(drawn, given[0].columns, each * len(given) - 6)
    return drawn.finish(label, "chart")


def bars(given: Sequence[tuple[str, int]], label: str, number: Callable[[int], str]) -> Markup:
    """Draw bars, each with its name before it and its number behind it."""
    each, start, room = 24, 152, 50
    drawn = Drawing(WIDE, each * len(given) + 6)
    most = max((total for _, total in given), default=0) or 1
    for place, (name, total) in enumerate(given):
        y = place * each + 4
        long = max((WIDE - start - room) * total / most, 1.5)
        drawn.text(_EDGE, y + 14, shortened(name, 20), "name")
        drawn.rectangle(start, y + 3, long, each - 9, "bar", f"{name}: {number(total)}")
        drawn.text(start + long + 6, y + 14, number(total))
    return drawn.finish(label, "chart")


def _stand(drawn: Drawing, given: Sequence[Column], top: float, high: float, most: int) -> None:
    """Stand columns on their line."""
    step = (WIDE - 2 * _EDGE) / len(given)
    wide = min(step * 0.74, 42) if step > 3 else step
    for place, one in enumerate(given):
        if one.total:
            tall = max(high * one.total / most, 1.5)
            x = _EDGE + (place + 0.5) * step - wide / 2
            drawn.rectangle(x, top + high - tall, wide, tall, "open" if one.open else "bar", one.title)
    drawn.add(f'<path class="line" d="M{_EDGE} {top + high + 0.5:g}H{WIDE - _EDGE}"/>')


def _under(drawn: Drawing, given: Sequence[Column], y: float) -> None:
    """Write labels under columns, as many as there is room for."""
    step = (WIDE - 2 * _EDGE) / len(given)
    least = (max(len(one.label) for one in given) * _LETTER + 4) / step
    every = next((one for one in _STEPS if one >= least), ceil(least))
    free = 0.0
    for place in range(0, len(given), every):
        x = max(_EDGE + (place + 0.5) * step, _EDGE + 16)
        half = len(given[place].label) * _LETTER / 2
        if x > WIDE - _EDGE - 16 and place:
            break
        if x - half >= free:
            drawn.text(x, y + 17, given[place].label, "under")
            free = x + half + 4

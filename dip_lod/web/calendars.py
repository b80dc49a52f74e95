"""A calendar as SVG: a month each, a square a day, darker and with a number where something is played."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from dip_lod.publication.repertoire.figures import Day
from dip_lod.web import borrowed
from dip_lod.web.pictures import Drawing

_SIDE = 16.0


def month(year: int, number: int, days: Mapping[str, Day], label: str, name: str, weekdays: Sequence[str]) -> Markup:
    """Draw a month. A day with performances is dark; their number stands in its corner where there are several.

    A day of which all performances were cancelled or postponed is open, and crossed out.
    """
    before, length = monthrange(year, number)
    drawn = Drawing(7 * _SIDE, 8 * _SIDE)
    drawn.text(3, 11, name, "title")
    for place, weekday in enumerate(weekdays):
        drawn.text((place + 0.5) * _SIDE, _SIDE + 11, borrowed.bare(weekday)[:1].upper(), "head")
    for day in range(1, length + 1):
        row, column = divmod(before + day - 1, 7)
        found = days.get(date(year, number, day).isoformat())
        _day(drawn, column * _SIDE, (row + 2) * _SIDE, day, found)
    return drawn.finish(label, "month")


def _day(drawn: Drawing, x: float, y: float, day: int, found: Day | None) -> None:
    kind = (
        "" if found is None else "off" if found.off == found.total else "many" if found.total - found.off > 1 else "one"
    )
    if kind:
        drawn.rectangle(x + 0.5, y + 0.5, _SIDE - 1, _SIDE - 1, kind)
    drawn.text(x + _SIDE / 2, y + 11, str(day), kind)
    if kind == "off":
        drawn.add(f'<path class="cross" d="M{x + 2:g} {y + _SIDE - 2:g}l{_SIDE - 4:g} {4 - _SIDE:g}"/>')
    if found and kind == "many":
        drawn.text(x + _SIDE - 1.8, y + 5.6, str(found.total - found.off), "count")

"""A calendar as SVG: a month each, a square a day; dark where something was played, outlined where it is to come."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from dip_lod.publication.repertoire.figures import Day
from dip_lod.web.pictures.pictures import Drawing
from dip_lod.web.words import borrowed
from dip_lod.web.words.escaping import escape

_SIDE = 16


def month(
    year: int,
    number: int,
    days: Mapping[str, Day],
    links: Mapping[str, tuple[str, str]],
    label: str,
    name: str,
    weekdays: Sequence[str],
    as_of: str = "9",
) -> Markup:
    """Draw a month. A day with performances is dark; their number stands in its corner where there are several.

    From the day `as_of` on, what is to come is an outline; a day of which all performances were cancelled or postponed
    is grey, and crossed out. `links` has for each day where it leads and what it says.
    """
    before, length = monthrange(year, number)
    drawn = Drawing(7 * _SIDE, (2 - -(before + length) // 7) * _SIDE)
    drawn.add('<g aria-hidden="true">')
    drawn.text(3, 11, name, "title")
    drawn.add(_heads(tuple(weekdays)))
    played = {int(date[8:]): date for date in sorted(days) if date[8:].isdigit()}
    plain = _plain(before)
    drawn.parts += [plain[day - 1] for day in range(1, length + 1) if day not in played]
    drawn.add("</g>")
    for day, date in played.items():
        row, column = divmod(before + day - 1, 7)
        drawn.add(_day(column * _SIDE, (row + 2) * _SIDE, day, days[date], links[date], date >= as_of))
    return drawn.finish(label, "month", "group")


@lru_cache(16)
def _heads(weekdays: tuple[str, ...]) -> str:
    """Write the weekdays above a month: the same above all months in a language."""
    drawn = Drawing(0, 0)
    for place, weekday in enumerate(weekdays):
        drawn.text((place + 0.5) * _SIDE, _SIDE + 11, borrowed.bare(weekday)[:1].upper(), "head")
    return "".join(drawn.parts)


@lru_cache(7)
def _plain(before: int) -> tuple[str, ...]:
    """Write the days on which nothing is played: they are the same in every month that begins on the same weekday."""
    drawn = Drawing(0, 0)
    for day in range(1, 32):
        row, column = divmod(before + day - 1, 7)
        drawn.text((column + 0.5) * _SIDE, (row + 2) * _SIDE + 11, str(day))
    return tuple(drawn.parts)


def _day(x: int, y: int, day: int, found: Day, link: tuple[str, str], ahead: bool) -> str:
    played = found.total - found.off
    kind = "many" if played > 1 else "one" if played else "off"
    shape = "ahead" if ahead and played else kind
    side = _SIDE - 1
    left, down = (7, 13) if played > 1 else (_SIDE // 2, 11)  # the number in the corner has room of its own
    more = ""
    if kind == "off":
        more = f'<path class="cross" d="M{x + 2} {y + _SIDE - 2}l{_SIDE - 4} {4 - _SIDE}"/>'
    elif kind == "many":
        count = "count ahead" if ahead else "count"
        more = f'<text x="{x + _SIDE - 1.8:.4g}" y="{y + 5.6:.4g}" class="{count}">{played}</text>'
    return (
        f'<a href="{escape(link[0])}"><title>{escape(link[1])}</title>'
        f'<rect x="{x}.5" y="{y}.5" width="{side}" height="{side}" class="{shape}"/>'
        f'<text x="{x + left}" y="{y + down}" class="{shape}">{day}</text>{more}</a>'
    )

"""The calendar of a venue, a hall or a production: one season of it, month by month."""

from collections.abc import Mapping

from markupsafe import Markup

from dip_lod.publication.repertoire.figures import Day
from dip_lod.web import calendars, dates
from dip_lod.web.kinds.page import Page
from dip_lod.web.kinds.show import Show, season
from dip_lod.web.pictures import Picture, Row
from dip_lod.web.values import Value

PREFIX = "calendar-"
"""Of the names of lists: `calendar-2025`, the season that began in that year."""


def calendar(page: Page, show: Show, year: int | None = None) -> Picture | None:
    """Draw the season that began in a year, else the one of the publication's day or nearest to it."""
    reach = show.repertoire.reach(show.of)
    if reach is None:
        return None
    first, last = (_began(day) for day in reach)
    year = min(max(show.season, first), last) if year is None else year
    if not first <= year <= last:
        return None
    found = show.repertoire.days(show.of, f"{year}-08-01", f"{year + 1}-07-31")
    by_month: dict[str, dict[str, Day]] = {}
    for one in found:
        by_month.setdefault(one.day[:7], {})[one.day] = one
    drawn = [_month(show, month, days) for month, days in by_month.items()]
    more = [(other, page.list(f"{PREFIX}{other}")) for other in (year - 1, year + 1) if first <= other <= last]
    return Picture(
        "calendar",
        show.words("calendar", season=season(year)),
        tuple(drawn),
        (show.words("day"), show.words("performances")),
        tuple(Row(_day(one, show), (_told(one, show),)) for one in found),
        (show.words("calendar_note" if found else "calendar_empty"),),
        more=tuple((show.words("earlier", season=season(other)), href) for other, href in more),
        form="calendar",
    )


def _began(day: str) -> int:
    return int(day[:4]) - (day[5:7] < "08")


def _month(show: Show, month: str, days: Mapping[str, Day]) -> Markup:
    texts = show.visitor.texts
    count = sum(one.total - one.off for one in days.values())
    name = dates.moment(month, texts)
    said = show.words("calendar_one" if count == 1 else "calendar_said", month=name, count=show.number(count))
    return calendars.month(int(month[:4]), int(month[5:]), days, said, name, texts.tables["dates"]["weekdays"])


def _day(one: Day, show: Show) -> Value:
    return Value(dates.day(one.day, show.visitor.texts), moment=dates.machine(one.day))


def _told(one: Day, show: Show) -> str:
    off = show.words("off", count=show.number(one.off)) if one.off else ""
    number = show.number(one.total - one.off)
    return f"{number} ({off})" if off else number

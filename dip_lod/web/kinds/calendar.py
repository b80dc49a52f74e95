"""The calendar of a venue, a hall or a production: one season of it, month by month."""

from collections.abc import Iterator

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
    days = {one.day: one for one in found}
    texts = show.visitor.texts
    weekdays = texts.tables["dates"]["weekdays"]
    drawn = [
        calendars.month(
            at, month, days, _said(show, at, month, found), dates.moment(f"{at}-{month:02}", texts), weekdays
        )
        for at, month in _months(year)
        if any(one.day.startswith(f"{at}-{month:02}") for one in found)
    ]
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


def _months(year: int) -> Iterator[tuple[int, int]]:
    for month in range(8, 20):
        yield (year, month) if month <= 12 else (year + 1, month - 12)


def _said(show: Show, year: int, month: int, found: list[Day]) -> str:
    start = f"{year}-{month:02}"
    count = sum(one.total - one.off for one in found if one.day.startswith(start))
    name = dates.moment(start, show.visitor.texts)
    return show.words("calendar_one" if count == 1 else "calendar_said", month=name, count=show.number(count))


def _day(one: Day, show: Show) -> Value:
    return Value(dates.day(one.day, show.visitor.texts), moment=dates.machine(one.day))


def _told(one: Day, show: Show) -> str:
    off = show.words("off", count=show.number(one.off)) if one.off else ""
    number = show.number(one.total - one.off)
    return f"{number} ({off})" if off else number

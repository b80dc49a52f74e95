"""The calendar of a venue, a hall or a production: one season of it, month by month."""

from collections.abc import Mapping

from markupsafe import Markup

from dip_lod.publication.repertoire.figures import Day
from dip_lod.web.kinds.lines import lines
from dip_lod.web.kinds.page import Page
from dip_lod.web.kinds.show import Show, season
from dip_lod.web.pictures import calendars
from dip_lod.web.pictures.blocks import Block, Lines
from dip_lod.web.pictures.pictures import Picture, Row
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value

SEASONS = "calendar"
PREFIX = "calendar-"
"""Of the names of lists: `calendar` has all seasons, `calendar-2025` the one that began in that year."""
DAY = "day-"
"""Of the names of lists: `day-2025-10-04`."""
_LISTED = 300
"""Productions below the calendar of a season."""
KINDS = ("venue", "hall", "place", "production")
"""Of things with a calendar."""


def calendar(page: Page, show: Show, year: int | None = None) -> Picture | None:
    """Draw the season that began in a year, else the one of the publication's day or nearest to it."""
    reach = page.reach()
    if reach is None:
        return None
    first, last = (began(day) for day in reach)
    year = min(max(show.season, first), last) if year is None else year
    if not first <= year <= last:
        return None
    found = show.repertoire.days(show.of, f"{year}-08-01", f"{year + 1}-07-31")
    by_month: dict[str, dict[str, Day]] = {}
    for one in found:
        by_month.setdefault(one.day[:7], {})[one.day] = one
    texts = show.visitor.texts
    days = [(Value(dates.day(one.day, texts), href=_href(page, one)), _told(one, show)) for one in found]
    links = {one.day: (day.href or "", f"{day.text}: {told}") for one, (day, told) in zip(found, days, strict=True)}
    drawn = [_month(show, month, days, links) for month, days in by_month.items()]
    more = [(show.words("earlier", season=season(other)), page.list(f"{PREFIX}{other}"))
            for other in (year - 1, year + 1) if first <= other <= last]  # fmt: skip
    if last - first > 1:
        more.append((show.words("all_seasons"), page.list(SEASONS)))
    return Picture(
        "calendar",
        show.words("calendar", season=season(year)),
        tuple(drawn),
        (show.words("day"), show.words("performances")),
        tuple(Row(day, (told,)) for day, told in days),
        (show.words("calendar_note" if found else "calendar_empty"),),
        more=tuple(more),
        form="calendar",
    )


def played(page: Page, name: str) -> tuple[Block, ...]:
    """List what played in the season of a calendar, by its name; of a production its own page tells."""
    year = name.removeprefix(PREFIX)
    if page.kind == "production" or year == name:
        return ()
    season = f"{year}-08-01", f"{int(year) + 1}-07-31"
    found = page.repertoire.between(page.thing, *season, limit=_LISTED)
    if not found:
        return ()
    total = page.repertoire.count_between(page.thing, *season) if len(found) == _LISTED else len(found)
    rows = [
        line._replace(period=dates.days(one.first, one.last, page.visitor.texts))
        for line, one in zip(lines(page, found), found, strict=True)
    ]
    return (Lines(page.words("played"), rows, total, len(found)),)


def began(day: str) -> int:
    """Give the year in which the season of a day or a month began."""
    return int(day[:4]) - (day[5:7] < "08")


def _month(show: Show, month: str, days: Mapping[str, Day], links: Mapping[str, tuple[str, str]]) -> Markup:
    texts = show.visitor.texts
    count = sum(one.total - one.off for one in days.values())
    name = dates.moment(month, texts)
    said = show.words("calendar_one" if count == 1 else "calendar_said", month=name, count=show.number(count))
    weekdays = texts.tables["dates"]["weekdays"]
    return calendars.month(int(month[:4]), int(month[5:]), days, links, said, name, weekdays, show.as_of)


def _href(page: Page, one: Day) -> str:
    """Lead to the performance of a day, or to the list of them."""
    return (one.only and page.visitor.link(one.only)) or page.list(DAY + one.day)


def _told(one: Day, show: Show) -> str:
    number = show.number(one.total - one.off)
    return f"{number} ({show.words('off', count=show.number(one.off))})" if one.off else number

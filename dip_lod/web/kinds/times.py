"""Pictures of time: performances by season and by month, disciplines and careers through the years."""

from collections.abc import Mapping, Sequence

from dip_lod.web.kinds import calendar, makers
from dip_lod.web.kinds.page import Page
from dip_lod.web.kinds.show import Show, season
from dip_lod.web.pictures import charts
from dip_lod.web.pictures.charts import Column, Strip
from dip_lod.web.pictures.pictures import Picture, Row
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value

_DISCIPLINES = 6
_ROLES = 6
_STRAY, _FAR = 0.05, 2
"""Of all performances, so many at most may be left out of a drawing; and how much wider the gap after them must be."""
_LONGEST = 200
"""Years in one drawing, the last ones; the table has them all."""


def seasons(show: Show, page: Page | None = None) -> Picture | None:
    """Draw performances by season; None where there is but one season, which a number tells as well.

    The rows of a page with calendars lead to them.
    """
    found = dict(show.repertoire.seasons(show.of))
    if len(found) < 2:
        return None
    drawn = _gathered(found)
    columns = [_season(show, year, found.get(year, 0)) for year in _years(drawn)]
    calendars = _calendars(page)
    most = max(drawn, key=lambda year: (found[year], year))
    said = show.words(
        "seasons_said",
        first=season(min(drawn)),
        last=season(max(found)),
        most=season(most),
        count=show.number(found[most]),
    )
    return Picture(
        "seasons",
        show.words("seasons"),
        (charts.columns(columns, said, show.number),),
        (show.words("season"), show.words("performances")),
        tuple(
            Row(Value(season(year), href=calendars.get(year)), (show.number(total),))
            for year, total in sorted(found.items())
        ),
        (*_before(show, found, drawn), *_open(show, columns)),
        show.words("by_date"),
    )


def months(show: Show) -> Picture | None:
    """Draw the performances of a season by month."""
    found = show.repertoire.months(show.of)
    if len(found) < 2:
        return None
    names = show.visitor.texts.tables["dates"]["months_short"]
    texts = {month: dates.moment(month, show.visitor.texts) for month, _ in found}
    columns = [
        Column(str(names[int(month[5:7]) - 1]), f"{texts[month]}: {show.number(total)}", total, month >= show.as_of[:7])
        for month, total in found
    ]
    most, count = max(found, key=lambda one: one[1])
    said = show.words(
        "months_said", first=texts[found[0][0]], last=texts[found[-1][0]], most=texts[most], count=show.number(count)
    )
    return Picture(
        "months",
        show.words("months"),
        (charts.columns(columns, said, show.number),),
        (show.words("month"), show.words("performances")),
        tuple(Row(Value(texts[month]), (show.number(total),)) for month, total in found),
        _open(show, columns),
    )


def staged(show: Show) -> Picture | None:
    """Draw the productions of a work by the year of their first performance."""
    found = dict(show.repertoire.staged_by_year(show.of))
    if sum(found.values()) < 2:
        return None
    columns = [_year(show, year, found.get(year, 0)) for year in _years(found)]
    most = max(found, key=lambda year: (found[year], year))
    said = show.words("staged_said", first=min(found), last=max(found), most=most, count=show.number(found[most]))
    return Picture(
        "staged",
        show.words("staged"),
        (charts.columns(columns, said, show.number),),
        (show.words("year"), show.words("productions")),
        tuple(Row(Value(str(year)), (show.number(total),)) for year, total in sorted(found.items())),
    )


def disciplines(show: Show) -> Picture | None:
    """Draw the disciplines with the most performances through the seasons, under each other on one scale."""
    genres = show.repertoire.genres(show.of, _DISCIPLINES)
    by_genre = {uri: dict(show.repertoire.seasons(uri)) for uri, _ in genres}
    years = sorted({year for found in by_genre.values() for year in found})
    if len(years) < 2:
        return None
    named = show.named(by_genre)
    strips = [
        Strip(named[uri].text, total, [_season(show, year, by_genre[uri].get(year, 0)) for year in _years(years)])
        for uri, total in genres
    ]
    said = show.words(
        "disciplines_said", count=show.number(len(strips)), first=season(years[0]), last=season(years[-1])
    )
    shown = years[-12:]
    return Picture(
        "disciplines",
        show.words("disciplines"),
        (charts.strips(strips, said, show.number),),
        (show.words("genre"), *(season(year) for year in shown), show.words("total")),
        tuple(
            Row(named[uri], (*(show.number(by_genre[uri].get(year, 0)) for year in shown), show.number(total)))
            for uri, total in genres
        ),
        (show.words("genres_note"), *_open(show, strips[0].columns)),
    )


def career(page: Page, show: Show) -> Picture | None:
    """Draw in how many productions someone had which role, year by year."""
    by_role: dict[str, dict[int, int]] = {}
    for role, year, total in show.repertoire.careers(show.of):
        by_role.setdefault(role, {})[year] = total
    years = sorted({year for found in by_role.values() for year in found})
    if len(years) < 2:
        return None
    plain = page.visitor.texts.tables["part"]
    if any(role not in plain for role in by_role):
        by_role = {role: found for role, found in by_role.items() if role not in plain}
        years = sorted({year for found in by_role.values() for year in found})
    ordered = sorted(by_role, key=lambda role: (-sum(by_role[role].values()), role))
    named = page.named(role for role in ordered if role.startswith("http"))
    strips = [
        Strip(
            makers.role(page, role, named),
            sum(by_role[role].values()),
            [_year(show, year, by_role[role].get(year, 0)) for year in _years(years)],
        )
        for role in ordered[:_ROLES]
    ]
    rest = ordered[_ROLES:]
    return Picture(
        "career",
        show.words("career" if page.kind == "person" else "career_org"),
        (charts.strips(strips, show.words("career_said", first=years[0], last=years[-1]), show.number),),
        (show.words("role"), show.words("productions"), show.words("year")),
        tuple(
            Row(
                named.get(role, Value(makers.role(page, role, named))),
                (
                    show.number(sum(by_role[role].values())),
                    dates.span(str(min(by_role[role])), str(max(by_role[role]))),
                ),
            )
            for role in ordered
        ),
        (show.words("other", count=show.number(len(rest))),) if rest else (),
    )


def _calendars(page: Page | None) -> Mapping[int, str]:
    """Give the address of the calendar of each season that has one."""
    reach = page.reach() if page else None
    if not page or not reach:
        return {}
    first, last = map(calendar.began, reach)
    return {year: page.list(f"{calendar.PREFIX}{year}") for year in range(first, last + 1)}


def _season(show: Show, year: int, total: int) -> Column:
    return Column(season(year), f"{season(year)}: {show.number(total)}", total, year >= show.season)


def _year(show: Show, year: int, total: int) -> Column:
    return Column(str(year), f"{year}: {show.number(total)}", total)


def _years(found: Mapping[int, int] | Sequence[int]) -> range:
    """List every year from the first to the last, empty ones too: time has one measure."""
    first, last = min(found), max(found)
    return range(max(first, last - _LONGEST + 1), last + 1)


def _gathered(found: Mapping[int, int]) -> list[int]:
    """Leave out the few years long before all others, which would press the rest of a drawing together.

    >>> _gathered({1769: 1, 2023: 40, 2024: 187, 2025: 65})
    [2023, 2024, 2025]
    """
    years, total = sorted(found), sum(found.values())
    for place in range(1, len(years) - 1):
        if sum(found[year] for year in years[:place]) > _STRAY * total:
            break
        if years[place] - years[place - 1] > _FAR * (years[-1] - years[place] + 1):
            return years[place:]
    return years


def _before(show: Show, found: Mapping[int, int], drawn: Sequence[int]) -> tuple[str, ...]:
    """Tell of what is left out."""
    left = [year for year in found if year < drawn[0]]
    if not left:
        return ()
    count = show.number(sum(found[year] for year in left))
    return (show.words("seasons_before", count=count, first=season(min(left)), last=season(max(left))),)


def _open(show: Show, columns: Sequence[Column]) -> tuple[str, ...]:
    if not any(one.open and one.total for one in columns):
        return ()
    return (show.words("open", day=dates.moment(show.as_of, show.visitor.texts)),)

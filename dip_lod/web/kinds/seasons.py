"""All seasons of a venue, a hall or a production, month by month: the busier, the darker."""

from collections.abc import Sequence

from dip_lod.web.kinds.calendar import PREFIX, began
from dip_lod.web.kinds.page import Page
from dip_lod.web.kinds.show import Show, season
from dip_lod.web.pictures.pictures import WIDE, Drawing, Picture, Row
from dip_lod.web.words import borrowed
from dip_lod.web.words.shown import Value

_LONGEST = 120
"""Seasons in the drawing, the last ones; the table has them all."""
_SHADES = 5
_HIGH = 22
_NAME = 54
"""Units for the name of a season."""


def seasons(page: Page, show: Show) -> Picture | None:
    """Draw a row a season and a column a month; None where nothing has a day."""
    by_season: dict[int, dict[int, int]] = {}
    for month, total in show.repertoire.by_month(show.of):
        by_season.setdefault(began(month), {})[(int(month[5:7]) - 8) % 12] = total
    if not by_season:
        return None
    names: Sequence[str] = show.visitor.texts.tables["dates"]["months_short"]
    months = [names[(7 + place) % 12] for place in range(12)]
    ordered = sorted(by_season, reverse=True)
    drawn = Drawing(WIDE, (len(ordered[:_LONGEST]) + 1) * _HIGH)
    wide = (WIDE - _NAME) / 12
    for place, name in enumerate(months):
        drawn.text(_NAME + (place + 0.5) * wide, 14, borrowed.bare(name), "under")
    most = max(total for found in by_season.values() for total in found.values()) or 1
    for row, year in enumerate(ordered[:_LONGEST], 1):
        drawn.text(0, row * _HIGH + 15, season(year), "name")
        for place, total in by_season[year].items():
            shade = -(-total * _SHADES // most)
            x, y = _NAME + place * wide, row * _HIGH
            drawn.rectangle(x + 1, y + 1, wide - 2, _HIGH - 2, f"heat{shade}")
            drawn.text(x + wide / 2, y + 15, str(total), f"on{shade}")
    totals = {year: sum(found.values()) for year, found in by_season.items()}
    busiest = max(ordered, key=lambda year: totals[year])
    said = show.words("all_seasons_said", most=season(busiest), count=show.number(totals[busiest]))
    return Picture(
        "seasons",
        show.words("all_seasons"),
        (drawn.finish(said, "chart"),),
        (show.words("season"), *months, show.words("total")),
        tuple(
            Row(
                Value(season(year), href=page.list(f"{PREFIX}{year}")),
                (*(show.number(by_season[year].get(place, 0)) for place in range(12)), show.number(totals[year])),
            )
            for year in ordered
        ),
        (show.words("all_seasons_note"),),
        form="seasons",
    )

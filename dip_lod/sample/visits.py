"""Made-up visits, as audience monitors would deliver them: by performance, by season, and from elsewhere."""

import csv
from collections.abc import Iterator
from pathlib import Path

from dip_lod.sample.draw import Draw
from dip_lod.sample.plan import plan
from dip_lod.sample.pools import Pools
from dip_lod.sample.record import record
from dip_lod.sample.words import towns, towns_by_weight

FOLDER = "visits"
MOST = 60
"""Productions whose performances are counted one by one: the first ones, as if few venues took part."""

GROUPS = ("a", "b", "c", "d", "e", "f")
GROUPS_ELSEWHERE = ("1", "2", "3", "4", "5", "6", "7")
_LIKES = {
    "toneel": (5, 6, 1, 3, 4, 1),
    "dans": (4, 3, 1, 5, 2, 2),
    "opera": (9, 3, 0, 1, 3, 1),
    "cabaret": (2, 6, 1, 5, 6, 2),
    "jeugdtheater": (1, 3, 9, 2, 1, 3),
    "muziek": (6, 3, 1, 2, 3, 1),
    "musical": (2, 6, 4, 2, 6, 3),
}
"""How the groups like the disciplines; of others as they like theatre."""
_ELSEWHERE = ("M1", "LS2", "SE1", "G1", "CF10", "BT1", "NE1")

Rows = Iterator[tuple[object, ...]]


def write(folder: Path, pools: Pools, productions: int) -> None:
    """Write visits by performance, by season, and by season from elsewhere."""
    made = folder / FOLDER
    made.mkdir(parents=True, exist_ok=True)
    years = sorted({plan(pools, index).year for index in range(min(productions, MOST))})
    by_season = ("season", "discipline", "group", "postcode", "visits")
    by_performance = ("performance", "group", "municipality", "visits")
    _file(made / "performances.csv", by_performance, _by_performance(pools, productions))
    _file(made / "seasons.csv", by_season, _by_season(pools, years))
    _file(made / "elsewhere.csv", by_season, _elsewhere(pools, years))


def _file(file: Path, head: tuple[str, ...], rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(head)
        table.writerows(rows)


def _by_performance(pools: Pools, productions: int) -> Rows:
    """Count the visits of performances that were played, from the town and from two that are near or large."""
    home = {town.slug: town.code for town in towns()}
    weighed = towns_by_weight()
    for index in range(min(productions, MOST)):
        planned = plan(pools, index)
        likes = _LIKES.get(planned.discipline, _LIKES["toneel"])
        for performance in record(pools, index).get("performances", ()):
            slug = str(performance.get("venue", "")).removeprefix("v.").rpartition(".")[0]
            if performance["status"] != "gespeeld" or performance.get("privateLocation") or slug not in home:
                continue
            draw = Draw(pools.seed, "visits", planned.id, performance["number"])
            areas = {home[slug]: 40, towns()[draw.pick(weighed)].code: 8, towns()[draw.pick(weighed)].code: 4}
            for area, weight in sorted(areas.items()):
                for group, like in zip(GROUPS, likes, strict=True):
                    if number := draw.below(1 + like * weight // 4):
                        yield f"{planned.id}.{performance['number']}", group, area, number


def _by_season(pools: Pools, years: list[int]) -> Rows:
    """Count the visits of venues that know no more than the season and the genre."""
    for year in years:
        for discipline, likes in _LIKES.items():
            draw = Draw(pools.seed, "visits", year, discipline)
            for postcode in (3011, 1012, 3511, 9711, 6211, 5611, 8911, 4331):
                for group, like in zip(GROUPS, likes, strict=True):
                    if number := like * draw.between(0, 60):
                        yield f"{year}/{year + 1}", discipline, group, postcode, number


def _elsewhere(pools: Pools, years: list[int]) -> Rows:
    """Count visits in other groups, from areas of the United Kingdom."""
    for year in years:
        for discipline in ("toneel", "dans", "muziek"):
            draw = Draw(pools.seed, "elsewhere", year, discipline)
            for area in _ELSEWHERE:
                for group in GROUPS_ELSEWHERE:
                    if number := draw.below(int(group) * 40):
                        yield f"{year}/{year + 1}", discipline, group, area, number

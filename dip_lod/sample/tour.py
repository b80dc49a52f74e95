"""Where and when a series plays: dates in the season, venues over the country."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dip_lod.sample import venues
from dip_lod.sample.art import FOR_CHILDREN
from dip_lod.sample.days import is_monday, is_weekend
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.plan import Plan
from dip_lod.sample.pools import Pools

COUNTS = {
    "concert": (1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 12, 20),
    "opera": (1, 3, 5, 7, 9, 11, 13, 15, 18),
    "musical": (12, 25, 40, 52, 66, 80, 100, 120),
    "mime": (1, 3, 6, 10, 16, 24),
    "muziektheater": (1, 3, 6, 10, 14, 20, 30),
    "circus": (2, 6, 12, 20, 36),
}
"""Evenly spread ranks of the number of performances; a series lies somewhere between two."""

OTHER_COUNTS = (1, 3, 5, 8, 12, 16, 21, 27, 35, 48, 75)

EVENINGS = (1200, 1215, 1215, 1230)
AFTERNOONS = (840, 870, 900)
SCHOOL_HOURS = (570, 615, 660, 795)


@dataclass(slots=True)
class Slot:
    """One date of a tour: day (as ordinal), starting time in minutes, place."""

    day: int
    minutes: int
    venue: Node
    hall: Node | None
    school: bool = False


def slots(draw: Draw, pools: Pools, plan: Plan, fewest: int) -> list[Slot]:
    """Draw the dates of a series, in order of time."""
    count = max(fewest, _count(draw, plan))
    route = _route(draw, pools, plan)
    nights = _nights(draw, plan, count)
    opening = date(plan.year, 9, 1).toordinal()
    day = opening + draw.below(max(1, 285 - int(count * (2.2 if nights == 1 else 1.4))))
    usual = draw.pick(AFTERNOONS if plan.discipline in FOR_CHILDREN else EVENINGS)
    twice = plan.discipline in ("musical", *FOR_CHILDREN)
    found: list[Slot] = []
    while len(found) < count:
        school = "school_tour" in plan.cases and draw.chance(0.8)
        place = _school(draw, pools, plan) if school else next_stop(draw, pools, plan, route)
        hall = _hall(draw, place)
        for _ in range(min(draw.between(1, nights), count - len(found))):
            day += is_monday(day)
            minutes = draw.pick(SCHOOL_HOURS) if school else usual
            found.append(Slot(day, minutes, place, hall, school))
            if twice and is_weekend(day) and draw.chance(0.3) and len(found) < count:
                found.append(Slot(day, minutes + 150 if minutes < 960 else 870, place, hall, school))
            day += 1
        day += draw.below(2) if nights == 1 else draw.below(3)
    if "matinee" in plan.cases:
        _add_matinee(draw, found)
    return sorted(found, key=attrgetter("day", "minutes"))


def next_stop(draw: Draw, pools: Pools, plan: Plan, route: list[int]) -> Node:
    """Give the next venue: of a fixed route, or any that suits."""
    number = draw.pick(route) if route else venues.choose(draw, pools, plan.discipline)
    return venues.venue(pools.seed, number)


def _count(draw: Draw, plan: Plan) -> int:
    if "long_tour" in plan.cases:
        return 80
    ranks = COUNTS.get(plan.discipline, OTHER_COUNTS)
    place = draw.random() * (len(ranks) - 1)
    low = ranks[int(place)]
    return low + round((ranks[int(place) + 1] - low) * (place % 1))


def _route(draw: Draw, pools: Pools, plan: Plan) -> list[int]:
    """Fix the twelve venues of a long tour; other tours find theirs on the way."""
    route: list[int] = []
    while "long_tour" in plan.cases and len(route) < 12:
        number = venues.choose(draw, pools, plan.discipline)
        if number not in route:
            route.append(number)
    return route


def _nights(draw: Draw, plan: Plan, count: int) -> int:
    """Draw how many nights a series stays at most: mostly one, now and then a week or all of a month."""
    if plan.discipline == "musical":
        return 12
    if "long_tour" in plan.cases:
        return 3
    if count > 90:
        return 4
    return draw.pick((1, 1, 1, 1, 1, 2, 3, 6, 20))


def _school(draw: Draw, pools: Pools, plan: Plan) -> Node:
    """Draw a school: a tour goes to primary or to secondary schools."""
    return venues.school(pools.seed, draw.below(pools.schools // 2) * 2 + plan.first % 2)


def _hall(draw: Draw, place: Node) -> Node | None:
    halls = place.get("halls")
    if not halls or draw.chance(0.05):
        return None
    hall: Node = halls[-1] if draw.chance(0.35) else halls[0]
    return hall


def _add_matinee(draw: Draw, found: list[Slot]) -> None:
    """Let one evening have an afternoon before it, in the same hall."""
    evenings = [slot for slot in found if slot.minutes >= 1080] or found
    evening = draw.pick(evenings)
    if evening.minutes < 1080:
        evening.minutes = 1140
    found.append(Slot(evening.day, 840, evening.venue, evening.hall, evening.school))

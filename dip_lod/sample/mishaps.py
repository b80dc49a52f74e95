"""The cases of `cases.toml` that befall performances: cancelled, moved, postponed, and the rest."""

from collections.abc import Callable
from datetime import date

from dip_lod.sample import credits, venues
from dip_lod.sample.days import day, night_of_the_clock
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.plan import Plan
from dip_lod.sample.register import Register
from dip_lod.sample.words import table

Mishap = Callable[[Draw, Plan, Node, str], None]

AS_PLANNED = ("gespeeld", "gepland")

COPIED = ("date", "status", "timeZone", "tags", "venue", "hall", "privateLocation")
"""What an extra performance has from the one before or after it."""


def befall(draw: Draw, plan: Plan, nodes: list[Node], places: Register) -> None:
    """Let each case of the plan befall a performance of its own, at a public place."""
    today = places.pools.as_of.isoformat()
    reason = table("reasons")["cancelled"]
    if "cancelled_run" in plan.cases:
        for node in nodes:
            node.update(status="geannuleerd", statusReason=reason[plan.index % len(reason)])
    public = [node for node in nodes if "privateLocation" not in node and node["status"] != "geannuleerd"]
    open_ones = draw.shuffled(public)
    for case, mishap in MISHAPS.items():
        if case in plan.cases and open_ones:
            mishap(draw, plan, open_ones.pop(), today)
    if "festival" in plan.cases and open_ones:
        _festival(draw, nodes, open_ones[-1])
    if "capacity_zero" in plan.cases:
        for node in open_ones[:3]:
            node["capacity"] = 0
    if "deprecated_venue" in plan.cases and open_ones:
        node = open_ones[-1]
        node["venue"] = places.add(venues.deprecated(places.entries[node["venue"]]))
        node.pop("hall", None)


def needed(plan: Plan) -> int:
    """Count the performances that the cases of a plan ask for."""
    count = sum(case in plan.cases for case in MISHAPS)
    several = {"festival", "stand_in", "matinee", "deprecated_venue", "capacity_zero"} & plan.cases
    return count + 1 if count or several else 1


def stand_in(draw: Draw, nodes: list[Node], cast: list[Node], agents: Register) -> None:
    """Let somebody stand in for one of the cast on one night."""
    candidates = [node for node in nodes if node["status"] in AS_PLANNED]
    if not candidates or not cast:
        return
    absent = draw.pick(cast)
    added = credits.replaced(draw, agents, credits.bare(absent), note="ingevallen")
    draw.pick(candidates)["castChanges"] = {"added": [added], "removed": [credits.bare(absent)]}


def insert(draw: Draw, nodes: list[Node]) -> None:
    """Put in an extra performance: its number is the highest, its day is that of another."""
    models = [node for node in nodes if node["status"] in AS_PLANNED and "X" not in node["date"]]
    if not models:
        return
    model = draw.pick(models)
    extra: Node = {"number": len(nodes) + 1, "type": "normaal"}
    extra.update({key: model[key] for key in COPIED if key in model})
    if "timeZone" in extra:
        extra["startTime"] = "10:30"
    nodes.append(extra)


def _cancel(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    node.update(status="geannuleerd", statusReason=draw.pick(table("reasons")["cancelled"]))


def _move(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    """Move a performance some weeks, within the season."""
    before = date.fromisoformat(node["date"]).toordinal()
    last = date(plan.year + 1, 7, 31).toordinal()
    node.update(
        date=day(min(before + draw.between(10, 60), last)),
        status="verplaatst",
        previousDate=[node["date"]],
        statusReason=draw.pick(table("reasons")["moved"]),
    )


def _move_twice(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    first = node["date"]
    _move(draw, plan, node, today)
    second = node["date"]
    _move(draw, plan, node, today)
    node["previousDate"] = [first, second]


def _postpone(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    """Postpone a performance: it has no day any more."""
    _untimed(node, "unknown")
    node["status"] = "uitgesteld"
    node["statusReason"] = draw.pick(table("reasons")["moved"])


def _month_only(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    _untimed(node, f"{plan.year + 1}-0{draw.between(3, 6)}-XX")
    node["status"] = "gepland"
    node["restricted"] = {"reserved": 2}


def _past_midnight(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    _late(node, draw.pick(("22:30", "22:45", "23:00")), draw.pick(("00:20", "00:45", "01:10")))


def _clock_change(draw: Draw, plan: Plan, node: Node, today: str) -> None:
    night = night_of_the_clock(plan.year)
    node.update(date=night, status="gespeeld" if night < today else "gepland")
    _late(node, "23:30", "03:30")


def _late(node: Node, start: str, end: str) -> None:
    node.update(startTime=start, endTime=end, timeZone="Europe/Amsterdam")


def _untimed(node: Node, text: str) -> None:
    node["date"] = text
    for key in ("startTime", "endTime", "timeZone"):
        node.pop(key, None)


def _festival(draw: Draw, nodes: list[Node], node: Node) -> None:
    """Put a performance in a festival, and what else is at the same venue in these days."""
    name = draw.pick(table("companies")["others"]["festivals"])
    for other in nodes:
        near = abs(other["number"] - node["number"]) <= 2
        if near and other["venue"] == node["venue"] and "privateLocation" not in other:
            other["festival"] = name


MISHAPS: dict[str, Mishap] = {
    "cancelled": _cancel,
    "moved": _move,
    "moved_twice": _move_twice,
    "postponed": _postpone,
    "month_only": _month_only,
    "past_midnight": _past_midnight,
    "clock_change": _clock_change,
}

"""The performances of a series, as they would be if nothing went wrong."""

from dataclasses import dataclass
from datetime import date

from dip_lod.sample.days import CLOSED, clock, day
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.plan import Plan
from dip_lod.sample.tour import Slot
from dip_lod.sample.words import table

PRICES = (12.5, 15, 17.5, 19.5, 22, 24.5, 27.5, 32, 38.5, 45)
DISCOUNTS = ("CJP", "Stadspas", "t/m 25 jaar", "Studenten")


@dataclass(frozen=True)
class Habits:
    """What all performances of a series have in common."""

    until: int | None
    """Minutes from start to end, where ends are noted."""
    tags: list[str]
    prices: list[Node]
    tickets: str | None
    surtitles: list[str]


def habits(draw: Draw, plan: Plan, minutes: int) -> Habits:
    """Draw the habits of a series."""
    price = draw.pick(PRICES)
    prices: list[Node] = [{"type": "normal", "amount": price, "currency": "EUR"}]
    roll = draw.random()
    if roll < 0.4:
        label = draw.pick(DISCOUNTS)
        prices.append({"type": "discount", "amount": price - 5, "currency": "EUR", "label": label})
    elif roll > 0.97:
        prices = [{"type": "free", "amount": 0, "currency": "EUR"}]
    sells = draw.chance(0.5)
    surtitles = draw.pick((["en"], ["nl"], ["en", "nl"], ["ar", "tr"])) if "surtitled" in plan.cases else []
    return Habits(
        until=minutes + 20 if draw.chance(0.4) else None,
        tags=["fpk-regulier"] if draw.chance(0.35) else [],
        prices=prices if sells else [],
        tickets=f"https://kaarten.example.org/{plan.id}" if sells else None,
        surtitles=surtitles,
    )


def performances(draw: Draw, plan: Plan, slots: list[Slot], found: Habits, as_of: date) -> list[Node]:
    """Write each date of a tour as a performance."""
    today = as_of.isoformat()
    types = _types(len(slots), plan)
    timed = "times_missing" not in plan.cases
    nodes = []
    for number, slot in enumerate(slots, 1):
        text = day(slot.day)
        node: Node = {"number": number, "date": text}
        if timed:
            node["startTime"] = clock(slot.minutes)
            if found.until:
                node["endTime"] = clock(slot.minutes + found.until)
            node["timeZone"] = "Europe/Amsterdam"
        node["status"] = "gespeeld" if text < today else "gepland"
        if CLOSED[0] <= text <= CLOSED[1]:
            node["status"], node["statusReason"] = "geannuleerd", table("reasons")["lockdown"]
        node["type"] = types.get(number, "normaal")
        if slot.school:
            node["tags"] = ["fpk-school-vo" if plan.first % 2 else "fpk-school-po", "besloten"]
        elif found.tags:
            node["tags"] = found.tags
        node["venue"] = slot.venue["id"]
        if slot.hall:
            node["hall"] = slot.hall["id"]
        if slot.school:
            node["privateLocation"] = True
            if draw.random() < 0.2:
                node["locationNote"] = draw.pick(table("reasons")["location"])
        elif found.tickets:
            node["ticketUrl"] = f"{found.tickets}/{number}"
            node["prices"] = found.prices
        if found.surtitles and draw.random() < 0.4:
            node["surtitles"] = found.surtitles
        seats = slot.hall["capacity"] if slot.hall else 0
        if seats:
            node["capacity"] = seats
            node["restricted"] = _restricted(draw, node["status"], seats)
        nodes.append(node)
    return nodes


def _types(count: int, plan: Plan) -> dict[int, str]:
    """Name the try-outs, the première and the dernière of a series, by number."""
    tryouts = 0 if plan.is_revival else min(4, count // 6)
    types = dict.fromkeys(range(1, tryouts + 1), "try-out")
    if not plan.is_revival:
        types[tryouts + 1] = "premiere"
    if count >= 5:
        types[count] = "derniere"
    return types


def _restricted(draw: Draw, status: str, seats: int) -> Node:
    """Make up the figures that must never be published."""
    sold = int(seats * draw.random())
    if status != "gespeeld":
        return {"reserved": sold // 3, "blocked": 4}
    return {"sold": sold, "takings": sold * 17.5, "contract": table("reasons")["contracts"][sold % 4]}

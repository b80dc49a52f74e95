"""The pool of made-up venues in real towns: venue number v is the same in every record of a sample."""

from functools import lru_cache

from dip_lod.sample.draw import Draw
from dip_lod.sample.organizations import operator
from dip_lod.sample.people import Node
from dip_lod.sample.pools import Pools
from dip_lod.sample.words import table, towns, towns_by_weight

STRIDE = 101
"""Coprime with the number of names there are, so that one name comes back only when all have been used."""


def choose(draw: Draw, pools: Pools, discipline: str) -> int:
    """Draw the number of a venue that suits a discipline: mostly a town's theatre, sometimes another."""
    suits = table("venues")["suits"][discipline]
    if not draw.chance(suits["theatre"]):
        for _ in range(6):
            number = draw.below(pools.venues)
            if kind(number) in suits["kinds"]:
                return number
    return draw.pick(towns_by_weight())


def town(number: int) -> int:
    """Give the number of the town of a venue."""
    first, rounds = len(towns()), towns_by_weight()
    return number if number < first else rounds[first + (number - first) % (len(rounds) - first)]


def kind(number: int) -> str:
    """Give the kind of a venue: the first of each town is its theatre."""
    extra = number - len(towns())
    kinds: list[str] = table("venues")["order"]["kinds"]
    return "theater" if extra < 0 else kinds[(extra + extra // len(kinds)) % len(kinds)]


@lru_cache(maxsize=8192)
def venue(seed: int, number: int) -> Node:
    """Make up a venue. Callers must not change it: it is shared."""
    draw = Draw(seed, "venue", number)
    place, sort = towns()[town(number)], kind(number)
    node: Node = {"id": f"v.{place.slug}.{number}", "name": _name(seed, sort, number), "kind": sort}
    if sort != "buitenlocatie":
        node["operator"] = operator_of(seed, number)["id"]
    node.update(_address(draw, town(number)))
    if draw.chance(0.3):
        node["bagId"] = f"999901{number:010d}"
    if draw.chance(0.2):
        node["ids"] = [{"scheme": "pki", "value": f"PKI-L{number:05d}"}]
    halls = _halls(draw, node["id"], sort)
    if halls:
        node["halls"] = halls
    return node


@lru_cache(maxsize=8192)
def operator_of(seed: int, number: int) -> Node:
    """Make up who runs a venue; of every ten organisations one has a second venue, in another town."""
    keeper = number - 1 if number % 10 == 1 else number
    return operator(f"{towns()[town(keeper)].slug}.{keeper}", _name(seed, kind(keeper), keeper), town(keeper))


def number_of(node: Node) -> int:
    """Give back the number of a venue.

    >>> number_of({"id": "v.den-bosch.63"})
    63
    """
    return int(node["id"].rpartition(".")[2])


@lru_cache(maxsize=8192)
def school(seed: int, number: int) -> Node:
    """Make up a school: a private location, whose name and address must not be published. Odd: a secondary school."""
    draw = Draw(seed, "school", number)
    where = draw.pick(towns_by_weight())
    names = table("venues")["kinds"]["school"]
    node: Node = {"id": f"v.school.{number}", "name": f"{names[number % 2]} {_plain(number)}", "kind": "school"}
    node.update(_address(draw, where))
    return node


def deprecated(node: Node) -> Node:
    """Give the old entry of a venue, not to be used any more."""
    kept = {key: node[key] for key in ("kind", "city", "municipality", "country")}
    old = {"id": f"{node['id']}.oud", "name": f"NIET GEBRUIKEN {node['name']}", **kept}
    return {**old, "doNotUse": True, "replacedBy": node["id"]}


def _address(draw: Draw, number: int) -> Node:
    place, streets = towns()[number], table("venues")["streets"]
    return {
        "street": f"{draw.pick(streets['beginnings'])}{draw.pick(streets['endings'])} {draw.between(1, 99)}",
        "postcode": f"{place.postcode} {draw.pick('FQUY')}{draw.pick('FQUY')}",
        "city": place.city,
        "municipality": place.municipality_node,
        "country": "NL",
        "lat": round(place.lat + (draw.random() - 0.5) / 100, 4),
        "lon": round(place.lon + (draw.random() - 0.5) / 100, 4),
    }


def _halls(draw: Draw, venue_id: str, sort: str) -> list[Node]:
    halls: list[Node] = []
    words = table("venues")
    for slug, name, fewest, most in words["halls"].get(sort, ()):
        if halls and draw.chance(0.3):
            break
        hall: Node = {"id": f"{venue_id}.{slug}", "name": name}
        if draw.chance(0.15):
            hall["formerNames"] = [draw.pick(words["former"]["names"])]
        hall["capacity"] = 0 if draw.chance(0.03) else draw.between(fewest // 10, most // 10) * 10
        halls.append(hall)
    return halls


def _name(seed: int, sort: str, number: int) -> str:
    prefixes = table("venues")["kinds"][sort]
    return f"{prefixes[number % len(prefixes)]} {_plain(number + seed % 1000)}"


def _plain(number: int) -> str:
    words = table("venues")
    adjectives, nouns = words["adjectives"], words["nouns"]
    choice = number * STRIDE % (len(adjectives) * len(nouns))
    return f"{adjectives[choice % len(adjectives)]} {nouns[choice // len(adjectives)]}"

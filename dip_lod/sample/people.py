"""The pool of made-up people: person number k is the same in every record of a sample."""

from functools import cache, lru_cache
from typing import Any

from dip_lod.sample.draw import Draw
from dip_lod.sample.pools import Pools
from dip_lod.sample.words import table, towns

Node = dict[str, Any]


CIRCLE = 20
"""People mostly work with those they know: these many rows of the pool."""


def choose(draw: Draw, pools: Pools, role: str, production: int) -> int:
    """Draw the number of a person whose craft fits the role, mostly of the production's own circle.

    Some have more work than others.
    """
    places, crafts = _places(role)
    circle = min(CIRCLE, pools.rows)
    if draw.random() < 0.85:
        start = production * (pools.rows - circle) // pools.productions
        row = start + int(circle * draw.random() ** 1.5)
    else:
        row = draw.below(pools.rows)
    return row * crafts + places[int(draw.random() * len(places))]


@cache
def _places(role: str) -> tuple[tuple[int, ...], int]:
    """Give the places of those who can take a role in a row of people, and the length of a row."""
    roles = table("roles")
    crafts, wanted = roles["crafts"], roles["craft"][role]
    return tuple(n for n, craft in enumerate(crafts) if craft == wanted), len(crafts)


def person_id(number: int) -> str:
    """Give the id of a person.

    >>> person_id(12)
    'p.12'
    """
    return f"p.{number}"


@lru_cache(maxsize=16384)
def person(seed: int, number: int) -> Node:
    """Make up a person. Callers must not change it: it is shared."""
    draw = Draw(seed, "person", number)
    given, particle, surname = _name(draw)
    last = _joined(particle, surname)
    node: Node = {"id": person_id(number), "kind": "persoon", "name": f"{given} {last}"}
    node["sortName"] = f"{surname}, {given} {particle}".rstrip()
    other = _other_names(draw, given, last)
    if other:
        node["alternativeNames"] = other
    born = draw.between(1938, 2004)
    if draw.chance(0.6):
        node["birthDate"] = _birth(draw, born)
    if born < 1962 and draw.chance(0.12):
        node["deathDate"] = f"2026-0{draw.between(1, 9)}-{draw.between(10, 28)}"
        node["living"] = False
    elif draw.chance(0.3):
        node["living"] = True
    if draw.chance(0.4):
        node["birthPlace"] = draw.pick(towns()).city
    if draw.chance(0.15):
        node["ids"] = [{"scheme": "pki", "value": f"PKI-P{number:07d}"}]
    if draw.chance(0.1):
        node["seat"] = draw.pick(towns()).municipality_node
    if draw.chance(0.2):
        node["biography"] = _biography(draw)
    if draw.chance(0.3):
        node["public"] = {"birthDate": draw.chance(0.7), "birthPlace": draw.chance(0.4), "biography": draw.chance(0.7)}
    return node


def initialled(name: str) -> str:
    """Shorten the first name.

    >>> initialled("Noor van der Wolkengraaf")
    'N. van der Wolkengraaf'
    """
    given, _, last = name.partition(" ")
    return f"{given[0]}. {last}"


def old_entry(node: Node) -> Node:
    """Give the entry of the person that was merged into this one."""
    return {"id": f"{node['id']}.oud", "kind": "persoon", "name": initialled(node["name"]), "mergedInto": node["id"]}


@cache
def _cultures() -> tuple[Node, ...]:
    return tuple(culture for culture in table("names")["culture"] for _ in range(culture["weight"]))


def _name(draw: Draw) -> tuple[str, str, str]:
    culture = draw.pick(_cultures())
    surname = draw.pick(culture["beginnings"]) + draw.pick(culture["endings"])
    return draw.pick(culture["given"]), draw.pick(culture["particles"]), surname


def _joined(particle: str, surname: str) -> str:
    """Put a particle before a surname.

    >>> _joined("'t", "Roerwaerd"), _joined("D'", "Vinkelinck"), _joined("", "Reidinga")
    ("'t Roerwaerd", "D'Vinkelinck", 'Reidinga')
    """
    return f"{particle}{surname}" if particle in ("", "D'") else f"{particle} {surname}"


def _other_names(draw: Draw, given: str, last: str) -> list[Node]:
    """Make up pseudonyms, birth names, earlier names: some are not public."""
    names = table("names")["pseudonyms"]
    others: list[Node] = []
    roll = draw.random()
    if roll < 0.05:
        others.append({"name": f"{draw.pick(names['first'])} {draw.pick(names['last'])}", "kind": "pseudoniem"})
    elif roll < 0.09:
        others.append({"name": f"{given} {draw.pick(names['last'])}", "kind": "artiestennaam"})
    elif roll < 0.12:
        others.append({"name": initialled(f"{given} {last}"), "kind": "spelling"})
    roll = draw.random()
    if roll < 0.05:
        first, *parts = _name(draw)
        others.append({"name": f"{first} {_joined(*parts)}", "kind": "geboortenaam", "public": False})
    elif roll < 0.08:
        before = _joined(*_name(draw)[1:])
        others.append({"name": f"{given} {before}", "kind": "vorige-naam", "public": draw.chance(0.5)})
    return others


def _birth(draw: Draw, born: int) -> str:
    """Write a date of birth: to the day, to the year, about, or within a decade."""
    roll = draw.random()
    if roll < 0.6:
        return f"{born}-{draw.between(1, 12):02d}-{draw.between(1, 28):02d}"
    if roll < 0.9:
        return str(born)
    return f"{born}~" if roll < 0.96 else f"{born // 10}X"


def _biography(draw: Draw) -> Node:
    texts = table("names")["biography"]
    choice, city = draw.below(len(texts["nl"])), draw.pick(towns()).city
    return {language: texts[language][choice].format(city=city) for language in ("nl", "en")}

"""The pool of made-up organisations: companies, booking agencies, juries, and who runs a venue."""

from functools import lru_cache

from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.words import table, towns, towns_by_weight

STRIDE = 317
"""Coprime with the number of names there are, so that one name comes back only when all have been used."""


@lru_cache(maxsize=8192)
def company(seed: int, discipline: str, number: int) -> Node:
    """Make up a company (or a booking agency: discipline "impresariaat")."""
    draw = Draw(seed, "company", discipline, number)
    node: Node = {
        "id": f"org.{discipline}.{number}",
        "kind": "organisatie" if discipline in ("impresariaat", "musical") else "groep",
        "name": _name(seed, discipline, number),
    }
    if draw.chance(0.1):
        node["alternativeNames"] = [{"name": _name(seed, discipline, number + 7000), "kind": "vorige-naam"}]
    if draw.chance(0.3):
        node["ids"] = [{"scheme": "pki", "value": f"PKI-O{draw.below(10**6):06d}"}]
    node["seat"] = towns()[draw.pick(towns_by_weight())].municipality_node
    if draw.chance(0.3):
        since = draw.between(1969, 2019)
        node["biography"] = {"nl": f"{node['name']} speelt sinds {since} in alle uithoeken van het land."}
    return node


def operator(venue: str, name: str, town: int) -> Node:
    """Make up the foundation that runs a venue."""
    return {
        "id": f"org.beheer.{venue}",
        "kind": "organisatie",
        "name": f"Stichting Exploitatie {name}",
        "seat": towns()[town].municipality_node,
    }


def jury(number: int) -> Node:
    """Make up who gives a prize."""
    return {"id": f"org.jury.{number}", "kind": "organisatie", "name": table("companies")["others"]["juries"][number]}


def _name(seed: int, discipline: str, number: int) -> str:
    words = table("companies")
    kinds, first, second = words["kinds"][discipline], words["compound"]["beginnings"], words["compound"]["endings"]
    count = len(first) * len(second)
    choice = (_start(seed, discipline) + number * STRIDE) % count
    kind = kinds[(number + number // count) % len(kinds)]
    return f"{kind} {first[choice % len(first)]}{second[choice // len(first)]}"


@lru_cache(maxsize=64)
def _start(seed: int, discipline: str) -> int:
    """Give each discipline names of its own."""
    disciplines = list(table("companies")["kinds"])
    return Draw(seed, "names").below(10000) + 97 * disciplines.index(discipline)

"""What productions are based on: real plays of authors long dead, and works that are made up."""

from functools import cache

from dip_lod.sample import titles
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.register import Register
from dip_lod.sample.words import table

KINDS = {
    "toneel": ("toneeltekst", "toneeltekst", "roman", "film"),
    "opera": ("compositie", "libretto"),
    "concert": ("compositie",),
    "dans": ("choreografie",),
    "musical": ("film", "roman"),
    "jeugdtheater": ("roman", "anders"),
    "muziektheater": ("compositie", "roman"),
}
"""The kinds of work that a discipline goes back to; the others make their own."""

MAKERS = {"compositie": "componist", "libretto": "librettist", "choreografie": "choreograaf"}
"""Who makes a kind of work; else an author."""


def real(draw: Draw, agents: Register) -> tuple[Node, str]:
    """Draw a real play, with the title under which it is played."""
    play = draw.pick(table("works")["work"])
    creator = {"agent": agents.add(_authors()[play["author"]]), "role": "auteur"}
    work: Node = {"title": play["title"], "kind": "toneeltekst", "creators": [creator]}
    if "uri" in play:
        work["uri"] = play["uri"]
    return {**work, "date": play["date"]}, play["staged"]


def made_up(draw: Draw, agents: Register, discipline: str) -> Node:
    """Make up a work that fits a discipline."""
    kind = draw.pick(KINDS[discipline])
    work: Node = {"title": titles.title(draw, discipline)[0], "kind": kind}
    if draw.chance(0.9):
        role = MAKERS.get(kind, "auteur")
        work["creators"] = [{"agent": agents.person(draw, role), "role": role}]
    year = draw.between(1968, 2020)
    if draw.chance(0.8):
        work["date"] = draw.pick((str(year), str(year), f"{year}~", f"{year // 10}X", f"{year}/{year + 1}"))
    return work


def several(draw: Draw, agents: Register, discipline: str) -> list[Node]:
    """Make up the works of a mixed bill."""
    return [made_up(draw, agents, discipline) for _ in range(draw.between(3, 5))]


@cache
def _authors() -> dict[str, Node]:
    return {author["id"]: _author(author) for author in table("works")["author"]}


def _author(author: Node) -> Node:
    node: Node = {"id": author["id"], "kind": "persoon", "name": author["name"], "sortName": author["sortName"]}
    if "spelling" in author:
        node["alternativeNames"] = [{"name": author["spelling"], "kind": "spelling"}]
    node.update({key: author[key] for key in ("birthDate", "deathDate", "birthPlace", "deathPlace")})
    uri = f"http://www.wikidata.org/entity/{author['wikidata']}"
    return {**node, "living": False, "ids": [{"scheme": "wikidata", "value": author["wikidata"], "uri": uri}]}

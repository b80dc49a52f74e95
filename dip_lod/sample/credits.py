"""Who made a production and who is in it."""

from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node, initialled
from dip_lod.sample.register import Register
from dip_lod.sample.words import table


def team(draw: Draw, agents: Register, discipline: str) -> list[Node]:
    """Draw the makers: each role of the discipline with its chance."""
    chances = table("roles")["discipline"][discipline]["team"]
    return [_credit(draw, agents, role) for role, chance in chances.items() if draw.random() * 100 < chance]


def cast(draw: Draw, agents: Register, discipline: str) -> list[Node]:
    """Draw the performers, with characters where the discipline has them."""
    characters = draw.shuffled(table("roles")["characters"]["names"])
    performers = []
    for role, fewest, most, plays in table("roles")["discipline"][discipline]["cast"]:
        for _ in range(draw.between(fewest, most)):
            performers.append(_credit(draw, agents, role, characters.pop() if plays else None))
    return performers


def replaced(draw: Draw, agents: Register, credit: Node, note: str | None = None) -> Node:
    """Give a credit to somebody else."""
    stand_in: Node = {"agent": agents.person(draw, credit["role"])}
    stand_in.update({key: credit[key] for key in ("role", "character") if key in credit})
    return {**stand_in, "note": note} if note else stand_in


def bare(credit: Node) -> Node:
    """Give what tells one credit from another."""
    return {key: credit[key] for key in ("agent", "role", "character") if key in credit}


def numbered(found: list[Node]) -> list[Node]:
    """Number the credits in their order."""
    return [{**credit, "order": order} for order, credit in enumerate(found, 1)]


def _credit(draw: Draw, agents: Register, role: str, character: str | None = None) -> Node:
    credit: Node = {"agent": agents.person(draw, role), "role": role}
    printed = table("roles")["printed"].get(role)
    if printed and draw.chance(0.15):
        credit["roleLabel"] = printed
    if character:
        credit["character"] = character
    roll = draw.random()
    if roll < 0.04:
        credit["creditedAs"] = initialled(agents.entries[credit["agent"]]["name"])
    elif roll > 0.98:
        credit["note"] = draw.pick(table("reasons")["credits"])
    return credit

"""A DIP record that is made up: production number i of a sample."""

from dip_lod.sample import credits, mishaps, performances, tour, venues
from dip_lod.sample.art import Art, art
from dip_lod.sample.blocks import RETITLED, SIZE
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node, initialled, old_entry
from dip_lod.sample.plan import Plan, plan
from dip_lod.sample.pools import Pools
from dip_lod.sample.production import licence, modified, production
from dip_lod.sample.register import Register
from dip_lod.sample.tour import Slot

COMMENT = (
    "Made up by dip-lod sample: the production, its people, organisations and venues do not exist. "
    "Only towns, and authors long dead with their plays, are real."
)

AGAIN = {"nl": "opnieuw", "fy": "op ’e nij"}
"""What the title of a reprise gets where it changes between seasons."""


def record(pools: Pools, index: int) -> Node:
    """Make up one production with its performances, agents and venues."""
    planned = plan(pools, index)
    draw, made = Draw(pools.seed, index), art(pools, planned)
    if planned.revival_of and made.cast:
        place = draw.below(len(made.cast))
        made.cast[place] = credits.replaced(draw, made.agents, made.cast[place])
    if index % SIZE == RETITLED:
        made.fields["title"] = {key: f"{text}, {AGAIN[key]}" for key, text in made.fields["title"].items()}
    _disturb(draw, planned, made)
    nodes, places = _performances(draw, pools, planned, made)
    main = production(draw, pools, planned, made, nodes)
    supplier = main["producers"][1 if planned.merged_into and len(main["producers"]) > 1 else 0]["agent"]
    node: Node = {"comment": COMMENT, "schemaVersion": "1", "recordId": f"dip:prod:{planned.id}"}
    node["modified"] = modified(draw, pools, planned)
    if "deleted" in planned.cases:
        node["deleted"] = True
    node.update(sourceSystem="boekingssysteem-sample", suppliedBy=supplier, **licence(planned), production=main)
    if nodes:
        node["performances"] = nodes
    node["agents"] = made.agents.nodes()
    if places.entries:
        node["venues"] = places.nodes()
    return node


def _performances(draw: Draw, pools: Pools, planned: Plan, made: Art) -> tuple[list[Node], Register]:
    """Make up the performances, and the venues that they name; their operators join the agents."""
    places = Register(pools, planned.first)
    if "no_performances" in planned.cases or planned.merged_into:
        return [], places
    slots = tour.slots(draw, pools, planned, mishaps.needed(planned))
    habits = performances.habits(draw, planned, made.minutes)
    nodes = performances.performances(draw, planned, slots, habits, pools.as_of)
    _keep(pools, slots, places, made.agents)
    mishaps.befall(draw, planned, nodes, places)
    if "stand_in" in planned.cases:
        mishaps.stand_in(draw, nodes, made.cast, made.agents)
    if "inserted" in planned.cases:
        mishaps.insert(draw, nodes)
    return nodes, places


def _keep(pools: Pools, slots: list[Slot], places: Register, agents: Register) -> None:
    for slot in slots:
        if slot.venue["id"] not in places.entries:
            places.add(slot.venue)
            if "operator" in slot.venue:
                agents.add(venues.operator_of(pools.seed, venues.number_of(slot.venue)))


def _disturb(draw: Draw, planned: Plan, made: Art) -> None:
    """Apply the cases that concern the people of a record."""
    makers = made.team + made.cast
    if not makers:
        return
    if "et_al" in planned.cases:
        credit = draw.pick(makers)
        credit["creditedAs"] = f"{made.agents.entries[credit['agent']]['name']} e.a."
    if "merged_person" in planned.cases:
        credit = makers[0]
        credit["agent"] = made.agents.add(old_entry(made.agents.entries[credit["agent"]]))
    if "two_names" in planned.cases:
        node = made.agents.entries[makers[-1]["agent"]]
        made.agents.add({**node, "name": initialled(node["name"])})

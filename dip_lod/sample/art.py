"""The artistic side of a production, which its reprises share."""

from dataclasses import dataclass, field

from dip_lod.sample import credits, titles, works
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.plan import Plan
from dip_lod.sample.pools import Pools
from dip_lod.sample.register import Register
from dip_lod.sample.words import table

WITHOUT_WORDS = ("dans", "mime", "circus")
FOR_CHILDREN = ("jeugdtheater", "poppentheater")


@dataclass
class Art:
    """What was made: drawn from the first series, so that a reprise has the same."""

    fields: Node
    """The fields of the production that say what it is: title, genre, synopsis, …"""
    team: list[Node]
    cast: list[Node]
    minutes: int
    agents: Register = field(repr=False)


def art(pools: Pools, plan: Plan) -> Art:
    """Make up a production's art, with the agents that it names."""
    draw, agents = Draw(pools.seed, "art", plan.first), Register(pools, plan.first)
    agents.company(plan.discipline, plan.company)
    fields = _names(draw, plan, agents)
    cases = plan.art_cases
    if "genre_missing" not in cases:
        fields["genre"] = list(draw.pick(table("roles")["discipline"][plan.discipline]["genres"]))
    if draw.chance(0.85) or cases & {"html", "typography", "mojibake"}:
        dutch, english = titles.synopsis(
            draw, quotes="typography" in cases, html="html" in cases, mojibake="mojibake" in cases
        )
        fields["synopsis"] = {"nl": dutch, "en": english} if draw.chance(0.25) else {"nl": dutch}
    fields.update(_language(draw, plan))
    minutes = draw.between(35, 65) if plan.discipline in FOR_CHILDREN else draw.between(11, 30) * 5
    if draw.chance(0.9):
        fields["durationMinutes"] = minutes
    if draw.chance(0.6):
        fields["interval"] = minutes > 100
    fields.update(_audience(draw, plan))
    team = credits.team(draw, agents, plan.discipline)
    cast = credits.cast(draw, agents, plan.discipline)
    return Art(fields, team, cast, minutes, agents)


def _names(draw: Draw, plan: Plan, agents: Register) -> Node:
    """Make up the titles, and what the production is based on."""
    cases, language = plan.art_cases, "nl"
    based_on: list[Node] = []
    if "frisian" in cases:
        language = "fy"
        name, english = titles.title(draw, "fries")
    else:
        name, english = titles.title(draw, plan.discipline)
    if "real_work" in cases and language == "nl":
        work, name = works.real(draw, agents)
        based_on, english = [work], ""
    elif "mixed_bill" in cases:
        based_on = works.several(draw, agents, plan.discipline)
    elif plan.discipline in works.KINDS and draw.chance(0.35):
        based_on = [works.made_up(draw, agents, plan.discipline)]
    if "typography" in cases:
        name = titles.typographic(draw, name)
    fields: Node = {"title": {language: name}}
    subtitle = titles.subtitle(draw, plan.discipline)
    if subtitle:
        fields["subtitle"] = {"nl": subtitle}
    if english and draw.chance(0.2 if language == "nl" else 1):
        fields["alternativeTitles"] = [{"en": english}]
    return {**fields, "basedOn": based_on} if based_on else fields


def _language(draw: Draw, plan: Plan) -> Node:
    if plan.discipline in WITHOUT_WORDS:
        return {"withoutWords": True}
    if "frisian" in plan.art_cases:
        return {"languages": ["fy"]}
    if plan.discipline == "concert":
        return {}
    if draw.chance(0.6):
        return {"languages": ["nl"]}
    return {"languages": draw.pick((["en"], ["nl", "en"], ["nl", "ar"], ["nl", "tr"]))}


def _audience(draw: Draw, plan: Plan) -> Node:
    if plan.discipline in FOR_CHILDREN:
        secondary = plan.discipline == "jeugdtheater" and plan.first % 2
        age = draw.pick((12, 14, 15)) if secondary else draw.pick((2, 4, 6, 8))
        kind = "vo" if secondary else "peuter" if age == 2 else "po"
        found: Node = {"ageFrom": age, "audience": ["jeugd", "familie", kind]}
        return {**found, "ageTo": age + 4} if draw.chance(0.5) else found
    found = {"ageFrom": draw.pick((12, 14, 16))} if draw.chance(0.2) else {}
    return {**found, "audience": ["algemeen"]} if draw.chance(0.8) else found

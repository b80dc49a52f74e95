"""The production of a record: what it is, who produces it, prizes, status."""

from datetime import date

from dip_lod.sample import credits
from dip_lod.sample.art import Art
from dip_lod.sample.blocks import DISCIPLINES
from dip_lod.sample.days import instant
from dip_lod.sample.draw import Draw
from dip_lod.sample.organizations import jury
from dip_lod.sample.people import Node
from dip_lod.sample.plan import Plan
from dip_lod.sample.pools import Pools
from dip_lod.sample.words import table

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
UNKNOWN_LICENCE = "https://example.org/voorwaarden-van-de-leverancier"


def production(draw: Draw, pools: Pools, plan: Plan, made: Art, performances: list[Node]) -> Node:
    """Write the production."""
    fields, name = made.fields, next(iter(made.fields["title"]))
    node: Node = {"id": plan.id}
    if draw.chance(0.6) or "same_other_id" in plan.cases:
        number = plan.index - ("same_other_id" in plan.cases)
        node["otherIds"] = [{"scheme": "pki", "value": f"PKI-{number + 10000}"}]
    node.update({key: fields[key] for key in ("title", "subtitle", "alternativeTitles") if key in fields})
    node.update(season=plan.season, newOrRevival="reprise" if plan.is_revival else "nieuw")
    if plan.revival_of:
        node["revivalOf"] = plan.revival_of
    if plan.merged_into:
        node["mergedInto"] = plan.merged_into
    node["status"] = _status(plan, pools.as_of.isoformat(), performances)
    node.update({key: value for key, value in fields.items() if key not in node and key != "basedOn"})
    node["producers"] = _producers(draw, pools, plan, made)
    if "basedOn" in fields:
        node["basedOn"] = fields["basedOn"]
    found = credits.numbered(made.team + made.cast)
    if found:
        node["credits"] = found
    site = f"https://example.org/voorstellingen/{plan.id.lower()}"
    if draw.chance(0.4):
        photographer = made.agents.entries[found[0]["agent"]]["name"] if found and draw.chance(0.5) else "Onbekend"
        node["images"] = [
            {
                "url": f"{site}/affiche.jpg",
                "kind": draw.pick(("affiche", "scenefoto", "campagnebeeld")),
                "photographer": photographer,
                "licence": "in-copyright",
                "alt": f"Beeld bij {fields['title'][name]}",
            }
        ]
    if "award" in plan.cases:
        node["awards"] = [_award(draw, plan, made)]
    if draw.chance(0.25):
        node["subsidy"] = [draw.pick(table("companies")["others"]["funders"])]
    if draw.chance(0.7):
        node["website"] = site
    return node


def licence(plan: Plan) -> Node:
    """Give the licence of the record."""
    if "unknown_licence" in plan.cases:
        return {"licence": UNKNOWN_LICENCE}
    return {"licence": CC_BY if "other_licence" in plan.cases else CC0}


def modified(draw: Draw, pools: Pools, plan: Plan) -> str:
    """Draw the last change: in the season, and not after the sample's own day."""
    first, last = date(plan.year, 6, 1).toordinal(), date(plan.year + 1, 7, 31).toordinal()
    end = max(first, min(last, pools.as_of.toordinal() - 1))
    return instant(draw.between(min(first, end), end), draw.between(480, 1320))


def _status(plan: Plan, today: str, performances: list[Node]) -> str:
    """Say how the series stands on the sample's day."""
    if performances and all(node["status"] == "geannuleerd" for node in performances):
        return "geannuleerd"
    days = sorted(node["date"] for node in performances if node["date"] != "unknown")
    if not days:
        days = [f"{plan.year + 1}-07-31"]
    if days[0] >= today:
        return "ingepland"
    return "afgelopen" if days[-1] < today else "lopend"


def _producers(draw: Draw, pools: Pools, plan: Plan, made: Art) -> list[Node]:
    """Draw who else produces it. A record entered twice is its co-producer's, who names the other one too."""
    main = {"agent": made.agents.company(plan.discipline, plan.company), "function": "hoofdproducent"}
    found = [main]
    if plan.merged_into or draw.chance(0.3):
        discipline = draw.pick(list(DISCIPLINES))
        partner = made.agents.company(discipline, draw.below(pools.companies(discipline)))
        if partner != main["agent"]:
            found.append({"agent": partner, "function": "coproducent"})
    if draw.chance(0.35):
        agency = made.agents.company("impresariaat", draw.below(pools.agencies))
        found.append({"agent": agency, "function": "impresariaat"})
    if draw.chance(0.08):
        agency = made.agents.company("impresariaat", draw.below(pools.agencies))
        found.append({"agent": agency, "function": "uitvoerend-producent"})
    return found


def _award(draw: Draw, plan: Plan, made: Art) -> Node:
    words = table("companies")["others"]
    award: Node = {"name": draw.pick(words["prizes"]), "year": str(plan.year + draw.below(2))}
    if draw.chance(0.7):
        award["category"] = draw.pick(words["categories"])
    award["outcome"] = draw.pick(("gewonnen", "genomineerd", "genomineerd", "juryselectie"))
    award["by"] = made.agents.add(jury(draw.below(len(words["juries"]))))
    if made.team and draw.chance(0.4):
        award["recipient"] = made.team[0]["agent"]
    return award

"""Who made a thing and who played in it, role by role."""

from collections.abc import Iterable, Sequence

from dip_lod.publication.repertoire.events import Credit
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Makers
from dip_lod.web.words import values
from dip_lod.web.words.shown import Value

_FIRST = (
    "regisseur", "coregisseur", "concept-regie", "choreograaf", "maker", "van-en-met", "auteur",
    "oorspronkelijke-auteur", "librettist", "componist", "vertaler", "bewerker", "tekstbewerker",
    "conceptontwikkelaar", "dramaturg",
    "dirigent", "muzikaal-leider", "orkest", "ensemble", "koor", "solist", "acteur", "zanger", "danser", "cabaretier",
    "verteller", "poppenspeler", "muzikant", "decorontwerper", "scenograaf", "kostuumontwerper", "lichtontwerper",
    "geluidsontwerper", "videoontwerper",
)  # fmt: skip
"""The order in which roles are read out: who leads, who wrote, who plays, who designed; the rest by name."""
_LAST = ("hoofdproducent", "coproducent", "uitvoerend-producent", "impresariaat", "funder")
_PLACES = {name: place for place, name in enumerate(_FIRST)}


def makers(page: Page, credits: Iterable[Credit], heading: str = "makers") -> Makers | None:
    """Make the block of credits; None where there are none.

    An agent with a role of its own is not named once more for being creator or producer.
    """
    found = list(credits)
    told = {one.agent for one in found if one.role or one.said not in page.visitor.texts.tables["part"]}
    by_role: dict[str, dict[str, list[str]]] = {}
    for one in found:
        if one.role is None and one.said in page.visitor.texts.tables["part"] and one.agent in told:
            continue
        notes = by_role.setdefault(one.role or one.said, {}).setdefault(one.agent, [])
        if one.note and one.note not in notes:
            notes.append(one.note)
    if not by_role:
        return None
    terms = {one.role for one in found}
    named = page.named([*terms, *(agent for agents in by_role.values() for agent in agents)])
    roles = [
        (role(page, name, named), [(named[agent], ", ".join(notes)) for agent, notes in agents.items()])
        for name, agents in sorted(by_role.items(), key=lambda one: _rank(one[0]))
    ]
    return Makers(page.words(heading), roles)


def role(page: Page, name: str, named: dict[str, Value]) -> str:
    """Name a role in the reader's language: by its term, by the property, or as the record says."""
    if name in named:
        return values.spoken(named[name])
    return str(page.visitor.texts.tables["part"].get(name, name))


def roles(page: Page, parts: Sequence[tuple[str | None, str, str]], named: dict[str, Value]) -> str:
    """Say in a few words what someone did: the roles, with the characters played; a plain property only if alone."""
    known = page.visitor.texts.tables["part"]
    telling = [one for one in parts if one[0] or one[1] not in known] or list(parts)
    found: dict[str, list[str]] = {}
    for term, said, note in sorted(telling, key=lambda one: _rank(one[0] or one[1])):
        notes = found.setdefault(role(page, term or said, named), [])
        if note and note not in notes:
            notes.append(note)
    return ", ".join(f"{name} ({', '.join(notes)})" if notes else name for name, notes in found.items())


def _rank(name: str) -> tuple[int, int, str]:
    short = name.rpartition("/")[2]
    if short in _LAST:
        return 2, _LAST.index(short), ""
    return (0, _PLACES[short], "") if short in _PLACES else (1, 0, short)

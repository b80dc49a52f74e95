"""The addresses and the words of what is given: each cube, its structure, its schemes, and how it was kept safe."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod.audiences.cells import STEP
from dip_lod.audiences.reading import Audiences, Occasion

STRUCTURE, SCHEMES = "audiences/structure", "audiences/schemes"
UNIT = {"nl": "bezoeken", "en": "visits"}
NAMES: Mapping[str, Mapping[str, str]] = {
    "season": {"nl": "seizoen", "en": "season"},
    "group": {"nl": "publieksgroep", "en": "audience group"},
    "discipline": {"nl": "discipline", "en": "discipline"},
    "area": {"nl": "woonplaats van bezoekers", "en": "where visitors live"},
}


@dataclass(frozen=True, slots=True)
class About:
    """What a description says besides: whose the data is, and under which licence."""

    base: str
    publisher: str
    licence: str


def address(about: About, scheme: str, occasion: Occasion | None = None) -> str:
    """Give the URI of a cube: the latest, or as one publication gave it."""
    return f"{about.base}audiences/{occasion.id + '/' if occasion else ''}{scheme}"


def part(base: str, name: str) -> ox.NamedNode:
    """Name a part of the structure.

    >>> print(part("https://example.org/", "season"))
    <https://example.org/audiences/structure#season>
    """
    return ox.NamedNode(f"{base}{STRUCTURE}#{name}")


def of_scheme(base: str, scheme: str, code: str = "scheme") -> ox.NamedNode:
    """Name a scheme, or a group of it.

    >>> print(of_scheme("https://example.org/", "profiles", "a"))
    <https://example.org/audiences/schemes/profiles#a>
    """
    return ox.NamedNode(f"{base}{SCHEMES}/{scheme}#{code}")


def dimension(scheme: str, name: str) -> str:
    """Name a dimension in the structure: each scheme has its own groups.

    >>> dimension("profiles", "group"), dimension("profiles", "area")
    ('group.profiles', 'area')
    """
    return f"group.{scheme}" if name == "group" else name


def coded(base: str, scheme: str, name: str, code: str) -> ox.NamedNode:
    """Name a code of a dimension."""
    return of_scheme(base, scheme, f"group-{code}") if name == "group" else part(base, f"{name}.{code}")


def title(audiences: Audiences, scheme: str) -> dict[str, str]:
    """Name the cube of a scheme."""
    own = audiences.schemes[scheme].title
    return {"nl": f"Publiek naar groep: {own['nl']}", "en": f"Audiences by group: {own['en']}"}


def described(audiences: Audiences, scheme: str, moment: Occasion) -> dict[str, str]:
    """Say what a cube counts, up to which day, and how nobody is singled out."""
    stand_in = audiences.schemes[scheme].stand_in
    made_up = {
        "nl": " De groepen zijn verzonnen: zij staan in de plaats van een indeling die onder licentie valt.",
        "en": " The groups are made up: they stand in the place of a scheme that is licensed.",
    }
    few = moment.fewest
    said = {
        "nl": "Bezoeken per seizoen dat voorbij is en publieksgroep, naar discipline en naar de plaats waar bezoekers"
        f" wonen, zoals aangeleverd en bekend op {moment.as_of}. Aantallen onder {few} zijn weggelaten, en ook wat"
        f" nodig is om ze niet te kunnen uitrekenen; daarna is elk getal afgerond op een veelvoud van {STEP}."
        " Getallen tellen daarom niet precies op. Wat er niet staat, is nul of weggelaten.",
        "en": "Visits by season that is over and audience group, by discipline and by where visitors live, as"
        f" delivered and known on {moment.as_of}. Numbers under {few} are withheld, and so is what would let them be"
        f" worked out; each number is then rounded to a multiple of {STEP}. Numbers do not quite add up for that"
        " reason. What is not there is nought or withheld.",
    }
    return {language: text + (made_up[language] if stand_in else "") for language, text in said.items()}

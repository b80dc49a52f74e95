"""The cubes: which dimensions each has, and which combinations of them are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

TOTAL = "_T"
"""The code of everything together, as SDMX writes it."""

UNKNOWN = "_U"
"""The code of what the data does not say."""


@dataclass(frozen=True, slots=True)
class Cube:
    """A cube; its first dimension is always the indicator, its second the season."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    dimensions: tuple[str, ...]
    combinations: tuple[tuple[str, ...], ...]
    """The dimensions besides the season that a figure may be broken down by; in the others it is a total."""


CUBES = {
    one.name: one
    for one in (
        Cube(
            "trends",
            {"nl": "Trendcijfers van de podiumkunsten", "en": "Trends in the performing arts"},
            {
                "nl": "Producties, voorstellingen, gezelschappen, podia en makers per seizoen, discipline, provincie en"
                " gemeentegrootte.",
                "en": "Productions, performances, companies, venues and makers by season, discipline, province and size"
                " of municipality.",
            },
            ("indicator", "season", "discipline", "province", "size"),
            ((), ("discipline",), ("province",), ("size",), ("discipline", "province")),
        ),
        Cube(
            "schools",
            {"nl": "Schoolvoorstellingen", "en": "School performances"},
            {
                "nl": "Voorstellingen voor het primair en het voortgezet onderwijs per seizoen, gemeente en discipline;"
                " besloten locaties nooit fijner dan de gemeente.",
                "en": "Performances for primary and secondary schools by season, municipality and discipline; private"
                " locations never finer than the municipality.",
            },
            ("indicator", "season", "school", "discipline", "municipality"),
            tuple(
                (*school, *rest)
                for school in ((), ("school",))
                for rest in ((), ("discipline",), ("municipality",), ("discipline", "municipality"))
            ),
        ),
        Cube(
            "labour",
            {"nl": "Werk in de podiumkunsten", "en": "Work in the performing arts"},
            {
                "nl": "Mensen naar functie en seizoen, vermeldingen per persoon, nieuwkomers en vertrekkers.",
                "en": "People by role and season, credits a person, newcomers and those who left.",
            },
            ("indicator", "season", "role"),
            ((), ("role",)),
        ),
        Cube(
            "roles",
            {"nl": "Combinaties van functies", "en": "Combinations of roles"},
            {"nl": "Mensen met twee functies in een seizoen.", "en": "People with two roles in one season."},
            ("indicator", "season", "role", "other"),
            (("role", "other"),),
        ),
        Cube(
            "mobility",
            {"nl": "Mobiliteit tussen disciplines", "en": "Mobility between disciplines"},
            {
                "nl": "Mensen naar de discipline van het vorige en die van dit seizoen.",
                "en": "People by the discipline of the season before and that of this season.",
            },
            ("indicator", "season", "from", "to"),
            (("from", "to"),),
        ),
    )
}
"""The cubes, by name."""

DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    "indicator": {"nl": "indicator", "en": "indicator"},
    "season": {"nl": "seizoen", "en": "season"},
    "discipline": {"nl": "discipline", "en": "discipline"},
    "province": {"nl": "provincie", "en": "province"},
    "municipality": {"nl": "gemeente", "en": "municipality"},
    "size": {"nl": "gemeentegrootte", "en": "size of municipality"},
    "school": {"nl": "onderwijs", "en": "school"},
    "role": {"nl": "functie", "en": "role"},
    "other": {"nl": "tweede functie", "en": "other role"},
    "from": {"nl": "discipline in het vorige seizoen", "en": "discipline in the season before"},
    "to": {"nl": "discipline in dit seizoen", "en": "discipline in this season"},
}
"""The dimensions, with their names."""

LISTS = {"other": "role", "from": "discipline", "to": "discipline"}
"""Dimensions that take their codes from the list of another."""


def code_list(dimension: str) -> str:
    """Say of which dimension the codes are.

    >>> code_list("from"), code_list("season")
    ('discipline', 'season')
    """
    return LISTS.get(dimension, dimension)

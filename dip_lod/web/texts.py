"""The site's own words, in each of its languages: site/translations/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dip_lod.errors import ConfigurationError

LANGUAGES = ("nl", "en")
"""Our favourite first."""

_LONGEST = 30
"""Digits of a number that a person may read; longer ones stay as they are."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    language: str
    tables: Mapping[str, Mapping[str, Any]]

    def __call__(self, key: str, **values: object) -> str:
        """Find a sentence of the site, with its gaps filled."""
        return str(self.tables["site"][key]).format_map(values)

    def kind(self, kind: str, many: bool = False) -> str:
        """Name a kind of entity: one of them, or many."""
        return str(self.tables["kinds" if many else "kind"].get(kind, kind))

    def inverse(self, name: str) -> str | None:
        """Say what points to a thing with a property, if we have words for it."""
        found = self.tables["inverse"].get(name)
        return str(found) if found else None

    def number(self, value: int | str) -> str:
        """Write a number as people do here.

        >>> Texts("nl", {"numbers": {"thousands": ".", "decimal": ","}}).number("1234.50")
        '1.234,50'
        """
        marks = self.tables["numbers"]
        whole, dot, part = str(value).partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole.lstrip("+"))
        if not digits.isdecimal() or len(digits) > _LONGEST or (dot and not part.isdecimal()):
            return str(value)
        grouped = f"{int(digits):,}".replace(",", str(marks["thousands"]))
        return sign + grouped + (str(marks["decimal"]) + part if dot else "")


def load(folder: Path) -> dict[str, Texts]:
    """Read a language a file; raises ConfigurationError."""
    found = {}
    for language in LANGUAGES:
        file = folder / f"{language}.toml"
        try:
            found[language] = Texts(language, tomllib.loads(file.read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{file}: cannot be read ({error}); mend it or install dip_lod again") from None
    return found


def order(language: str) -> tuple[str, ...]:
    """Say in which order labels are tried: the reader's language, Dutch, English, none stated.

    >>> order("en")
    ('en', 'nl', 'und', '')
    """
    return tuple(dict.fromkeys((language, *LANGUAGES, "und", "")))


def best(labels: Mapping[str, str], language: str) -> tuple[str, str] | None:
    """Choose the label for a reader, with its language tag; None where there is none.

    >>> best({"und": "Anton Tsjechov"}, "nl")
    ('Anton Tsjechov', 'und')
    """
    for tag in (*order(language), *sorted(labels)):
        if tag in labels:
            return labels[tag], tag
    return None

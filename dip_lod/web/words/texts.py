"""The site's own words, in each of its languages: site/translations/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dip_lod import vocabulary
from dip_lod.errors import ConfigurationError
from dip_lod.web.words import borrowed

LANGUAGES = ("nl", "en")
"""Those that are whole, our favourite first: a language that is under way borrows what it lacks from it."""

_MARKS = ("numbers", "currencies")
"""Tables of signs, not of words."""

_TERMS = "terms"
"""The table of names of classes and properties: Dutch and English stand in the ontology."""

_LONGEST = 30
"""Digits of a number that a person may read; longer ones stay as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The words of one language; each is only like itself, so that what is written in it can be remembered by it."""

    language: str
    spoken: str
    """The language itself if it is whole, else the one that it borrows from: for words that are not in its file."""
    tables: Mapping[str, Mapping[str, Any]]
    terms: Mapping[str, str] = field(default_factory=dict)
    """Names of classes and properties, by URI, in a language that the ontology has none in."""

    def __call__(self, key: str, **values: object) -> str:
        """Find a sentence of the site, with its gaps filled."""
        return str(self.tables["site"][key]).format_map(values)

    def kind(self, kind: str, many: bool = False) -> str:
        """Name a kind of entity: one of them, or many."""
        return str(self.tables["kinds" if many else "kind"].get(kind, kind))

    def own(self, words: Mapping[str, str]) -> str:
        """Choose among words that are written elsewhere in the whole languages."""
        if self.language in words:
            return words[self.language]
        return str(borrowed.borrow(words[self.spoken], self.spoken))

    def told(self, labels: Mapping[str, str], otherwise: str = "") -> str:
        """Choose among what a source says in some languages; what is not in the reader's is marked.

        >>> borrowed.spoken(Texts("en", "en", {}).told({"nl": "Affiches"}))
        '<span lang="nl">Affiches</span>'
        """
        said, tag = best(labels, self.language) or (otherwise, "")
        language = tag.partition("-")[0].lower()
        return said if language in (self.language, "und", "") else str(borrowed.borrow(said, language))

    def inverse(self, name: str) -> str | None:
        """Say what points to a thing with a property, if we have words for it."""
        found = self.tables["inverse"].get(name)
        return str(found) if found else None

    def number(self, value: int | str) -> str:
        """Write a number as people do here.

        >>> Texts("nl", "nl", {"numbers": {"thousands": ".", "decimal": ","}}).number("1234.50")
        '1.234,50'
        """
        if isinstance(value, int) and 0 <= value < 1000:
            return str(value)
        marks = self.tables["numbers"]
        whole, dot, part = str(value).partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole.lstrip("+"))
        if not digits.isdecimal() or len(digits) > _LONGEST or (dot and not part.isdecimal()):
            return str(value)
        grouped = f"{int(digits):,}".replace(",", str(marks["thousands"]))
        return sign + grouped + (str(marks["decimal"]) + part if dot else "")


def load(folder: Path) -> dict[str, Texts]:
    """Read a language a file, the whole ones first; raises ConfigurationError."""
    found: dict[str, Texts] = {}
    more = sorted({file.stem for file in folder.glob("*.toml")} - set(LANGUAGES))
    for language in (*LANGUAGES, *more):
        file = folder / f"{language}.toml"
        try:
            tables = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{file}: cannot be read ({error}); mend it or install dip_lod again") from None
        whole = language in LANGUAGES
        spoken = language if whole else LANGUAGES[0]
        terms = {vocabulary.expand(name): str(said) for name, said in tables.get(_TERMS, {}).items()}
        found[language] = Texts(language, spoken, tables if whole else _filled(tables, found[spoken]), terms)
    return found


def _filled(tables: Mapping[str, Mapping[str, Any]], lender: Texts) -> dict[str, dict[str, Any]]:
    """Fill what a language lacks with borrowed words, table by table and word by word."""
    return {
        name: {
            key: tables[name][key]
            if key in tables.get(name, {})
            else (words if name in _MARKS else borrowed.borrow(words, lender.language))
            for key, words in lent.items()
        }
        for name, lent in lender.tables.items()
    }


@lru_cache(64)
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
    if language in labels:
        return labels[language], language
    for tag in order(language):
        if tag in labels:
            return labels[tag], tag
    return next(((labels[tag], tag) for tag in sorted(labels)), None)

"""The words of the descriptions, in each language of the site: words.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _read() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def words(of: str, what: str, **gaps: Mapping[str, str]) -> dict[str, str]:
    """Give a text in its languages, each gap filled in the language of the text.

    >>> words("rda", "name", name={"nl": "Alles", "en": "All"})["en"]
    'All: RDA view'
    """
    return {
        language: text.format_map({name: best(texts, language) for name, texts in gaps.items()})
        for language, text in _read()[of][what].items()
    }


def best(texts: Mapping[str, str], language: str) -> str:
    """Choose the text in a language, else in Dutch, else any."""
    return texts.get(language) or texts.get("nl") or next(iter(texts.values()), "")


def joined(first: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """Write a text after another, in each language that either is in.

    >>> joined({"nl": "Toneel."}, {"nl": "Alles.", "en": "All."})
    {'nl': 'Toneel. Alles.', 'en': 'All.'}
    """
    return {one: " ".join(text for text in (first.get(one), then.get(one)) if text) for one in {**first, **then}}


def listed(all: list[Mapping[str, str]]) -> dict[str, str]:
    """Write names one after the other.

    >>> listed([{"nl": "A"}, {"nl": "B"}])["en"]
    'A and B'
    """
    made = {}
    for language, word in (("nl", "en"), ("en", "and")):
        names = [best(one, language) for one in all]
        made[language] = f" {word} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return made

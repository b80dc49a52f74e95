"""The questions as a list for a terminal: by topic, with what can be filled in."""

from collections.abc import Iterator
from itertools import groupby

from dip_lod.questions.reading import all_questions

_TOPICS = {
    "nl": {
        "works": "Repertoire",
        "makers": "Makers",
        "companies": "Gezelschappen",
        "tours": "Tournees",
        "venues": "Podia",
        "audience": "Publiek",
        "heritage": "Erfgoed",
    },
    "en": {
        "works": "Repertoire",
        "makers": "Makers",
        "companies": "Companies",
        "tours": "Tours",
        "venues": "Venues",
        "audience": "Audience",
        "heritage": "Heritage",
    },
}


def topic(name: str, language: str) -> str:
    """Name a topic."""
    return _TOPICS[language][name]


def lines(language: str) -> Iterator[str]:
    """Write a line for each question, and one for each of its parameters."""
    for about, questions in groupby(all_questions(), key=lambda one: one.topic):
        yield topic(about, language)
        for question in questions:
            yield f"  {question.name:<36} {question.titles[language]}"
            for gap in question.gaps:
                yield f"    --set {gap.name}=…{'':<{max(0, 25 - len(gap.name))}} {gap.titles[language]} ({gap.kind})"
        yield ""

"""The example queries: site/queries/*.rq, each with a title and an explanation in its first comment lines."""

import re
from dataclasses import dataclass
from pathlib import Path

_HEADER = re.compile(r"^# (title|explanation)@(\w+): (.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Query:
    """An example query."""

    name: str
    text: str
    titles: dict[str, str]
    explanations: dict[str, str]


def load(folder: Path) -> tuple[Query, ...]:
    """Read the queries in the order of their file names."""
    return tuple(_read(file) for file in sorted(folder.glob("*.rq")))


def _read(file: Path) -> Query:
    text = file.read_text("utf-8")
    found = _HEADER.findall(text)
    titles = {language: words for what, language, words in found if what == "title"}
    explanations = {language: words for what, language, words in found if what == "explanation"}
    return Query(file.stem, _HEADER.sub("", text).strip() + "\n", titles, explanations)

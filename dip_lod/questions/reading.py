"""Reading site/queries/*.rq: comment lines first, the query after them."""

import re
from functools import cache
from pathlib import Path

from dip_lod import resources
from dip_lod.errors import ConfigurationError, choices
from dip_lod.questions.question import LANGUAGES, SHOWN_AS, TOPICS, VIEWS, Gap, Question

_LINE = re.compile(r"# (?P<what>[a-z-]+)(?: \$(?P<gap>\w+) (?P<kind>\w+))?(?:@(?P<language>\w\w))?: (?P<words>.+)")
_SINGLE = {"topic": TOPICS, "view": VIEWS, "shown-as": SHOWN_AS}


@cache
def all_questions() -> tuple[Question, ...]:
    """Read the questions that ship with the site, by topic and name."""
    return load(resources.folder("site") / "queries")


def load(folder: Path) -> tuple[Question, ...]:
    """Read the questions of a folder, by topic and name; raises ConfigurationError."""
    found = (read(file.stem, file.read_text("utf-8")) for file in folder.glob("*.rq"))
    return tuple(sorted(found, key=lambda one: (TOPICS.index(one.topic), one.name)))


def named(name: str) -> Question:
    """Find a question by its name; raises ConfigurationError."""
    known = {one.name: one for one in all_questions()}
    if name not in known:
        raise ConfigurationError(f"question '{name}': there is none of that name; {choices(name, known)}")
    return known[name]


def read(name: str, text: str) -> Question:
    """Read a question; raises ConfigurationError where its comment lines are not what they should be."""
    head, query = _split(text)
    words: dict[str, dict[str, str]] = {"title": {}, "explanation": {}}
    single: dict[str, str] = {}
    gaps: dict[tuple[str, str], dict[str, str]] = {}
    for line in head:
        found = _LINE.fullmatch(line)
        if found is None:
            raise _wrong(name, f"cannot be read: {line}")
        what, said, language = found["what"], found["words"].strip(), found["language"]
        if what == "parameter" and found["gap"] and language:
            gaps.setdefault((found["gap"], found["kind"]), {})[language] = said
        elif what in words and language:
            words[what][language] = said
        elif (what in _SINGLE and said in _SINGLE[what]) or what in ("about", "when", "has", "of"):
            single[what] = said
        else:
            raise _wrong(name, f"says something unknown: {line}")
    for titles in (*words.values(), *gaps.values()):
        if set(titles) != set(LANGUAGES):
            raise _wrong(name, f"needs title, explanation and each parameter in {' and '.join(LANGUAGES)}")
    if "topic" not in single:
        raise _wrong(name, f"needs a topic: {', '.join(TOPICS)}")
    return Question(
        name,
        query,
        words["title"],
        words["explanation"],
        single["topic"],
        single.get("view", ""),
        single.get("shown-as", "table"),
        tuple(Gap(gap, kind, titles) for (gap, kind), titles in gaps.items()),
        tuple(single.get("about", "").split()),
        tuple(single.get("when", "").split()),
        tuple(single.get("has", "").split()),
        tuple(single.get("of", "").split()),
    )


def _split(text: str) -> tuple[list[str], str]:
    lines = text.splitlines()
    count = next((place for place, line in enumerate(lines) if not line.startswith("# ")), len(lines))
    return lines[:count], "\n".join(lines[count:]).strip() + "\n"


def _wrong(name: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"{name}.rq: a comment line {what}; see docs/reference/questions.md")


@cache
def of_kind(kind: str) -> tuple[Question, ...]:
    """List the questions that a page of a kind of thing links to: those it fills in first."""
    filled = tuple(one for one in all_questions() if one.gap(kind))
    return (*filled, *(one for one in all_questions() if kind in one.about and one not in filled))

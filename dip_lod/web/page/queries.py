"""The questions as pages show them: by topic on /sparql, a few on the front page, and those that go with a thing."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from urllib.parse import quote_plus, unquote, urlencode

from dip_lod.questions import listing, reading
from dip_lod.questions.question import Question
from dip_lod.web.words.texts import Texts
from dip_lod.web.words.visitor import Visitor

ON_FRONT = (
    "directors-of-an-author",
    "makers",
    "co-production-network",
    "reach-of-a-tour",
    "venues-on-the-map",
    "school-performances-per-province",
    "cidoc-crm-stagings",
)
"""One of each topic."""

_GAP = "%00"
"""Stands in a link for the thing, whose URI has no such character."""


@dataclass(frozen=True, slots=True)
class Link:
    """A question as a link."""

    name: str
    href: str
    title: str
    explanation: str


def load(folder: Path) -> tuple[Question, ...]:
    """Read the questions of a folder, by topic and name."""
    return reading.load(folder)


def topics(questions: Iterable[Question], reader: Visitor) -> list[tuple[str, list[Link]]]:
    """Give all questions by topic."""
    spoken = reader.texts.spoken
    return [
        (reader.texts.own({spoken: listing.topic(topic, spoken)}), [link(one, reader) for one in found])
        for topic, found in groupby(questions, key=lambda one: one.topic)
    ]


def front(questions: Iterable[Question], reader: Visitor) -> list[Link]:
    """Give the questions of the front page."""
    return [link(one, reader) for one in questions if one.name in ON_FRONT]


def about(
    kind: str,
    uri: str,
    reader: Visitor,
    pointing: Collection[str],
    has: Callable[[], Collection[str]],
    listed: Collection[str],
) -> list[Link]:
    """Give the questions that go with a thing, filled in with it.

    `pointing` are the properties that point to it, `has` finds its own and its terms, and `listed` are the kinds of
    what its page lists.
    """
    own = cache(has)
    space, slash, key = uri.rpartition("/")
    spelled = _spelled(space + slash) + quote_plus(key)
    return [
        Link(one.name, one.href.replace(_GAP, spelled), one.title, one.explanation)
        for one, suits in _of_kind(kind, reader.texts, reader.chosen, reader.root)
        if (not suits.when or any(name in pointing for name in suits.when))
        and (not suits.of or any(name in listed for name in suits.of))
        and (not suits.has or any(name in own() for name in suits.has))
    ]


_spelled = lru_cache(64)(quote_plus)
"""What all URIs of a kind begin with, as a query spells it: Python spells it letter by letter."""


@lru_cache(256)
def _of_kind(kind: str, texts: Texts, chosen: bool, root: str) -> list[tuple[Link, Question]]:
    """Make the links of a kind's questions, to be filled in; each with the question, which says what it suits."""
    reader = Visitor(texts, chosen, root, (), "", "")
    found = []
    for question in reading.of_kind(kind):
        gap = question.gap(kind)
        made = link(question, reader, {gap.name: unquote(_GAP)} if gap else {})
        found.append((made, question))
    return found


def link(question: Question, reader: Visitor, values: dict[str, str] | None = None) -> Link:
    """Make the link of a question. Where a thing is filled in, a text that would narrow it down further is not."""
    filled = dict(values or {})
    if filled:
        filled |= {gap.name: "" for gap in question.gaps if gap.kind == "text"}
    path = f"questions/{question.name}" + ("?" + urlencode(filled) if filled else "")
    return Link(
        question.name, reader.path(path), reader.texts.own(question.titles), reader.texts.own(question.explanations)
    )
